/**
 * Which calls a decision would let happen: walks the workflow from the handoff as far as values are known.
 * Calls whose bytes are known are shown and bound; what stands behind a model, a wait or another person, or reads
 * what is not known yet, is shown as such (CONTRACT, Calls and permits).
 */
import type { Place, PreviewedCall } from '../../../schemas/journal/event.ts';
import { references as conditionReferences, evaluate, parse, truthy } from '../../model/condition.ts';
import { follow, type Scope } from '../../model/edges.ts';
import { ownResultOf } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import type { Edge, Workflow, WorkflowNode } from '../../model/workflow.ts';
import { materialise } from '../call/materialise.ts';
import type { NodeOf } from '../nodes.ts';
import type { Turn } from '../turn.ts';
import { callDigest, effectOf } from '../world.ts';

const WALK_LIMIT = 500;
const ENDS_BADLY = new Set(['rejected', 'failed', 'timeout', 'error']);

interface Walk {
  turn: Turn;
  place: Place;
  workflow: Workflow;
  scope: Scope;
  /** Roots whose values are not known yet, with what they wait for. */
  unknown: ReadonlyMap<string, string>;
  /** Why nothing from here on is known, if so. */
  behind?: string;
  /** Another person decides before anything from here on happens. */
  person?: boolean;
}

export function previewCalls(turn: Turn, place: Place, handle: string, scope: Scope): PreviewedCall[] {
  const workflow = turn.workflow(turn.run(place.run));
  const calls = new Map<string, PreviewedCall>();
  const seen = new Set<string>();
  const visit = (walk: Walk, node: string, from: string): void => {
    const key = JSON.stringify([node, from, walk.behind ?? '', [...walk.unknown.keys()]]);
    if (seen.has(key) || seen.size > WALK_LIMIT) return;
    seen.add(key);
    const target = workflow.nodes.get(node);
    if (!target) return;
    for (const next of pass(walk, target, calls))
      for (const edge of next.edges) visit(next.walk, edge.target, node);
  };
  const start = onwards({ turn, place, workflow, scope, unknown: new Map() }, place.node, handle);
  for (const edge of start.edges) visit(start.walk, edge.target, place.node);
  return [...calls.values()];
}

type Next = { walk: Walk; edges: readonly Edge[] };

function pass(walk: Walk, node: WorkflowNode, calls: Map<string, PreviewedCall>): Next[] {
  switch (node.type) {
    case 'mcp_tool': {
      const call = previewed(walk, node);
      const known = calls.get(node.id);
      // Reached in two ways that differ: neither is certain.
      calls.set(
        node.id,
        known?.known && call.known && known.digest !== call.digest
          ? uncertain(walk, node, 'it depends on the path taken')
          : (known ?? call),
      );
      const as = node.fields.outputVariable;
      const unknown = new Map(walk.unknown);
      if (as) unknown.set(as, `the result of ${node.fields.toolName}`);
      const after = { ...walk, unknown };
      return [onwards(after, node.id, '')];
    }
    case 'logic': {
      const handle = decided(walk, node.fields.condition);
      const handles = handle === undefined ? ['true', 'false'] : [handle];
      const after =
        handle === undefined ? { ...walk, behind: walk.behind ?? `the condition of ${node.id}` } : walk;
      return handles.map((one) => onwards(after, node.id, one));
    }
    case 'trigger':
    case 'send_message':
      return [onwards(walk, node.id, '')];
    default: {
      const edges = (walk.workflow.outgoing.get(node.id) ?? []).filter(
        (edge) => !ENDS_BADLY.has(edge.handle ?? ''),
      );
      const person = node.type === 'human' || node.type === 'action';
      const what = person ? `another person at ${node.id}` : `what happens at ${node.id}`;
      return [{ walk: { ...walk, behind: walk.behind ?? what, person: walk.person || person }, edges }];
    }
  }
}

function onwards(walk: Walk, node: string, handle: string): Next {
  const { edges, certain } = leaving(walk, node, handle);
  return { walk: certain ? walk : { ...walk, behind: walk.behind ?? `a condition after ${node}` }, edges };
}

/** The edges that will be taken; where a condition reads what is not known yet, every edge that might be. */
function leaving(walk: Walk, node: string, handle: string): { edges: readonly Edge[]; certain: boolean } {
  const open = (walk.workflow.outgoing.get(node) ?? []).filter(
    (edge) => edge.handle === undefined || edge.handle === handle,
  );
  if (open.some((edge) => edge.when && readsUnknown(walk, edge.when.source)))
    return { edges: open, certain: false };
  const target = walk.workflow.nodes.get(node);
  const choice = target && follow(walk.workflow, node, handle, walk.scope, ownResultOf(target));
  return { edges: choice?.kind === 'taken' ? choice.edges : [], certain: true };
}

function readsUnknown(walk: Walk, source: string): boolean {
  const parsed = parse(source);
  return (
    parsed.kind === 'ok' && conditionReferences(parsed.expression).some(({ root }) => walk.unknown.has(root))
  );
}

/** `true` or `false` where the condition reads only what is known. */
function decided(walk: Walk, source: string): 'true' | 'false' | undefined {
  const parsed = parse(source);
  if (parsed.kind === 'invalid' || readsUnknown(walk, source)) return undefined;
  const result = evaluate(parsed.expression, walk.scope);
  return result.kind === 'value' ? (truthy(result.value) ? 'true' : 'false') : undefined;
}

function previewed(walk: Walk, node: NodeOf<'mcp_tool'>): PreviewedCall {
  if (walk.behind !== undefined) return uncertain(walk, node, `it stands behind ${walk.behind}`);
  const reads = references(node.fields.arguments ?? '').find((reference) => walk.unknown.has(reference.root));
  if (reads) return uncertain(walk, node, `it uses ${walk.unknown.get(reads.root)}`);
  const made = materialise(walk.turn.world, node, walk.scope);
  if (made.kind === 'refused') return uncertain(walk, node, made.message);
  const { world } = walk.turn;
  return {
    known: true,
    node: node.id,
    call: made.call,
    digest: callDigest(world, made.call, walk.place.run, node.id),
  };
}

function uncertain(walk: Walk, node: NodeOf<'mcp_tool'>, why: string): PreviewedCall {
  const [server, tool] = splitTool(node.fields.toolName);
  const effect = effectOf(walk.turn.world.config, server, tool);
  return { known: false, node: node.id, server, tool, effect, person: walk.person ?? false, why };
}

/** `server__tool`, split at the first `__` (CONTRACT, Values). */
export function splitTool(toolName: string): [string, string] {
  const at = toolName.indexOf('__');
  return at < 0 ? ['', toolName] : [toolName.slice(0, at), toolName.slice(at + 2)];
}
