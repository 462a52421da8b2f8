/** Whether what a branch waits for has come, and what its node then ends with. */
import type { Place } from '../../schemas/journal/event.ts';
import { agentFailed } from './agent/failure.ts';
import { overBudget } from './budget.ts';
import { plan } from './call/plan.ts';
import { ofChild } from './child.ts';
import { join } from './join.ts';
import type { ModelEffect } from './model/ask.ts';
import { chosenByPerson, modelProblem } from './model/problem.ts';
import { answerTo, resultFor } from './nodes.ts';
import type { Effect, Handoff, Wait } from './state.ts';
import type { Ended, Step } from './step.ts';
import { enter, settleAll } from './step.ts';
import type { Turn } from './turn.ts';
import { callDigest } from './world.ts';

type CallEffect = Extract<Effect, { kind: 'call' }>;

export function conclude(turn: Turn, place: Place, wait: Wait): Step | undefined {
  switch (wait.kind) {
    case 'reply':
    case 'clock':
      return undefined;
    case 'run': {
      const child = turn.state.runs.get(wait.run);
      return child && ofChild(turn, place, child);
    }
    case 'join':
      return join(turn, place, wait.fork);
    case 'call': {
      const effect = turn.state.effects.get(wait.effect);
      if (effect?.kind === 'model') return ofModel(turn, place, effect);
      return effect?.kind === 'call' ? ofCall(turn, place, effect) : undefined;
    }
    case 'handoff': {
      const handoff = turn.state.handoffs.get(wait.handoff);
      if (!handoff || handoff.status === 'open' || handoff.held) return undefined;
      if (handoff.handle === undefined) return undefined;
      return ofHandoff(turn, place, handoff);
    }
    default:
      return wait satisfies never;
  }
}

function ofCall(turn: Turn, place: Place, effect: CallEffect): Step | undefined {
  const { missing } = effect;
  if (effect.status === 'succeeded' || effect.status === 'failed') {
    const taken = intoAgent(turn, place, contentOf(effect), effect.id);
    if (taken) return taken;
  }
  if (effect.status === 'succeeded')
    return { kind: 'ended', handle: '', from: { effect: effect.id, as: outputOf(turn, place) }, missing };
  if (effect.status !== 'failed') return undefined;
  return failed(place, effect, effect.failure ?? { message: 'the call failed', type: 'tool' });
}

function ofModel(turn: Turn, place: Place, effect: ModelEffect): Step | undefined {
  if (effect.status === 'succeeded')
    return answerTo(turn, place, turn.node(turn.run(place.run), place.node), effect);
  if (effect.status !== 'failed') return undefined;
  const node = turn.node(turn.run(place.run), place.node);
  const failure = effect.failure ?? { message: 'the model gave no answer', type: 'model' };
  return node.type === 'agent_loop'
    ? agentFailed(turn, place, node, failure, { broken: true, effect: effect.id })
    : modelProblem(place, effect, failure);
}

/** The step of an agent that goes on with what came of its call; nothing at other nodes. */
function intoAgent(turn: Turn, place: Place, content: string, effect?: string): Step | undefined {
  const node = turn.node(turn.run(place.run), place.node);
  return resultFor(turn, place, node, { content, ...(effect !== undefined && { effect }) });
}

function contentOf({ status, output, failure }: CallEffect): string {
  if (status === 'failed') return `error: ${failure?.message ?? 'the call failed'}`;
  return typeof output === 'string' ? output : JSON.stringify(output ?? null);
}

/** A call that a person turned down: its node fails, an agent is told. */
function refused(turn: Turn, place: Place, handoff: Handoff): Step {
  const why = handoff.decisionReason === undefined ? '' : `: ${handoff.decisionReason}`;
  const told = intoAgent(turn, place, `error: a person refused this call${why}`);
  return told ?? turnedDown(place, handoff);
}

/** The variable that gets the result of the tool called here. */
function outputOf(turn: Turn, place: Place): string | undefined {
  const node = turn.node(turn.run(place.run), place.node);
  return node.type === 'mcp_tool' ? node.fields.outputVariable : undefined;
}

function failed(place: Place, effect: CallEffect, failure: { message: string; type: string }): Ended {
  return {
    kind: 'ended',
    handle: 'error',
    from: { effect: effect.id },
    variables: { original_input: JSON.parse(effect.call.arguments) },
    failure: { ...failure, node: place.node },
    missing: effect.missing,
  };
}

function ofHandoff(turn: Turn, place: Place, handoff: Handoff): Step {
  const { subject } = handoff;
  switch (subject.kind) {
    case 'node':
      return ofNode(handoff);
    case 'problem':
      return ofProblem(turn, place, handoff);
    case 'held-call': {
      if (handoff.decision !== 'approve') return refused(turn, place, handoff);
      const digest = callDigest(turn.world, subject.call, place.run, place.node);
      plan(turn, place, subject.call, {
        kind: 'decision',
        handoff: handoff.id,
        by: handoff.decidedBy ?? '',
        digest,
        bound: true,
      });
      return { kind: 'waiting' };
    }
    case 'unknown-effect': {
      const effect = turn.state.effects.get(subject.effect);
      if (effect?.kind !== 'call' || handoff.decision === undefined) return turnedDown(place, handoff);
      return ofUnknown(turn, place, handoff, effect);
    }
    default:
      return subject satisfies never;
  }
}

function ofNode(handoff: Handoff): Ended {
  const response = handoff.response ?? null;
  return {
    kind: 'ended',
    handle: handoff.handle ?? '',
    target: handoff.target,
    variables: {
      ...handoff.editedVariables,
      response,
      ...(handoff.outputVariable !== undefined && { [handoff.outputVariable]: response }),
    },
    missing: handoff.missing,
    // A clock's approval dominates what follows too: it allows no irreversible call (I7).
    ...((handoff.decidedBy?.startsWith('user:') || handoff.response?.approved === true) && {
      decision: handoff.id,
    }),
  };
}

function ofProblem(turn: Turn, place: Place, handoff: Handoff): Step {
  const { decision = 'reject', subject } = handoff;
  if (subject.kind === 'problem' && subject.problem === 'step-budget') settleAll(turn, turn.run(place.run));
  if (subject.kind !== 'problem' || decision === 'reject') return turnedDown(place, handoff);
  const node = turn.node(turn.run(place.run), place.node);
  const chosen = chosenByPerson(node, decision, handoff.decisionReason ?? '');
  switch (subject.problem) {
    case 'condition':
      return chosen ?? { kind: 'ended', handle: decision };
    case 'unknown-node':
    case 'join':
      return { kind: 'ended', handle: '' };
    case 'edge':
      return { kind: 'ended', handle: '', target: decision };
    case 'step-budget':
      for (const { id } of overBudget(turn, turn.run(place.run)))
        turn.emit({ type: 'budget-extended', run: id, by: 1000 });
      enter(turn, turn.run(place.run), turn.branch(place.run, place.branch));
      return { kind: 'waiting' };
    case 'model':
      if (chosen) return chosen;
      enter(turn, turn.run(place.run), turn.branch(place.run, place.branch));
      return { kind: 'waiting' };
    case 'argument':
      enter(turn, turn.run(place.run), turn.branch(place.run, place.branch));
      return { kind: 'waiting' };
    default:
      return subject.problem satisfies never;
  }
}

function ofUnknown(turn: Turn, place: Place, handoff: Handoff, effect: CallEffect): Step {
  const by = handoff.decidedBy ?? '';
  switch (handoff.decision) {
    case 'happened': {
      turn.emit({ type: 'effect-settled', id: effect.id, how: 'happened', by });
      const as = outputOf(turn, place);
      // What it gave is not known: a value of an earlier visit would be a guess.
      const taken = intoAgent(turn, place, 'it was done; what it gave back is not known', effect.id);
      if (taken) return taken;
      const variables = as === undefined ? undefined : { [as]: null };
      return { kind: 'ended', handle: '', from: { effect: effect.id }, variables };
    }
    case 'repeat':
      turn.emit({ type: 'effect-settled', id: effect.id, how: 'repeat', by });
      return { kind: 'waiting' };
    default:
      turn.emit({ type: 'effect-settled', id: effect.id, how: 'did-not-happen', by });
      return (
        intoAgent(turn, place, 'error: it was not done', effect.id) ??
        failed(place, effect, {
          message: handoff.decisionReason ?? 'a person says that it did not happen',
          type: 'did-not-happen',
        })
      );
  }
}

function turnedDown(place: Place, handoff: Handoff): Ended {
  const message = handoff.decisionReason ?? `${handoff.decidedBy ?? 'a person'} turned it down`;
  return { kind: 'ended', handle: 'error', failure: { message, type: 'turned-down', node: place.node } };
}
