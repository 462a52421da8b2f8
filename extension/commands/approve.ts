import type { Command } from '../app.ts';
import { signedIn, targetOf } from './target.ts';

/** Shows the review with Approve armed once its facts were on screen; the person confirms it there. Decides nothing. */
export const approve: Command = async (app, argument) => {
  const target = await targetOf(app, argument);
  if (!target || !(await signedIn(app, target.store.session))) return;
  app.panels.open(target.store, target.id).arm('approve');
};
