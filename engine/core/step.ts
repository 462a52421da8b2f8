/**
 * Moves runs: enters nodes, ends them, follows edges, until every branch waits or has ended.
 *
 * Invariants
 * 1. A node that cannot be decided never takes an acting path: it goes to `error`, and without an edge there to a person (I16).
 * 2. While a person owns the conversation none of its runs moves (R33); what came in meanwhile acts at the return.
 * 3. A run that takes too many steps asks a person (F42).
 */
import type { Failure, Place, Problem, Variables } from '../../schemas/journal/event.ts';
import { type EdgeChoice, follow, type Scope } from '../model/edges.ts';
import { REDIRECTED } from '../model/handoff-options.ts';
import { ownResultOf } from '../model/node-table.ts';
import type { WorkflowNode } from '../model/workflow.ts';

import { isBudgetAsked, overBudget } from './budget.ts';
import { chainOf, descendantsOf } from './chain.ts';
import { conclude } from './conclude.ts';
import { sayFailed } from './conversation/say.ts';
import { goOnAfterStop } from './conversation/stop.ts';
import { openProblem } from './handoff/open.ts';
import { reviseOpen } from './handoff/revise.ts';
import { conversationKey } from './keys.ts';
import { enterNode } from './nodes.ts';
import { sample } from './review/sample.ts';
import { scopeOf } from './scope.ts';
import type { Branch, Run, State } from './state.ts';
import type { Turn } from './turn.ts';

export interface Ended {
  kind: 'ended';
  /** The handle, '' for the plain end. */
  handle: string;
  variables?: Variables;
  from?: { effect: string; as?: string };
  failure?: Failure;
  missing?: string[];
  suppressed?: boolean;
  decision?: string;
  /** Where the node failed and nothing follows, a person is asked instead of ending the run. */
  problem?: Problem;
  /** Goes to this node whatever the edges say: a person chose it. */
  target?: string;
  /** Goes to this node where no edge of the handle leads anywhere: it failed and is tried again. */
  again?: string;
}

export type Step = Ended | { kind: 'waiting' };

/** Whether a person owns the run's conversation, or a rule has stopped it, so that the run stands still. */
export function frozen(state: State, run: Run): boolean {
  if (run.conversation === undefined) return false;
  const conversation = state.conversations.get(conversationKey(run.bot, run.conversation));
  if (!conversation) return false;
  const { owner, stop } = conversation;
  return owner.startsWith('user:') || (stop !== undefined && stop.run !== run.id);
}

/** Moves a run as far as it goes now. */
export function settle(turn: Turn, runId: string): void {
  turn.unsettled.push(runId);
  // A run that another one started or waits for moves when that one stands still.
  if (turn.unsettled.length > 1) return;
  for (let next = turn.unsettled[0]; next !== undefined; next = turn.unsettled[0]) {
    advance(turn, next);
    turn.unsettled.shift();
  }
  for (let task = turn.afterwards.shift(); task; task = turn.afterwards.shift()) task();
}

/** Moves everything that this run belongs to: runs that share its steps stand still while one of them asks for more. */
export function settleAll(turn: Turn, run: Run): void {
  const root = chainOf(turn.state, run).at(-1) ?? run;
  for (const one of [root, ...descendantsOf(turn.state, root)]) settle(turn, one.id);
}

function advance(turn: Turn, runId: string): void {
  for (let moved = false; ; moved = true) {
    const run = turn.state.runs.get(runId);
    if (!run || run.endedAt !== undefined || frozen(turn.state, run)) return;
    const branches = Object.values(run.branches);
    if (branches.length === 0) {
      endRun(turn, run);
      return;
    }
    if (branches.some((branch) => move(turn, run, branch))) continue;
    if (moved) reviseOpen(turn, run);
    return;
  }
}

function move(turn: Turn, run: Run, branch: Branch): boolean {
  if (!branch.wait) {
    if (overBudget(turn, run).length > 0 && isBudgetAsked(turn, run)) return false;
    enter(turn, run, branch);
    return true;
  }
  const place: Place = { run: run.id, branch: branch.id, node: branch.node, visit: branch.visit };
  const step = conclude(turn, place, branch.wait);
  if (!step) return false;
  if (step.kind === 'ended') finish(turn, place, step);
  return turn.state.runs.get(run.id) !== run;
}

/** Enters the node a branch stands at, again where a person asked for it. */
export function enter(turn: Turn, run: Run, branch: Branch): void {
  const place: Place = {
    run: run.id,
    branch: branch.id,
    node: branch.node,
    visit: (run.visits[branch.node] ?? 0) + 1,
  };
  const node = turn.node(run, branch.node);
  turn.emit({ type: 'node-entered', ...place });
  const [over] = overBudget(turn, run);
  if (over) {
    openProblem(turn, place, 'step-budget', {
      message: `the run has taken ${over.steps} steps and may be going round in a circle`,
      type: 'step-budget',
      node: node.id,
    });
    return;
  }
  const step = enterNode(turn, place, node);
  if (step.kind === 'ended') finish(turn, place, step);
}

/** Ends a node: chooses what follows, or asks a person where nothing may be chosen. */
export function finish(turn: Turn, place: Place, ended: Ended): void {
  const run = turn.run(place.run);
  const node = turn.node(run, place.node);
  const choice = choose(turn, run, node, place, ended);
  const variables = choice.failure ? { original_input: null, ...ended.variables } : ended.variables;
  if (choice.kind === 'ask') {
    if (ended.variables || ended.from || ended.failure !== choice.failure)
      turn.emit({
        type: 'node-held',
        ...place,
        variables,
        from: ended.from,
        failure: choice.failure,
        ...(ended.decision !== undefined && { decision: ended.decision }),
      });
    openProblem(turn, place, choice.problem, choice.failure);
    return;
  }
  cancelNodeTimer(turn, place);
  const { kind, problem, target, again, ...facts } = ended;
  const fork = choice.targets.length > 1 || (node.type === 'parallel' && node.fields.join === undefined);
  turn.emit({
    type: 'node-ended',
    ...place,
    ...facts,
    variables,
    handle: choice.handle,
    failure: choice.failure,
    edges: choice.targets.map((next, index) => ({
      ...(next.edge !== undefined && { edge: next.edge }),
      target: next.node,
      branch: fork ? `${place.branch}.${place.node}.${place.visit}.${index + 1}` : place.branch,
    })),
  });
}

type Choice =
  | { kind: 'go'; handle: string; failure?: Failure; targets: { edge?: number; node: string }[] }
  | { kind: 'ask'; problem: Problem; failure: Failure };

function choose(turn: Turn, run: Run, node: WorkflowNode, place: Place, ended: Ended): Choice {
  const { handle, failure } = ended;
  if (ended.target !== undefined) {
    const edge = turn
      .workflow(run)
      .edges.find(
        (e) =>
          e.source === node.id && e.target === ended.target && (handle !== REDIRECTED || e.handle === handle),
      );
    return { kind: 'go', handle, failure, targets: edge ? [{ edge: edge.index, node: edge.target }] : [] };
  }
  const outgoing = turn.workflow(run).outgoing.get(node.id) ?? [];
  if (ended.again !== undefined && !outgoing.some((edge) => edge.handle === handle))
    return { kind: 'go', handle, failure, targets: [{ node: ended.again }] };
  // A type that nobody here knows is for a person, whatever its edges say (CONTRACT, Workflow).
  if (ended.problem === 'unknown-node' && failure) return { kind: 'ask', problem: ended.problem, failure };
  const first = lookUp(turn, run, node, place, ended, handle, failure);
  if (first.kind === 'taken') return { kind: 'go', handle, failure, targets: targetsOf(first) };
  if (first.kind === 'none') {
    if (ended.problem && failure) return { kind: 'ask', problem: ended.problem, failure };
    return { kind: 'go', handle, failure, targets: [] };
  }
  const undecided: Failure = { message: first.why, type: 'undecidable', node: node.id };
  const second = lookUp(turn, run, node, place, ended, 'error', undecided);
  if (second.kind === 'taken')
    return { kind: 'go', handle: 'error', failure: undecided, targets: targetsOf(second) };
  return { kind: 'ask', problem: 'edge', failure: undecided };
}

function lookUp(
  turn: Turn,
  run: Run,
  node: WorkflowNode,
  place: Place,
  ended: Ended,
  handle: string,
  failure?: Failure,
) {
  const output = ended.from?.as ? { [ended.from.as]: outputOf(turn, ended.from.effect) } : {};
  const scope: Scope = scopeOf(run, turn.branch(place.run, place.branch), {
    ...(failure && { original_input: null }),
    ...ended.variables,
    ...output,
    ...(failure && { error: failure }),
  });
  return follow(turn.workflow(run), node.id, handle, scope, ownResultOf(node));
}

function outputOf(turn: Turn, effect: string): unknown {
  return turn.state.effects.get(effect)?.output;
}

function targetsOf(choice: Extract<EdgeChoice, { kind: 'taken' }>) {
  return choice.edges.map((edge) => ({ edge: edge.index, node: edge.target }));
}

/** The clock of a node's own waiting has an id made of its place, so that ending the node can cancel it. */
export function nodeTimer({ run, branch, node, visit }: Place): string {
  return `t_${run}/${branch}/${node}/${visit}`;
}

function cancelNodeTimer(turn: Turn, place: Place): void {
  const id = nodeTimer(place);
  if (turn.state.timers.get(id)) turn.emit({ type: 'timer-cancelled', id });
}

function endRun(turn: Turn, run: Run): void {
  if (run.worst === 'failed' && !run.parent) sayFailed(turn, run);
  turn.emit({ type: 'run-ended', run: run.id, status: run.worst });
  if (run.parent) settle(turn, run.parent.run);
  goOnAfterStop(turn, run);
  if (run.worst === 'completed') sample(turn, run);
}
