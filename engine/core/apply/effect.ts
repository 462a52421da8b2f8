import type { Folds } from '../apply.ts';
import { nameFrom } from '../chain.ts';
import type { Effect, State } from '../state.ts';
import { changeBranch } from './run.ts';

type EffectEvent =
  | 'effect-planned'
  | 'effect-started'
  | 'effect-succeeded'
  | 'effect-failed'
  | 'effect-unknown'
  | 'effect-settled';

export const effectFolds: Folds<EffectEvent> = {
  'effect-planned'(state, { type, ...facts }) {
    state.effects.set(facts.id, { ...facts, status: 'planned', attempt: 1 });
    if (facts.kind !== 'call' && facts.kind !== 'model') return;
    changeBranch(state, facts.place, () => ({ wait: { kind: 'call', effect: facts.id } }));
    if (facts.kind === 'model' || facts.permit?.kind !== 'decision') return;
    const handoff = state.handoffs.get(facts.permit.handoff);
    if (handoff)
      state.handoffs.set(handoff.id, {
        ...handoff,
        used: {
          ...handoff.used,
          [nameFrom(state, handoff.place.run, facts.place) ?? facts.place.node]: facts.id,
        },
      });
  },
  'effect-started'(state, { id, attempt }, { at }) {
    change(state, id, (effect) => ({ ...effect, status: 'started', attempt, startedAt: at }));
  },
  'effect-succeeded'(state, { id, output, late }) {
    const effect = state.effects.get(id);
    if (!effect) return;
    const isAwaited = effect.kind === 'call' || effect.kind === 'model';
    if (isAwaited && !late) state.effects.set(id, { ...effect, status: 'succeeded', output });
    else if (!isAwaited) state.effects.delete(id);
  },
  // A dead letter stays, so that it can be seen (F33); a call's goes when its node ends.
  'effect-failed'(state, { id, failure, final, retryAt }) {
    change(state, id, (effect) => ({ ...effect, status: final ? 'failed' : 'planned', failure, retryAt }));
  },
  'effect-unknown'(state, { id }) {
    change(state, id, (effect) => ({ ...effect, status: 'unknown' }));
  },
  'effect-settled'(state, { id, how }) {
    const effect = state.effects.get(id);
    if (how === 'dropped') state.effects.delete(id);
    else
      change(state, id, (known) =>
        how === 'repeat'
          ? { ...known, settled: how, status: 'planned', failure: undefined, retryAt: undefined }
          : { ...known, settled: how },
      );
    if (how === 'repeat' && effect?.kind === 'call')
      changeBranch(state, effect.place, () => ({ wait: { kind: 'call', effect: id } }));
  },
};

function change(state: State, id: string, next: (effect: Effect) => Effect): void {
  const effect = state.effects.get(id);
  if (effect) state.effects.set(id, next(effect));
}
