/**
 * Reads `.handoff/bridge.json`, the only way to find a running engine (CONTRACT "Files in a workspace").
 *
 * The file lies in a workspace that may have been cloned, so it is not believed: the door must be on loopback, and the
 * owner credential it names must lie outside the folder and be readable by nobody else (T8, T17, T27).
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

export interface BridgeFile {
  url: string;
  pid: number;
  /** Version of the engine that wrote the file. */
  engine: string;
  /** Path of the owner credential. */
  credential: string;
}

export type BridgeState =
  | { kind: 'none' }
  | { kind: 'running'; file: BridgeFile }
  | { kind: 'dead'; file: BridgeFile }
  | { kind: 'refused'; why: string };

const DOOR = /^ws:\/\/(127\.0\.0\.1|localhost):\d{1,5}\/bridge$/;

export function bridgePath(folder: string): string {
  return path.join(folder, '.handoff', 'bridge.json');
}

/** What the file says of the engine of `folder`; never throws for what the file holds. */
export async function readBridge(folder: string): Promise<BridgeState> {
  const text = await readFile(bridgePath(folder), 'utf8').catch(absent);
  if (text === undefined) return { kind: 'none' };
  const file = decode(text);
  if (!file) return { kind: 'refused', why: 'bridge.json is not complete' };
  if (!DOOR.test(file.url)) return { kind: 'refused', why: 'bridge.json points away from this machine' };
  if (!path.isAbsolute(file.credential) || isInside(folder, file.credential))
    return { kind: 'refused', why: 'bridge.json names a credential inside the folder' };
  return { kind: isAlive(file.pid) ? 'running' : 'dead', file };
}

/** The owner's token, or why it is not used. */
export async function readOwnerToken(credential: string): Promise<{ token: string } | { refused: string }> {
  const facts = await stat(credential).catch(absent);
  if (!facts?.isFile()) return { refused: 'the owner credential is not there' };
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0)
    return { refused: 'the owner credential can be read by others' };
  const value = parse(await readFile(credential, 'utf8'));
  return typeof value?.token === 'string'
    ? { token: value.token }
    : { refused: 'the owner credential is not readable' };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function decode(text: string): BridgeFile | undefined {
  const value = parse(text);
  if (!value) return undefined;
  const { url, pid, engine, credential } = value;
  if (typeof url !== 'string' || typeof engine !== 'string' || typeof credential !== 'string')
    return undefined;
  return Number.isSafeInteger(pid) && Number(pid) > 0
    ? { url, pid: Number(pid), engine, credential }
    : undefined;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

function absent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
