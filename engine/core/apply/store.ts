import type { Folds } from '../apply.ts';
import { metaOf } from '../apply.ts';
import { conversationKey } from '../keys.ts';

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
  | 'conversation-erased';

export const storeFolds: Folds<StoreEvent> = {
  opened(state) {
    const meta = metaOf(state);
    state.meta.set('meta', { ...meta, epoch: meta.epoch + 1, halted: false });
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
      if (handoff) state.handoffs.set(handoff.id, { ...handoff, timer: id, dueAt: at });
    }
  },
  'timer-deferred'(state, { id, at }) {
    const timer = state.timers.get(id);
    if (!timer) return;
    const due = timer.paused === undefined ? timer.due : at;
    state.timers.set(id, { ...timer, at, due, paused: undefined });
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
  halted(state) {
    state.meta.set('meta', { ...metaOf(state), halted: true });
  },
  'conversation-erased'(state, { bot, conversation }) {
    const key = conversationKey(bot, conversation);
    const known = state.conversations.get(key);
    if (known) state.conversations.set(key, { ...known, erased: true });
  },
};
