import type { Command } from '../app.ts';
import { sessionOf } from './target.ts';

/** Starts the engine of a folder, or connects to the one that runs there. */
export const startEngine: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (session) await app.control.start(session);
};
