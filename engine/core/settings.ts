import type { Config } from '../model/config.ts';

/** What the configuration says of a bot: of the one that a conversation was given to, where it was (R10). */
export function settingsOf(config: Config, { bot, delegate }: { bot: string; delegate?: string }) {
  return config.bots?.[delegate ?? bot];
}
