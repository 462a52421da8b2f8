import type { Command } from '../app.ts';
import { targetOf } from './target.ts';

/** Opens the review of a handoff. */
export const open: Command = async (app, argument) => {
  const target = await targetOf(app, argument);
  if (target) app.panels.open(target.store, target.id);
};
