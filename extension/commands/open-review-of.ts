import type { Command } from '../app.ts';
import { answerOf } from './talk-target.ts';

/** A finished answer with its conversation, to call it good, correct it or call it bad (R41, R42). */
export const openReviewOf: Command = async (app, argument) => {
  const answer = await answerOf(app, argument);
  if (answer) app.operator.openOversight(answer.session, { tab: 'answers', review: answer.id });
};
