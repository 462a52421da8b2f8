/** The engine and the bare server as processes of their own, and raw sockets to them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { protocolsOf } from '../schemas/protocol/socket.ts';
import { CONFIG, scratch, WORKFLOW } from './house.ts';

export interface Server {
  readonly url: string;
  readonly pid: number;
  end(): Promise<void>;
}

export interface EngineServer extends Server {
  readonly folder: string;
  token(user: string): Promise<string>;
}

export async function bareServer(): Promise<Server> {
  const folder = scratch();
  return serverOf(['bare-server.js', path.join(folder, 'raw')], folder);
}

export async function engineServer(): Promise<EngineServer> {
  const folder = scratch();
  mkdirSync(path.join(folder, 'state'));
  writeFileSync(path.join(folder, 'handoff.config.json'), JSON.stringify(CONFIG));
  writeFileSync(path.join(folder, 'shop.workflow.json'), JSON.stringify(WORKFLOW));
  const server = await serverOf(['cli.js', 'serve', '--workspace', folder], folder);
  const bridge = JSON.parse(readFileSync(path.join(folder, '.handoff/bridge.json'), 'utf8')) as {
    credential: string;
  };
  const { token: owner } = JSON.parse(readFileSync(bridge.credential, 'utf8')) as { token: string };
  return {
    ...server,
    folder,
    async token(user) {
      const line = await connect(server.url, owner);
      const { token } = await line.request<{ token: string }>('token/create', { user });
      line.close();
      return token;
    },
  };
}

async function serverOf([script = '', ...args]: string[], folder: string): Promise<Server> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, HANDOFF_STATE_DIR: path.join(folder, 'state') },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const { bridge } = JSON.parse(await firstLine(child)) as { bridge: string };
  return {
    url: bridge,
    pid: child.pid ?? 0,
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('it ended before it was ready');
}

export interface Line {
  request<R>(method: string, params: unknown): Promise<R>;
  close(): void;
}

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** One socket, as thin as a client can be, so that what is measured is the server. */
export async function connect(url: string, token: string): Promise<Line> {
  const socket = new WebSocket(url, protocolsOf(token), { perMessageDeflate: false });
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  let last = 0;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data)) as Answer;
    const request = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !request) return;
    waiting.delete(id);
    if (error) request.reject(new Error(error.message));
    else request.resolve(result as never);
  });
  await once(socket, 'open');
  return {
    request: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }));
      }),
    close: () => socket.terminate(),
  };
}
