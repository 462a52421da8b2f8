import type { Folds } from '../apply.ts';
import { kindKey } from '../keys.ts';

export const reviewFolds: Folds<'review-opened' | 'review-recorded'> = {
  'review-opened'(state, { type, ...facts }, { seq, at }) {
    state.reviews.set(facts.id, { ...facts, openedAt: at, openedSeq: seq });
    if (facts.because !== 'first') return;
    const key = kindKey(facts.bot, facts.node);
    state.samples.set(key, { first: (state.samples.get(key)?.first ?? 0) + 1 });
  },
  'review-recorded'(state, { id, by, verdict, correction, note }, { at }) {
    const review = state.reviews.get(id);
    if (review) state.reviews.set(id, { ...review, verdict, correction, note, by, at });
  },
};
