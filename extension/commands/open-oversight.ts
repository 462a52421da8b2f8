import type { Command } from '../app.ts';
import { sessionOf } from './target.ts';

/** How people's part in the work goes (R67, R68), at one node where the argument names one. */
export const openOversight: Command = async (app, argument) => {
  const session = await sessionOf(app, argument);
  if (session) app.operator.openOversight(session, { tab: 'figures', ...nodeOf(argument) });
};

function nodeOf(argument: unknown): { bot?: string; node?: string } {
  if (typeof argument !== 'object' || argument === null) return {};
  const { bot, node } = argument as { bot?: unknown; node?: unknown };
  return { ...(typeof bot === 'string' && { bot }), ...(typeof node === 'string' && { node }) };
}
