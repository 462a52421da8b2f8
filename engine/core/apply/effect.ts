import type { Place } from '../../../schemas/journal/event.ts';
import type { Folds } from '../apply.ts';
import type { Effect, State } from '../state.ts';

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
    if (facts.kind !== 'call') return;
    waitForCall(state, facts.place, facts.id);
    if (facts.permit?.kind !== 'decision') return;
    const handoff = state.handoffs.get(facts.permit.handoff);
    if (handoff)
      state.handoffs.set(handoff.id, { ...handoff, used: { ...handoff.used, [facts.place.node]: facts.id } });
  },
  'effect-started'(state, { id, attempt }, { at }) {
    change(state, id, (effect) => ({ ...effect, status: 'started', attempt, startedAt: at }));
  },
  'effect-succeeded'(state, { id, output, late }) {
    const effect = state.effects.get(id);
    if (!effect) return;
    if (effect.kind === 'call' && !late) state.effects.set(id, { ...effect, status: 'succeeded', output });
    else if (effect.kind !== 'call') state.effects.delete(id);
  },
  'effect-failed'(state, { id, failure, final }) {
    const effect = state.effects.get(id);
    if (!effect) return;
    if (!final) state.effects.set(id, { ...effect, status: 'planned', failure });
    // A dead letter stays, so that it can be seen (F33); a call's goes when its node ends.
    else state.effects.set(id, { ...effect, status: 'failed', failure });
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
          ? { ...known, settled: how, status: 'planned', failure: undefined }
          : { ...known, settled: how },
      );
    if (how === 'repeat' && effect?.kind === 'call') waitForCall(state, effect.place, id);
  },
};

/** The branch at this place waits for the call. */
function waitForCall(state: State, place: Place, effect: string): void {
  const run = state.runs.get(place.run);
  const branch = run?.branches[place.branch];
  if (run && branch)
    state.runs.set(run.id, {
      ...run,
      branches: { ...run.branches, [branch.id]: { ...branch, wait: { kind: 'call', effect } } },
    });
}

function change(state: State, id: string, next: (effect: Effect) => Effect): void {
  const effect = state.effects.get(id);
  if (effect) state.effects.set(id, next(effect));
}
