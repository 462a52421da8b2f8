import type { Command } from '../app.ts';
import { sessionGiven, textGiven } from './given.ts';
import { sessionOf } from './target.ts';

/** How people's part in the work goes (R67, R68), at one node where the argument is `{ folder?, bot?, node }`. */
export const openOversight: Command = async (app, argument) => {
  const session = sessionGiven(app, argument) ?? (await sessionOf(app, argument));
  if (!session) return;
  const [bot, node] = [textGiven(argument, 'bot'), textGiven(argument, 'node')];
  app.operator.openOversight(session, {
    tab: 'figures',
    ...(bot !== undefined && { bot }),
    ...(node !== undefined && { node }),
  });
};
