import type { Folds } from '../apply.ts';
import { metaOf } from '../apply.ts';
import type { State, Timer } from '../state.ts';

type StoreEvent =
  | 'opened'
  | 'config-loaded'
  | 'workflow-pinned'
  | 'timer-set'
  | 'timer-deferred'
  | 'timer-paused'
  | 'timer-cancelled'
  | 'timer-fired'
  | 'rotation-advanced'
  | 'credential-issued'
  | 'credential-revoked'
  | 'halted'
  | 'resumed';

export const storeFolds: Folds<StoreEvent> = {
  opened(state) {
    const meta = metaOf(state);
    // A halt of an older engine ended with its process.
    state.meta.set('meta', { ...meta, epoch: meta.epoch + 1, halted: meta.haltLasts === true });
  },
  'config-loaded'(state, { hash }) {
    state.meta.set('meta', { ...metaOf(state), config: hash });
  },
  'workflow-pinned'(state, { hash, bot, path, text }) {
    state.definitions.set(hash, { hash, bot, path, text });
  },
  'timer-set'(state, { id, at, length, purpose }) {
    state.timers.set(id, { id, at, due: at, length, purpose });
    if (purpose.kind === 'handoff') {
      const handoff = state.handoffs.get(purpose.handoff);
      if (handoff)
        state.handoffs.set(handoff.id, { ...handoff, timer: id, clockAt: at, dueAt: earlier(handoff, at) });
    }
  },
  'timer-deferred'(state, { id, at }) {
    const timer = state.timers.get(id);
    if (!timer) return;
    const due = timer.paused === undefined ? timer.due : at;
    state.timers.set(id, { ...timer, at, due, paused: undefined });
    moveDue(state, timer, at);
    if (timer.purpose.kind === 'undo') {
      const handoff = state.handoffs.get(timer.purpose.handoff);
      if (handoff?.held) state.handoffs.set(handoff.id, { ...handoff, held: { until: at } });
    }
  },
  'timer-paused'(state, { id, left }) {
    const timer = state.timers.get(id);
    if (timer) state.timers.set(id, { ...timer, paused: left });
  },
  'timer-cancelled'(state, { id }) {
    state.timers.delete(id);
  },
  'timer-fired'(state, { id }) {
    const purpose = state.timers.get(id)?.purpose;
    state.timers.delete(id);
    const effect = purpose?.kind === 'retry' ? state.effects.get(purpose.effect) : undefined;
    if (effect) state.effects.set(effect.id, { ...effect, retryAt: undefined });
  },
  'rotation-advanced'(state, { key, last }) {
    state.rotations.set(key, { last });
  },
  'credential-issued'(state, { principal, hash }) {
    state.credentials.set(hash, { principal, hash });
  },
  'credential-revoked'(state, { principal }) {
    for (const [key, credential] of state.credentials.entries())
      if (credential.principal === principal) state.credentials.delete(key);
  },
  halted(state, { lasting }) {
    state.meta.set('meta', { ...metaOf(state), halted: true, haltLasts: lasting });
  },
  resumed(state) {
    state.meta.set('meta', { ...metaOf(state), halted: false, haltLasts: undefined });
  },
};

/** When a list says that it is due: the earlier of its clock and the time that was promised. */
function earlier({ softDueAt }: { softDueAt?: number }, clock: number): number {
  return softDueAt === undefined ? clock : Math.min(softDueAt, clock);
}

/** A clock that stood still is due later; one that gets a grace was due when it was. */
function moveDue(state: State, { paused, purpose }: Timer, at: number): void {
  if (paused === undefined || (purpose.kind !== 'handoff' && purpose.kind !== 'due')) return;
  const handoff = state.handoffs.get(purpose.handoff);
  if (!handoff) return;
  const clockAt = purpose.kind === 'handoff' ? at : handoff.clockAt;
  const softDueAt = purpose.kind === 'due' ? at : handoff.softDueAt;
  const dueAt = clockAt === undefined ? softDueAt : earlier({ softDueAt }, clockAt);
  state.handoffs.set(handoff.id, { ...handoff, clockAt, softDueAt, dueAt });
}
