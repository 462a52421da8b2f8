/** Begins runs, pinning the definition they keep (I13). */
import type { Variables } from '../../schemas/journal/event.ts';
import type { KnownNode, Workflow, WorkflowNode } from '../model/workflow.ts';
import type { InputBodies } from './input.ts';
import { pin } from './pin.ts';
import { settle } from './step.ts';
import { Refusing, type Turn } from './turn.ts';

type Cause =
  | { kind: 'message'; body: InputBodies['message'] }
  | { kind: 'start'; body: InputBodies['start'] };

export function startRun(turn: Turn, body: InputBodies['start']): { run: string } {
  const run = turn.id('r');
  beginRun(turn, run, body.bot, { kind: 'start', body });
  return { run };
}

export function beginRun(turn: Turn, run: string, bot: string, cause: Cause): void {
  const definition = turn.world.current(bot);
  if (!definition)
    throw new Refusing(
      'not-found',
      `There is no workflow for the bot "${bot}" that can be run: handoff validate says why.`,
      { path: 'bot' },
    );
  const workflow = turn.world.workflow(definition.hash);
  if (!workflow)
    throw new Refusing(
      'invalid',
      `The workflow ${definition.path} cannot be run: handoff validate says why.`,
      { path: 'bot' },
    );
  const files = pin(turn, bot, definition);
  turn.emit({
    type: 'run-started',
    run,
    bot,
    workflow: definition.hash,
    conversation: cause.kind === 'message' ? cause.body.conversation : (cause.body.conversation ?? run),
    requester: requesterOf(turn, cause),
    variables: variablesOf(cause),
    ...(files && { files }),
    nodes: startingNodes(workflow, cause.kind).map((node, index) => ({
      branch: String(index + 1),
      node: node.id,
    })),
  });
  settle(turn, run);
}

/** Everybody this run speaks for: none of them may decide about it (T57). */
function requesterOf(turn: Turn, cause: Cause): string[] {
  const { variables } = cause.body;
  const named = [variables?.user_id, variables?.email].filter((id) => typeof id === 'string');
  const from = cause.kind === 'message' ? cause.body.message.from?.id : undefined;
  const starter = cause.kind === 'start' && turn.actor.startsWith('user:') ? [turn.actor] : [];
  return [...new Set([...(from === undefined ? [] : [from]), ...starter, ...named])];
}

function variablesOf(cause: Cause): Variables {
  if (cause.kind === 'start') return { ...cause.body.variables };
  const { message, conversation, platform, variables } = cause.body;
  return {
    message: message.text,
    user_id: message.from?.id ?? null,
    user_name: message.from?.name ?? null,
    channel_id: conversation,
    platform: platform ?? 'bridge',
    ...variables,
  };
}

/** The triggers of this kind; without any trigger the nodes that nothing leads to (CONTRACT, Edges). */
export function startingNodes(workflow: Workflow, cause: Cause['kind']): WorkflowNode[] {
  const nodes = [...workflow.nodes.values()];
  const triggers = nodes.filter(
    (node): node is Extract<KnownNode, { type: 'trigger' }> => node.type === 'trigger',
  );
  if (triggers.length === 0) {
    const led = new Set(workflow.edges.map((edge) => edge.target));
    return nodes.filter((node) => !led.has(node.id));
  }
  const fitting = triggers.filter(
    (node) => (node.fields.triggerType === 'message_received') === (cause === 'message'),
  );
  if (fitting.length > 0 || cause === 'start') return fitting.length > 0 ? fitting : triggers;
  throw new Refusing(
    'invalid',
    'The workflow of this bot has no trigger for messages; start it another way.',
    {
      path: 'bot',
    },
  );
}
