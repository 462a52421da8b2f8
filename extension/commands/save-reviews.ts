import type { Command } from '../app.ts';
import { sessionOf } from './target.ts';

/** Every finished answer that was looked at, as JSON Lines for training and evaluation (R42). */
export const saveReviews: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (session) await app.operator.saveReviews(session);
};
