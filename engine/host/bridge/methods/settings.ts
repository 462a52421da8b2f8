import type { BotSettings } from '../queries.ts';
import type { Session } from './method.ts';

/** What is masked for either of the bots stays masked where one gave its conversation to the other. */
export function settingsFor(
  session: Session,
  { bot, delegate }: { bot: string; delegate?: string },
): BotSettings {
  const own = session.bot(bot);
  if (delegate === undefined) return own;
  const other = session.bot(delegate);
  return {
    variables: [...new Set([...other.variables, ...own.variables])],
    sensitive: [...new Set([...other.sensitive, ...own.sensitive])],
  };
}
