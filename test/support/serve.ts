/**
 * `handoff serve` as a process of its own: the built command line where there is one, else its source.
 * `HANDOFF_CLI` names another one to test.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { nodeTimers } from '../../engine/host/bridge/node-timers.ts';
import { type BridgeFile, readBridgeFile } from '../../engine/host/store/bridge-file.ts';
import { type Client, createClient } from '../../schemas/protocol/client.ts';
import { openWebSocket, protocolsOf } from '../../schemas/protocol/socket.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface ServeOptions {
  readonly workspace: string;
  /** What `HANDOFF_STATE_DIR` names: where this machine's user keeps the heads and credentials of stores. */
  readonly stateDir: string;
  /** Further arguments, such as `--adopt`. */
  readonly args?: readonly string[];
}

export interface Exited {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Served {
  /** What its first line said. */
  readonly bridge: string;
  readonly dashboard: string;
  readonly store: string;
  readonly pid: number;
  readonly exited: Promise<Exited>;
  /** What it wrote to its standard error so far. */
  log(): string;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<Exited>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<Exited>;
}

/** The process ended before it was ready. */
export class NotServed extends Error {
  readonly code: number | null;
  readonly stderr: string;
  constructor(code: number | null, stderr: string) {
    super(`handoff serve ended with ${code}: ${stderr}`);
    this.name = 'NotServed';
    this.code = code;
    this.stderr = stderr;
  }
}

/** Resolves once the engine says that it is ready. @throws NotServed */
export async function serve({ workspace, stateDir, args = [] }: ServeOptions): Promise<Served> {
  const child = spawn(process.execPath, [...commandLine(), 'serve', '--workspace', workspace, ...args], {
    env: { ...process.env, HANDOFF_STATE_DIR: stateDir },
  });
  child.stdin.end();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = new Promise<Exited>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = await Promise.race([
    firstLine(child),
    exited.then(({ code }) => Promise.reject(new NotServed(code, stderr))),
  ]);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return {
    ...(JSON.parse(ready) as Pick<Served, 'bridge' | 'dashboard' | 'store' | 'pid'>),
    exited,
    log: () => stderr,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** What `bridge.json` of a workspace's store says. @throws where there is none */
export function bridgeFileOf(workspace: string): BridgeFile {
  const file = readBridgeFile(path.join(workspace, '.handoff'));
  if (!file) throw new Error(`no engine has announced itself in ${workspace}`);
  return file;
}

/** The owner credential, from where `bridge.json` says it lies. */
export function ownerTokenOf(workspace: string): string {
  const { token } = JSON.parse(readFileSync(bridgeFileOf(workspace).credential, 'utf8')) as { token: string };
  return token;
}

/** Mints a credential as the owner does. */
export async function mint(workspace: string, who: { bot: string } | { user: string }): Promise<string> {
  const owner = connect(workspace, ownerTokenOf(workspace), 'test-owner');
  try {
    return (await owner.request('token/create', who)).token;
  } finally {
    owner.close();
  }
}

/** A client that finds the engine by `bridge.json` at every attempt, as the extension does. */
export function connect(workspace: string, token: string, client = 'test'): Client {
  return clientOf(() => bridgeFileOf(workspace).url, token, client);
}

/** A client of a known address: an engine that only reads announces itself to nobody. */
export function connectTo(url: string, token: string): Client {
  return clientOf(() => url, token, 'test');
}

function clientOf(address: () => string, token: string, client: string): Client {
  return createClient({
    open: async () => {
      const url = address();
      return openWebSocket(() => new WebSocket(url, protocolsOf(token)));
    },
    timers: nodeTimers,
    client,
    version: '1',
  });
}

/** How to run `handoff`: arguments for Node. */
export function commandLine(): string[] {
  const built = process.env.HANDOFF_CLI ?? path.join(root, 'dist/cli.js');
  return existsSync(built) ? [built] : ['--import', 'tsx', path.join(root, 'engine/main/cli.ts')];
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  return new Promise(() => undefined);
}
