/** A client of the engine that has a workspace's store: found by `.handoff/bridge.json`, spoken to over the bridge alone. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import WebSocket from 'ws';
import { type Client, createClient } from '../../schemas/protocol/client.ts';
import { openWebSocket, type Socket } from '../../schemas/protocol/socket.ts';
import { nodeTimers } from '../host/bridge/node-timers.ts';
import { readBridgeFile } from '../host/store/bridge-file.ts';
import type { Config } from '../model/config.ts';
import { hasDirectory, personOf } from '../model/people.ts';
import { Exit } from './exit.ts';
import { VERSION } from './version.ts';

export interface Door {
  url: string;
  ownerToken: string;
  /** Path of the owner credential. */
  credential: string;
}

/** Where the running engine of a store is. @throws Exit 2 where none runs */
export function doorOf(store: string): Door {
  const bridge = readBridgeFile(store);
  if (!bridge) throw new Exit(2, `No engine runs on ${store}. Start one: handoff serve.`);
  const { token } = JSON.parse(readFileSync(bridge.credential, 'utf8')) as { token: string };
  return { url: bridge.url, ownerToken: token, credential: bridge.credential };
}

export function storeOf({ workspace = '.', store }: { workspace?: string; store?: string }): string {
  return path.resolve(store ?? path.join(workspace, '.handoff'));
}

/** `again` looks the door up anew for each connection: an engine may come back elsewhere. */
export function connect(door: Door, token: string, again: () => Door = () => door): Client {
  return createClient({
    open: async () => socketTo(again(), token),
    timers: nodeTimers,
    client: 'cli',
    version: VERSION,
    timeoutMs: 10_000,
  });
}

/** Runs `use` with a client of the owner's, who mints and reads, and never decides. */
export async function asOwner<T>(
  door: Door,
  use: (client: Client) => Promise<T>,
  again?: () => Door,
): Promise<T> {
  return withClient(connect(door, door.ownerToken, again), use);
}

/**
 * Who acts: `--as`, else the operating system's user where the directory knows that name.
 * @throws Exit 2 where that is nobody
 */
export function whoActs(as: string | undefined, config: Config): string {
  const named = as === undefined ? `user:${userInfo().username}` : as.startsWith('user:') ? as : `user:${as}`;
  if (!hasDirectory(config) || personOf(config, named)) return named;
  const known = Object.keys(config.people ?? {}).map((name) => `user:${name}`);
  throw new Exit(
    2,
    `${named} is not among the people of the configuration. Say who you are: --as ${known.join(' | ')}.`,
  );
}

/** Runs `use` as a person: by HANDOFF_TOKEN, else by a credential that is kept beside the owner's for the next time. */
export async function asPerson<T>(door: Door, who: string, use: (client: Client) => Promise<T>): Promise<T> {
  const token = process.env.HANDOFF_TOKEN ?? (await goodToken(door, who));
  return withClient(connect(door, token), use);
}

/** A credential of this person that the engine accepts: the kept one, else a new one that is kept. */
export async function goodToken(door: Door, who: string): Promise<string> {
  const kept = keptToken(door, who);
  return kept !== undefined && (await isAccepted(door, kept)) ? kept : mint(door, who);
}

/** Whether the engine still knows a credential. */
async function isAccepted(door: Door, token: string): Promise<boolean> {
  try {
    (await socketTo(door, token)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && /\b401\b/.test(error.message)) return false;
    throw error;
  }
}

function socketTo({ url }: Door, token: string): Promise<Socket> {
  return openWebSocket(() => new WebSocket(url, { headers: { authorization: `Bearer ${token}` } }));
}

async function withClient<T>(client: Client, use: (client: Client) => Promise<T>): Promise<T> {
  try {
    await client.ready();
    return await use(client);
  } finally {
    client.close();
  }
}

async function mint(door: Door, who: string): Promise<string> {
  const { token } = await asOwner(door, (owner) =>
    owner.request('token/create', { user: who.slice('user:'.length) }),
  );
  mkdirSync(path.dirname(tokenFile(door, who)), { recursive: true, mode: 0o700 });
  writeFileSync(tokenFile(door, who), JSON.stringify({ token }), { mode: 0o600 });
  return token;
}

function keptToken(door: Door, who: string): string | undefined {
  const file = tokenFile(door, who);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { token: string }).token : undefined;
}

function tokenFile({ credential }: Door, who: string): string {
  return path.join(path.dirname(credential), 'command-line', `${encodeURIComponent(who)}.json`);
}
