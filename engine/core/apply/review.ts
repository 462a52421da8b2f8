import type { Folds } from '../apply.ts';

export const reviewFolds: Folds<'review-opened' | 'review-recorded'> = {
  'review-opened'(state, { type, ...facts }, { seq, at }) {
    state.reviews.set(facts.id, { ...facts, openedAt: at, openedSeq: seq });
  },
  'review-recorded'(state, { id, by, verdict, correction, note }, { at }) {
    const review = state.reviews.get(id);
    if (review) state.reviews.set(id, { ...review, verdict, correction, note, by, at });
  },
};
