import type { Command } from '../app.ts';
import { pickHandoff } from './pick-handoff.ts';
import { startEngine } from './start-engine.ts';

/** "Resume Handoff" (R85): a quick pick over everything that waits, then its review. Starts the engine if none runs. */
export const resume: Command = async (app, argument) => {
  await app.sessions.ready;
  if (app.sessions.state === 'engine-off') await startEngine(app, argument);
  const target = await pickHandoff(app, { node: nodeOf(argument) });
  if (target) app.panels.open(target.store, target.id);
};

/** The node above which "Open handoffs here" was pressed. */
function nodeOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('node' in argument)) return undefined;
  return typeof argument.node === 'string' ? argument.node : undefined;
}
