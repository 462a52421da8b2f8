/**
 * Credentials: 256 random bits, known to the store only by their SHA-256. The class comes from the credential, never
 * from what a client says of itself (T10).
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ClientClass } from '../../../schemas/protocol/methods.ts';
import { BEARER_PREFIX } from '../../../schemas/protocol/socket.ts';
import type { State } from '../../core/state.ts';
import { valuesOf } from './doors.ts';

export interface Identity {
  /** `bot:shop`, `user:alice`, `observer:wall` or `owner`. */
  principal: string;
  class: ClientClass;
  /** What stands after the colon. */
  name: string;
  hash: string;
}

export interface Credentials {
  identify(token: string): Identity | undefined;
  /** False once it was revoked (T13). */
  holds(identity: Identity): boolean;
}

const CLASSES: Record<string, ClientClass> = { bot: 'bot', user: 'human', observer: 'observer' };
const LONGEST_TOKEN = 512;

/** @param ownerToken read from the file outside the store */
export function createCredentials(state: State, ownerToken: string): Credentials {
  const ownerHash = hashOf(ownerToken);
  return {
    identify(token) {
      const hash = hashOf(token);
      if (timingSafeEqual(Buffer.from(hash), Buffer.from(ownerHash)))
        return { principal: 'owner', class: 'owner', name: 'owner', hash };
      const known = state.credentials.get(hash);
      return known && identityOf(known.principal, hash);
    },
    holds: ({ principal, hash }) =>
      principal === 'owner' ? hash === ownerHash : state.credentials.get(hash)?.principal === principal,
  };
}

export function mintToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token of `Authorization: Bearer` or of the subprotocols; nothing where there are none or several. */
export function tokenIn(rawHeaders: readonly string[]): string | undefined {
  const authorizations = valuesOf(rawHeaders, 'authorization').map(
    (value) => /^Bearer ([^\s]+)$/i.exec(value)?.[1],
  );
  const subprotocols = valuesOf(rawHeaders, 'sec-websocket-protocol')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value.startsWith(BEARER_PREFIX))
    .map((value) => value.slice(BEARER_PREFIX.length));
  const [token, ...others] = new Set([...authorizations, ...subprotocols]);
  return others.length > 0 || token === undefined || token.length > LONGEST_TOKEN ? undefined : token;
}

function identityOf(principal: string, hash: string): Identity | undefined {
  const colon = principal.indexOf(':');
  const known = CLASSES[principal.slice(0, colon)];
  return known && { principal, class: known, name: principal.slice(colon + 1), hash };
}
