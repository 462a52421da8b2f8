/** Which connection of a bot is told what it says: the newest; when that ends, the one before it. */
import type { Connection } from './connection.ts';
import type { FeedSource } from './feed.ts';

export interface Bots {
  /** The connection is ready to be told. */
  add(connection: Connection): void;
  remove(connection: Connection): void;
}

export function createBots(sourceFor: (bot: string) => FeedSource): Bots {
  const connections = new Map<string, Connection[]>();
  const speaking = new Map<string, { connection: Connection; stop(): void }>();

  function follow(bot: string): void {
    const newest = connections.get(bot)?.at(-1);
    const current = speaking.get(bot);
    if (newest === current?.connection) return;
    current?.stop();
    if (newest === undefined) speaking.delete(bot);
    else speaking.set(bot, { connection: newest, stop: newest.feed(sourceFor(bot), 0) });
  }

  return {
    add(connection) {
      const bot = connection.identity.name;
      const known = connections.get(bot) ?? [];
      if (known.includes(connection)) return;
      connections.set(bot, [...known, connection]);
      follow(bot);
    },
    remove(connection) {
      const bot = connection.identity.name;
      const left = (connections.get(bot) ?? []).filter((other) => other !== connection);
      if (left.length === 0) connections.delete(bot);
      else connections.set(bot, left);
      follow(bot);
    },
  };
}
