import type { Command } from '../app.ts';
import { sessionGiven, textGiven } from './given.ts';
import { answerOf } from './talk-target.ts';

/**
 * A finished answer with its conversation, to call it good, correct it or call it bad (R41, R42): of a row, or of
 * `{ folder, review }`.
 */
export const openReviewOf: Command = async (app, argument) => {
  const session = sessionGiven(app, argument);
  const id = textGiven(argument, 'review');
  const answer = session && id ? { session, id } : await answerOf(app, argument);
  if (answer) app.operator.openOversight(answer.session, { tab: 'answers', review: answer.id });
};
