import { PROTOCOL } from '../../../../schemas/protocol/socket.ts';
import type { Handlers } from './method.ts';

/** Clients whose name becomes the channel of their decisions; all others are `bridge`. */
const CHANNELS: ReadonlySet<string> = new Set(['vscode', 'cli', 'dashboard']);

export const helloMethods: Pick<Handlers, 'hello' | 'events/subscribe'> = {
  async hello({ client }, session) {
    const name = client.split('/')[0] ?? '';
    session.channel = CHANNELS.has(name) ? name : 'bridge';
    return {
      protocol: { min: PROTOCOL, max: PROTOCOL },
      engine: session.house.version,
      principal: session.identity.principal,
      seq: session.engine.seq,
    };
  },

  async 'events/subscribe'({ after }, session) {
    session.subscribe(after);
    return { seq: session.engine.seq };
  },
};
