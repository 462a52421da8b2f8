import type { Failure, Place, Variables } from '../../../schemas/journal/event.ts';
import { BRANCH_VARIABLES } from '../../model/node-table.ts';
import { isForbidden } from '../../model/path.ts';
import type { Folds, Stamp } from '../apply.ts';
import { chainOf } from '../chain.ts';
import type { Branch, OwnVariables, Run, State, TraceStep } from '../state.ts';
import { afterNode, atEnd, decidedBehind } from './after-node.ts';
import { conversationOf, withoutRun } from './conversation.ts';

type RunEvent =
  | 'run-started'
  | 'node-entered'
  | 'node-ended'
  | 'node-held'
  | 'note-left'
  | 'budget-extended'
  | 'reply-awaited'
  | 'auth-progressed'
  | 'requester-verified'
  | 'run-ended';

const TRACE_LIMIT = 500;
const STEP_BUDGET = 1000;

export const runFolds: Folds<RunEvent> = {
  'run-started'(state, event, { at }) {
    const branches: Record<string, Branch> = {};
    for (const { branch, node } of event.nodes)
      branches[branch] = { id: branch, node, visit: 0, own: {}, decisions: event.decisions ?? [] };
    state.runs.set(event.run, {
      id: event.run,
      bot: event.bot,
      workflow: event.workflow,
      conversation: event.conversation,
      requester: event.requester,
      status: 'waiting',
      startedAt: at,
      variables: event.variables,
      branches,
      visits: {},
      steps: 0,
      budget: STEP_BUDGET,
      worst: 'completed',
      trace: [],
      ...(event.parent && { parent: event.parent }),
      ...(event.files && { files: event.files }),
      ...(event.delegate !== undefined && { delegate: event.delegate }),
      ...(event.hopsLeft !== undefined && { hopsLeft: event.hopsLeft }),
    });
    const conversation = conversationOf(state, event.bot, event.conversation);
    if (conversation) conversation.save({ runs: [...conversation.value.runs, event.run] });
  },

  'node-entered'(state, event) {
    const run = state.runs.get(event.run);
    const branch = run?.branches[event.branch];
    if (!run || !branch) return;
    for (const one of chainOf(state, run).slice(1)) state.runs.set(one.id, { ...one, steps: one.steps + 1 });
    saveBranch(
      state,
      { ...run, steps: run.steps + 1, visits: { ...run.visits, [event.node]: event.visit } },
      {
        ...branch,
        node: event.node,
        visit: event.visit,
        wait: undefined,
        agent: undefined,
      },
    );
  },

  'node-ended'(state, event, stamp) {
    let run = state.runs.get(event.run);
    const branch = run?.branches[event.branch];
    if (!run || !branch) return;
    releaseReply(state, run, branch.id);
    const own: OwnVariables = { ...branch.own };
    if (event.failure) own.error = event.failure;
    const result = withResult(state, run, own, event);
    if (result.taken) state.effects.delete(result.taken);
    run = { ...result.run, trace: traced(run.trace, event, stamp) };
    const ended = { ...afterNode(branch, event), own };
    const branches: Record<string, Branch> = { ...run.branches };
    delete branches[branch.id];
    for (const { branch: id, target } of event.edges) branches[id] = { ...ended, id, node: target, visit: 0 };
    state.runs.set(run.id, { ...run, branches, ...(event.edges.length === 0 && atEnd(run, ended, event)) });
  },

  'node-held'(state, event) {
    const run = state.runs.get(event.run);
    const branch = run?.branches[event.branch];
    if (!run || !branch) return;
    const own: OwnVariables = { ...branch.own, error: event.failure };
    const { run: next, taken } = withResult(state, run, own, event);
    if (taken) state.effects.delete(taken);
    saveBranch(state, next, { ...branch, ...decidedBehind(branch, event.decision), own });
  },

  'note-left'(state, { note, ...place }) {
    changeBranch(state, place, ({ own }) => ({ own: { ...own, operator_note: note } }));
  },

  'budget-extended'(state, { run: id, by }) {
    const run = state.runs.get(id);
    if (run) state.runs.set(id, { ...run, budget: run.budget + by });
  },

  'reply-awaited'(state, event, { at }) {
    const run = state.runs.get(event.run);
    const branch = run?.branches[event.branch];
    if (!run || !branch) return;
    saveBranch(state, run, { ...branch, wait: { kind: 'reply', auth: event.auth, since: at } });
    const conversation = conversationOf(state, run.bot, run.conversation);
    if (!conversation) return;
    const { replies } = conversation.value;
    // Asking again keeps its place: the oldest node that waits is answered first (CONTRACT, Messages).
    if (replies.some((reply) => reply.run === run.id && reply.branch === branch.id)) return;
    conversation.save({ replies: [...replies, { run: run.id, branch: branch.id }] });
  },

  'auth-progressed'(state, event) {
    changeBranch(state, event, ({ wait }) =>
      wait?.kind === 'reply' ? { wait: { ...wait, auth: event.auth } } : {},
    );
  },

  'requester-verified'(state, { run: id, contact }) {
    for (const run of chainOf(state, state.runs.get(id)))
      if (!run.requester.includes(contact))
        state.runs.set(run.id, { ...run, requester: [...run.requester, contact] });
  },

  'run-ended'(state, { run: id, status }, { at }) {
    const run = state.runs.get(id);
    if (!run) return;
    state.runs.set(id, { ...run, status, endedAt: at, branches: {} });
    const conversation = conversationOf(state, run.bot, run.conversation);
    if (conversation) conversation.save(withoutRun(conversation.value, id));
  },
};

/** Replaces part of a branch, where the place is still there. */
export function changeBranch(
  state: State,
  place: Pick<Place, 'run' | 'branch'>,
  part: (branch: Branch) => Partial<Branch>,
): void {
  const run = state.runs.get(place.run);
  const branch = run?.branches[place.branch];
  if (run && branch) saveBranch(state, run, { ...branch, ...part(branch) });
}

function saveBranch(state: State, run: Run, branch: Branch): void {
  state.runs.set(run.id, { ...run, branches: { ...run.branches, [branch.id]: branch } });
}

/** Sets variables that a message carries: shared ones only, what is a branch's own only the engine sets (T43). */
export function setShared(state: State, id: string, variables: Variables): void {
  const run = state.runs.get(id);
  if (run) state.runs.set(id, withVariables(run, {}, variables));
}

function withVariables(run: Run, own: OwnVariables, variables: Variables): Run {
  const names = Object.keys(variables);
  if (names.length === 0) return run;
  const shared: Variables = { ...run.variables };
  for (const name of names) {
    const mine = BRANCH_VARIABLES.find((candidate) => candidate === name);
    if (isForbidden(name)) continue;
    if (mine) own[mine] = variables[name] as never;
    else shared[name] = variables[name];
  }
  return { ...run, variables: shared };
}

/** Sets what a node yields: its variables, and the output of the effect that it waited for. */
function withResult(
  state: State,
  run: Run,
  own: OwnVariables,
  event: { variables?: Variables; from?: { effect: string; as?: string } },
) {
  const effect = event.from && state.effects.get(event.from.effect);
  const output = event.from?.as && effect?.status === 'succeeded' ? { [event.from.as]: effect.output } : {};
  return { run: withVariables(run, own, { ...event.variables, ...output }), taken: event.from?.effect };
}

export function releaseReply(state: State, run: Run, branch: string): void {
  const conversation = conversationOf(state, run.bot, run.conversation);
  if (!conversation?.value.replies.some((reply) => reply.run === run.id && reply.branch === branch)) return;
  conversation.save({
    replies: conversation.value.replies.filter((reply) => reply.run !== run.id || reply.branch !== branch),
  });
}

function traced(
  trace: readonly TraceStep[],
  event: { node: string; visit: number; handle: string; missing?: string[]; failure?: Failure },
  { at }: Stamp,
) {
  const step: TraceStep = {
    node: event.node,
    visit: event.visit,
    handle: event.handle,
    at,
    missing: event.missing,
    failure: event.failure,
  };
  return [...trace, step].slice(-TRACE_LIMIT);
}
