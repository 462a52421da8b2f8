/**
 * Runs within runs. A child speaks in its parent's conversation and for the same requester, keeps its own variables and
 * stands behind the decisions that were taken on the way to it; its parent waits for its end.
 *
 * Invariants
 * 1. Nobody decides on their own request, however many workflows or bots stand between (I6, T57).
 * 2. At most 8 runs within one another, and 3 bots in a row: more is an error, never a circle (F42).
 */
import type { EventOf, Place, RunEnd, Variables } from '../../schemas/journal/event.ts';
import { TRIGGER_VARIABLES } from '../model/node-table.ts';
import { fill } from '../model/template.ts';
import { chainOf } from './chain.ts';
import { scopeOf } from './scope.ts';
import { startingNodes } from './start.ts';
import type { Run } from './state.ts';
import { type Ended, type Step, settle } from './step.ts';
import type { Turn } from './turn.ts';

const DEPTH = 8;

type Started = Pick<EventOf<'run-started'>, 'workflow' | 'variables' | 'delegate' | 'hopsLeft' | 'files'> & {
  by: 'message' | 'start';
};

export function startChild(turn: Turn, place: Place, { by, ...child }: Started): Step {
  const parent = turn.run(place.run);
  if (chainOf(turn.state, parent).length > DEPTH)
    return failed(place, 'too-deep', `more than ${DEPTH} workflows run within one another`);
  const workflow = turn.world.workflow(child.workflow);
  if (!workflow) return failed(place, 'unreadable', `the pinned workflow ${child.workflow} cannot be read`);
  const run = turn.id('r');
  turn.emit({ type: 'node-waiting', ...place, on: { kind: 'run', run } });
  turn.emit({
    type: 'run-started',
    run,
    bot: parent.bot,
    conversation: parent.conversation,
    requester: [...parent.requester],
    parent: place,
    decisions: [...turn.branch(place.run, place.branch).decisions],
    ...child,
    nodes: startingNodes(workflow, by).map((node, index) => ({ branch: String(index + 1), node: node.id })),
  });
  settle(turn, run);
  return { kind: 'waiting' };
}

/** What a child starts with: what the user said and who they are, and the inputs that its node gives it. */
export function inputsOf(turn: Turn, place: Place, inputs: Record<string, unknown> = {}): Variables {
  const run = turn.run(place.run);
  const { value } = fill(inputs, scopeOf(run, turn.branch(place.run, place.branch)));
  const known = TRIGGER_VARIABLES.filter((name) => Object.hasOwn(run.variables, name));
  const passed = Object.fromEntries(known.map((name) => [name, run.variables[name]]));
  return { ...passed, ...(JSON.parse(JSON.stringify(value)) as Variables) };
}

const HANDLES: Readonly<Record<RunEnd, string>> = {
  completed: '',
  rejected: 'rejected',
  'timed-out': 'timeout',
  failed: 'error',
  cancelled: 'error',
};

/** How the node ends whose run is over. */
export function ofChild(turn: Turn, place: Place, child: Run): Ended | undefined {
  if (child.status === 'waiting') return undefined;
  const node = turn.node(turn.run(place.run), place.node);
  const as = 'outputVariable' in node.fields ? node.fields.outputVariable : undefined;
  const handle = HANDLES[child.status];
  const { decisions } = turn.branch(place.run, place.branch);
  const decision = decidedInside(turn, child);
  return {
    kind: 'ended',
    handle,
    ...(typeof as === 'string' && { variables: { [as]: child.variables } }),
    ...(handle === 'error' && failed(place, 'run', `what it started was ${child.status}`)),
    // What was decided inside dominates what follows too.
    ...(decision !== undefined && !decisions.includes(decision) && { decision }),
  };
}

/** The last decision that was taken in it; one that it was given at its start is its parent's, as long as that keeps it. */
function decidedInside({ state }: Turn, child: Run): string | undefined {
  const { lastDecision: id } = child;
  const of = id === undefined ? undefined : state.handoffs.get(id)?.place.run;
  const isInside = of !== undefined && chainOf(state, state.runs.get(of)).some((run) => run.id === child.id);
  return isInside ? id : undefined;
}

export function failed({ node }: Place, type: string, message: string): Ended {
  return { kind: 'ended', handle: 'error', failure: { message, type, node } };
}
