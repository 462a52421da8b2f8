/**
 * Starts the engine as a process of its own. Its output goes to `.handoff/engine.log`, never through a pipe of this
 * window, so it outlives the window (F30). It is ready when `bridge.json` names a live process.
 */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lifetime } from '../contributions.ts';
import { type BridgeFile, readBridge } from './bridge-file.ts';

export interface Launch {
  /** The copied `cli.js`. */
  entry: string;
  folder: string;
  lifetime: Lifetime;
  /** Take a store over that this machine does not know. */
  adopt: boolean;
}

export type Launched =
  | { kind: 'ready'; file: BridgeFile }
  /** It may only read this store, so it announces itself to nobody and was ended again; `why` is its own sentence. */
  | { kind: 'read-only'; why: string }
  /** It ended, or took too long; `log` is the end of what it wrote. */
  | { kind: 'failed'; why: 'ended' | 'silent'; log: string };

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;
const LOG_TAIL_LINES = 12;

export function logPath(folder: string): string {
  return path.join(folder, '.handoff', 'engine.log');
}

/** Resolves when the engine of the folder answers the door, whoever started it (F29). */
export async function launch(options: Launch): Promise<Launched> {
  const log = await openLog(options.folder);
  const from = (await log.stat()).size;
  const child = spawn(process.execPath, arguments_(options), {
    cwd: options.folder,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
    env: environment(),
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  child.unref();
  await log.close();

  for (let waited = 0; waited < READY_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const bridge = await readBridge(options.folder);
    if (bridge.kind === 'running') return { kind: 'ready', file: bridge.file };
    if (ended) return { kind: 'failed', why: 'ended', log: await tail(options.folder) };
    const why = readOnlyReason((await readFile(logPath(options.folder))).subarray(from).toString());
    if (why !== undefined) {
      child.kill();
      return { kind: 'read-only', why };
    }
    await delay(LOOK_EVERY_MS);
  }
  return { kind: 'failed', why: 'silent', log: await tail(options.folder) };
}

function arguments_({ entry, folder, lifetime, adopt }: Launch): string[] {
  return [entry, 'serve', '--workspace', folder, '--lifetime', lifetime, ...(adopt ? ['--adopt'] : [])];
}

/** The window's environment, because the config's secrets are read from it, without what steers VS Code's own processes. */
export function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
}

async function openLog(folder: string) {
  const store = path.join(folder, '.handoff');
  await mkdir(store, { recursive: true });
  await writeFile(path.join(store, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  return open(logPath(folder), 'a', 0o600);
}

/** The first line of an engine that is ready says so where it may only read. */
function readOnlyReason(log: string): string | undefined {
  const ready = /^\{"ready":true,.*\}$/m.exec(log)?.[0];
  const { readOnly } = JSON.parse(ready ?? '{}') as { readOnly?: unknown };
  return typeof readOnly === 'string' ? readOnly : undefined;
}

async function tail(folder: string): Promise<string> {
  const text = await readFile(logPath(folder), 'utf8');
  return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
