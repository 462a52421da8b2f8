/**
 * Where this user's machine keeps what must not lie in the workspace: the owner credential, the key of mail codes, the
 * journal's head and epoch, and under which path a store was known. Directories 0700, files 0600.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Disk, replaceFile } from '../journal/disk.ts';

/** `HANDOFF_STATE_DIR`, else the platform's place for state that is not configuration. Ends in `handoff-studio`. */
export function stateHome(environment: NodeJS.ProcessEnv): string {
  const { HANDOFF_STATE_DIR, XDG_STATE_HOME, LOCALAPPDATA } = environment;
  const fallback = process.platform === 'win32' ? LOCALAPPDATA : join(homedir(), '.local', 'state');
  const home = HANDOFF_STATE_DIR || XDG_STATE_HOME || fallback || homedir();
  return join(home, 'handoff-studio');
}

export function makePrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** A secret that is made once and kept: 256 bits, base64url. */
export function keptSecret(disk: Disk, path: string): string {
  const kept = readText(path)?.trim();
  if (kept) return kept;
  const secret = randomBytes(32).toString('base64url');
  replaceFile(disk, path, Buffer.from(`${secret}\n`));
  return secret;
}

/** Writes `{ token }` where there is none yet. Returns the path: it is what `bridge.json` names. */
export function ownerCredential(disk: Disk, directory: string): { path: string; token: string } {
  const path = join(directory, 'owner.json');
  const kept = readJson(path)?.token;
  if (typeof kept === 'string' && kept.length >= 43) return { path, token: kept };
  const token = randomBytes(32).toString('base64url');
  replaceFile(disk, path, Buffer.from(`${JSON.stringify({ token })}\n`));
  return { path, token };
}

/** Nothing where the file is missing; throws where it cannot be read. */
export function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Nothing where the file is missing or holds no JSON object. */
export function readJson(path: string): Record<string, unknown> | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
