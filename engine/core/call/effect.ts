/**
 * The life of an effect: planned, begun (its intent is on disk before the first byte leaves, I4), then succeeded,
 * failed or unknown. What began irreversibly and has no result is never repeated: a person says what happened (I5).
 */

import { metaOf } from '../apply.ts';
import { noteAdvice } from '../handoff/advice.ts';
import { openByEngine } from '../handoff/open.ts';
import { barrier } from '../handoff/who.ts';
import type { InputBodies } from '../input.ts';
import type { Effect } from '../state.ts';
import { finish, frozen, settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { effectOf } from '../world.ts';
import { hold, redefined } from './plan.ts';
import { allowedBy, decidersOf, requirementsFor } from './policy.ts';

export const MAX_ATTEMPTS = 3;
const MAIL_ATTEMPTS = 8;
const MODEL_ATTEMPTS = 4;
const BACKOFF_MS = 1000;
const BACKOFF_LIMIT_MS = 10 * 60_000;

type CallEffect = Extract<Effect, { kind: 'call' }>;

/** May this effect begin now? Its intent is recorded, or it is held and nothing is recorded. */
export function begin(turn: Turn, id: string): { begun: boolean } {
  const effect = turn.state.effects.get(id);
  if (effect?.status !== 'planned' || metaOf(turn.state).halted) return { begun: false };
  if (effect.kind === 'code-mail' && !isAwaited(turn, effect)) {
    turn.emit({ type: 'effect-settled', id, how: 'dropped', by: 'engine' });
    return { begun: false };
  }
  if (effect.kind === 'advice' && turn.state.handoffs.get(effect.handoff)?.status !== 'open') {
    turn.emit({ type: 'effect-settled', id, how: 'dropped', by: 'engine' });
    return { begun: false };
  }
  if (effect.kind === 'call' || effect.kind === 'model') {
    const run = turn.state.runs.get(effect.place.run);
    if (!run || run.endedAt !== undefined || frozen(turn.state, run)) return { begun: false };
  }
  if (effect.kind === 'call') {
    const why = objectionTo(turn, effect);
    if (why) {
      turn.emit({ type: 'effect-settled', id, how: 'dropped', by: 'engine' });
      hold(turn, effect.place, effect.call, why);
      return { begun: false };
    }
  }
  turn.emit({
    type: 'effect-started',
    id,
    attempt: effect.failure ? effect.attempt + 1 : effect.attempt,
    config: turn.world.configHash,
  });
  return { begun: true };
}

/** What changed since the call was planned: what it is, who may decide about it, or what a policy asks (T33, T45). */
function objectionTo(
  turn: Turn,
  { place, call, permit }: CallEffect,
): Parameters<typeof hold>[3] | undefined {
  const { config } = turn.world;
  const name = `${call.server}__${call.tool}`;
  if (effectOf(config, call.server, call.tool) === 'irreversible' && call.effect !== 'irreversible')
    return { because: 'drift', difference: `${name} counts as irreversible now` };
  const { hash: definition } = turn.world.tool(call.server, call.tool) ?? {};
  if (call.effect !== 'read' && redefined(call, { definition }))
    return { because: 'drift', difference: `${name} is defined differently now` };
  const handoff = permit?.kind === 'decision' ? turn.state.handoffs.get(permit.handoff) : undefined;
  for (const who of handoff ? decidersOf(handoff) : []) {
    const difference = handoff && barrier(turn.state, config, handoff, who, turn.now);
    if (difference !== undefined) return { because: 'drift', difference };
  }
  const require = requirementsFor(turn, place, call);
  const allowed = require.length === 0 || (handoff && allowedBy(config, handoff, require));
  return allowed ? undefined : { because: 'policy', require };
}

/** Whether the gate that wanted this code still waits for it. */
function isAwaited(turn: Turn, { id, place }: Extract<Effect, { kind: 'code-mail' }>): boolean {
  const wait = turn.state.runs.get(place.run)?.branches[place.branch]?.wait;
  return wait?.kind === 'reply' && wait.auth?.step === 'code' && wait.auth.mail === id;
}

export function outcome(turn: Turn, { effect: id, outcome: result }: InputBodies['outcome']): void {
  const effect = turn.state.effects.get(id);
  if (!effect) throw new Refusing('not-found', `There is no effect ${id}.`);
  const late = effect.status === 'unknown';
  if (effect.status !== 'started' && !late)
    throw new Refusing('conflict', `The effect ${id} is ${effect.status}, not under way.`);
  switch (result.kind) {
    case 'succeeded':
      turn.emit({ type: 'effect-succeeded', id, output: result.output, ...(late && { late }) });
      if (late) attach(turn, effect, result.output);
      break;
    case 'failed':
      if (late) return;
      fail(turn, effect, result);
      break;
    case 'unknown':
      if (!late) lost(turn, effect, result.why);
      break;
    default:
      result satisfies never;
  }
  if (effect.kind === 'call' || effect.kind === 'model') settle(turn, effect.place.run);
  if (effect.kind === 'code-mail') mailLost(turn, effect);
  if (effect.kind === 'advice')
    noteAdvice(turn, effect, result.kind === 'succeeded' ? result.output : undefined);
}

/** An answer that came after a person was asked is evidence for them, nothing more (F22). */
function attach(turn: Turn, effect: Effect, output: unknown): void {
  if (effect.kind !== 'call') return;
  const wait = turn.state.runs.get(effect.place.run)?.branches[effect.place.branch]?.wait;
  if (wait?.kind !== 'handoff') return;
  const note = `The answer came late: ${JSON.stringify(output) ?? 'nothing'}`;
  turn.emit({ type: 'handoff-annotated', handoff: wait.handoff, by: 'engine', note });
}

/** A code that cannot be delivered ends its gate at once; while a person has the conversation, its clock does later. */
function mailLost(turn: Turn, effect: Extract<Effect, { kind: 'code-mail' }>): void {
  const { id, place } = effect;
  const run = turn.state.runs.get(place.run);
  const mail = turn.state.effects.get(id);
  if (mail?.status !== 'failed' || !run || !isAwaited(turn, effect)) return;
  if (frozen(turn.state, run)) return;
  const message = `the code could not be sent: ${mail.failure?.message ?? 'no reason given'}`;
  finish(turn, place, {
    kind: 'ended',
    handle: 'failed',
    failure: { message, type: 'mail', node: place.node },
  });
  settle(turn, place.run);
}

function fail(
  turn: Turn,
  effect: Effect,
  result: { type: string; message: string; final: boolean; retryAfterMs?: number },
): void {
  const failure = { message: result.message, type: result.type };
  const isModel = effect.kind === 'model' || effect.kind === 'advice';
  const final = result.final || effect.attempt >= (isModel ? MODEL_ATTEMPTS : MAIL_ATTEMPTS);
  const wait = result.retryAfterMs ?? Math.min(BACKOFF_MS * 2 ** (effect.attempt - 1), BACKOFF_LIMIT_MS);
  turn.emit({
    type: 'effect-failed',
    id: effect.id,
    failure,
    final,
    ...(!final && { retryAt: turn.now + wait }),
  });
  if (!final) later(turn, effect.id, wait);
}

function later(turn: Turn, effect: string, wait: number): void {
  turn.emit({
    type: 'timer-set',
    id: turn.id('t'),
    at: turn.now + wait,
    length: wait,
    purpose: { kind: 'retry', effect },
  });
}

/** An effect began and its result is not known. */
export function lost(turn: Turn, effect: Effect, why: string): void {
  if (effect.kind !== 'call') {
    fail(turn, effect, { type: 'lost', message: why, final: false });
    return;
  }
  const repeatable = effect.call.effect !== 'irreversible';
  if (repeatable && effect.attempt < MAX_ATTEMPTS) {
    fail(turn, effect, { type: 'lost', message: why, final: false });
    return;
  }
  turn.emit({ type: 'effect-unknown', id: effect.id, why });
  openByEngine(turn, effect.place, {
    kind: 'unknown',
    reason: `It is not known whether ${effect.call.server}__${effect.call.tool} ${effect.call.arguments} was done: ${why}.`,
    options: ['happened', 'did-not-happen', ...(effect.call.effect === 'idempotent' ? ['repeat'] : [])],
    subject: {
      kind: 'unknown-effect',
      effect: effect.id,
      call: effect.call,
      startedAt: effect.startedAt ?? turn.now,
    },
  });
}
