import type { Command } from '../app.ts';
import { startEngine } from './start-engine.ts';
import { pickWaiting } from './target.ts';

/** "Resume Handoff" (R85): a quick pick over everything that waits, then its review. Starts the engine if none runs. */
export const resume: Command = async (app, argument) => {
  await app.sessions.ready;
  if (app.sessions.state === 'engine-off') await startEngine(app, argument);
  const target = await pickWaiting(app);
  if (target) app.panels.open(target.store, target.id);
};
