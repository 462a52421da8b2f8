import type { Command } from '../app.ts';
import { sessionOf } from './target.ts';

/** Stops the engine of a folder for every window; what waits keeps waiting on disk. */
export const stopEngine: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (session) await app.control.stop(session);
};
