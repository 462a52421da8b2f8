/** Whether a socket is accepted, decided before it is (T1, T2, T8, T14). */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, RequestError } from '../../../schemas/protocol/codes.ts';
import { type Credentials, type Identity, tokenIn } from './credentials.ts';
import type { Doors } from './doors.ts';
import type { WrongTokens } from './wrong-tokens.ts';

export const BRIDGE_PATH = '/bridge';

export type Verdict =
  | { kind: 'welcome'; identity: Identity }
  | { kind: 'turned-away'; status: number; code: ErrorCode; why: string; silent: boolean };

export interface UpgradeOptions {
  doors: Doors;
  credentials: Credentials;
  wrongTokens: WrongTokens;
  now(): number;
  /** No room for another socket. */
  full(): boolean;
}

export function judgeUpgrade(
  request: Pick<IncomingMessage, 'rawHeaders' | 'url' | 'method'>,
  { doors, credentials, wrongTokens, now, full }: UpgradeOptions,
): Verdict {
  const closed = doors.refusal(request.rawHeaders);
  if (closed !== undefined) return turnedAway(403, 'forbidden', closed);
  if (request.url !== BRIDGE_PATH || request.method !== 'GET')
    return turnedAway(404, 'not-found', 'no such address');
  const token = tokenIn(request.rawHeaders);
  const identity = token === undefined ? undefined : credentials.identify(token);
  if (identity === undefined) {
    const wrong = wrongTokens.count(now());
    if (wrong === 'within') return turnedAway(401, 'unauthorized', 'no credential, or not a known one');
    return { ...turnedAway(429, 'overloaded', 'too many wrong credentials'), silent: wrong === 'beyond' };
  }
  if (full()) return turnedAway(503, 'overloaded', 'too many connections');
  return { kind: 'welcome', identity };
}

function turnedAway(status: number, code: ErrorCode, why: string): Verdict & { kind: 'turned-away' } {
  return { kind: 'turned-away', status, code, why, silent: false };
}

/** Answers in HTTP and ends the connection. */
export function turnAway(
  socket: Duplex,
  { status, code, why }: { status: number; code: ErrorCode; why: string },
) {
  const body = JSON.stringify({ error: new RequestError(code, why).toWire() });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 401 ? ['WWW-Authenticate: Bearer'] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
