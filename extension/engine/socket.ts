/** The protocol's socket on `ws`, loaded with the first connection. The credential goes into a header, never a URL (T9). */
import { createRequire } from 'node:module';
import type { Socket, Timers } from '../../schemas/protocol/socket.ts';
import { openWebSocket } from '../../schemas/protocol/socket.ts';
import type * as bundle from './web-socket.ts';

/** The engine knows this credential no more: revoked, or of another store. */
export class CredentialRefused extends Error {
  constructor() {
    super('the engine does not know this credential');
    this.name = 'CredentialRefused';
  }
}

/** @throws CredentialRefused, or whatever kept the connection from opening */
export async function openBridge(url: string, token: string): Promise<Socket> {
  const { WebSocket } = createRequire(__filename)('./web-socket.cjs') as typeof bundle;
  const create = () =>
    new WebSocket(url, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
    });
  return openWebSocket(create).catch((error: unknown) => {
    throw error instanceof Error && /\b401\b/.test(error.message) ? new CredentialRefused() : error;
  });
}

export const timers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
