/** The engine's own voice: the only place where something is said to a user. */
import { conversationKey } from '../keys.ts';
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';

/**
 * Says a text to the run's user.
 *
 * @returns false where nothing was said: no conversation, an empty text, or a person owns the thread (R33)
 */
export function say(
  turn: Turn,
  run: Run,
  text: string,
  about: { node?: string; holding?: boolean } = {},
): boolean {
  if (run.conversation === undefined || text === '') return false;
  const owner = turn.state.conversations.get(conversationKey(run.bot, run.conversation))?.owner ?? 'bot';
  if (owner !== 'bot') return false;
  turn.emit({
    type: 'message-said',
    bot: run.bot,
    conversation: run.conversation,
    message: { id: turn.id('m'), text, from: 'bot' },
    holding: about.holding ?? false,
    run: run.id,
    node: about.node,
  });
  return true;
}

/** A text of the bot's configuration, or the default one. */
export function botText(
  turn: Turn,
  bot: string,
  name: 'failed' | 'taken' | 'returned',
  otherwise: string,
): string {
  return turn.world.config.bots?.[bot]?.texts?.[name] ?? otherwise;
}

/** A run that fails never leaves its user without a word. */
export function sayFailed(turn: Turn, run: Run): void {
  say(
    turn,
    run,
    botText(
      turn,
      run.bot,
      'failed',
      'Something went wrong on our side, and nothing more was done. Please try again later.',
    ),
    {
      holding: true,
    },
  );
}
