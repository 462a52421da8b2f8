/** What a call may do: as the configuration says, else as its name sounds. */
import type { Config } from '../model/config.ts';
import { toolsOf } from '../model/node-table.ts';
import type { KnownNode, WorkflowNode } from '../model/workflow.ts';

export type Effect = 'read' | 'idempotent' | 'irreversible';

/** Words of a tool's name that mean money, something gone for good, or something everybody sees. */
const RISKY: ReadonlySet<string> = new Set(
  (
    'refund refunds pay payment payout charge transfer withdraw withdrawal debit capture purchase wire reimburse ' +
    'delete remove drop purge erase truncate destroy wipe terminate revoke ' +
    'publish post broadcast tweet deploy release announce grant'
  ).split(' '),
);

const READING: ReadonlySet<string> = new Set(
  'get list find search read lookup fetch check describe count query show view'.split(' '),
);

/** The effect of `server__tool`: what the configuration says, the default where it knows the server, else by name. */
export function effectOf(config: Config | undefined, toolName: string): Effect {
  const split = toolName.indexOf('__');
  const servers = config?.mcpServers ?? {};
  const server = Object.hasOwn(servers, toolName.slice(0, split))
    ? servers[toolName.slice(0, split)]
    : undefined;
  const name = toolName.slice(split + 2);
  const tools = server?.tools ?? {};
  const declared = Object.hasOwn(tools, name) ? tools[name]?.effect : undefined;
  if (declared !== undefined) return declared;
  return server === undefined && READING.has(wordsOf(toolName)[0] ?? '') ? 'read' : 'irreversible';
}

/** Nodes whose calls should have a person before them, with those tools: money, delete, publish. */
export function riskyNodes(
  nodes: readonly KnownNode[],
  config: Config | undefined,
): Map<string, readonly string[]> {
  const known = new Map<string, boolean>();
  const isOpen = (tool: string): boolean => {
    const result = known.get(tool) ?? (isRisky(config, tool) && !asksByPolicy(config, tool));
    known.set(tool, result);
    return result;
  };
  const found = new Map<string, readonly string[]>();
  for (const node of nodes) {
    const tools = toolsOf(node).filter(isOpen);
    if (tools.length > 0) found.set(node.id, tools);
  }
  return found;
}

/** Whether a model takes part in what a node gives. */
export function isModel(
  node: WorkflowNode,
): node is Extract<KnownNode, { type: 'llm' | 'llm_call' | 'agent_loop' }> {
  return node.type === 'llm' || node.type === 'llm_call' || node.type === 'agent_loop';
}

function isRisky(config: Config | undefined, toolName: string): boolean {
  const words = wordsOf(toolName);
  if (effectOf(config, toolName) === 'read') return false;
  const split = toolName.indexOf('__');
  const tools = config?.mcpServers?.[toolName.slice(0, split)]?.tools ?? {};
  const isDeclared = tools[toolName.slice(split + 2)]?.effect === 'irreversible';
  return isDeclared || (!READING.has(words[0] ?? '') && words.some((word) => RISKY.has(word)));
}

/** A policy without a condition makes the engine ask a person, wherever the call stands. */
function asksByPolicy(config: Config | undefined, toolName: string): boolean {
  return (config?.policies ?? []).some(
    ({ tool, when, require }) => require !== undefined && when === undefined && tool === toolName,
  );
}

/** The words of the part after the server: `create_refund` and `createRefund` are create, refund. */
function wordsOf(toolName: string): string[] {
  return toolName
    .slice(toolName.indexOf('__') + 2)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
