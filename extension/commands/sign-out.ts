import type { Command } from '../app.ts';
import { reconnect } from './sign-in.ts';
import { sessionOf } from './target.ts';

/** Forgets who I am in this folder; the window goes on reading where the engine is its own. */
export const signOut: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (!session) return;
  await app.identities.forget(session.folder);
  await reconnect(session);
};
