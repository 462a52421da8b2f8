/** A bridge on a free port over an engine in memory, and raw sockets to it that keep what they were sent. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { AccessEntry } from '../../engine/host/bridge/access-log.ts';
import { type Bridge, type BridgeOptions, startBridge } from '../../engine/host/bridge/bridge.ts';
import { hashOf } from '../../engine/host/bridge/credentials.ts';
import { protocolsOf } from '../../schemas/protocol/socket.ts';
import { createMemoryEngine, type MemoryEngine } from './memory-engine.ts';
import { memoryQueries } from './memory-queries.ts';

export const OWNER_TOKEN = 'owner-token-of-the-tests-0123456789abcdefgh';

export interface Frame {
  id?: number | null;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: { code: string; [more: string]: unknown } };
}

export interface RawClient {
  readonly socket: WebSocket;
  readonly frames: Frame[];
  readonly closed: Promise<number>;
  send(text: string): void;
  /** Sends a request and resolves with its answer. */
  call(method: string, params?: unknown): Promise<Frame>;
  /** Resolves with the first frame, past or future, that fits. */
  seen(fits: (frame: Frame) => boolean): Promise<Frame>;
  said(): string[];
  close(): Promise<number>;
}

export interface BridgeFixture {
  engine: MemoryEngine;
  bridge: Bridge;
  log: AccessEntry[];
  stops: { handover: boolean; by: string }[];
  tokenOf(principal: string): string;
  connect(principal: string): Promise<RawClient>;
  end(): Promise<void>;
}

export async function bridgeFixture(options: Partial<BridgeOptions> = {}): Promise<BridgeFixture> {
  const engine = createMemoryEngine();
  const log: AccessEntry[] = [];
  const stops: { handover: boolean; by: string }[] = [];
  const clients: RawClient[] = [];
  const bridge = await startBridge({
    engine,
    queries: memoryQueries(engine.state),
    bot: () => ({ variables: ['order.total'], sensitive: ['card.number'] }),
    tools: () => [{ name: 'orders__get_order', description: 'Finds an order' }],
    ownerToken: OWNER_TOKEN,
    port: 0,
    publicUrl: () => 'https://review.example.com',
    version: '0.1.0',
    startedAt: 0,
    log: (entry) => log.push(entry),
    onStop: (request) => stops.push(request),
    ...options,
  });

  function tokenOf(principal: string): string {
    if (principal === 'owner') return OWNER_TOKEN;
    const token = `token-of-${principal.replace(':', '-')}`;
    const hash = hashOf(token);
    engine.state.credentials.set(hash, { principal, hash });
    return token;
  }

  return {
    engine,
    bridge,
    log,
    stops,
    tokenOf,
    async connect(principal) {
      const client = rawClient(new WebSocket(bridge.url, protocolsOf(tokenOf(principal))));
      clients.push(client);
      await once(client.socket, 'open');
      return client;
    },
    async end() {
      for (const { socket } of clients) socket.terminate();
      await bridge.close();
    },
  };
}

function rawClient(socket: WebSocket): RawClient {
  const frames: Frame[] = [];
  const watchers = new Set<() => void>();
  let nextId = 1;
  let ended: number | undefined;
  socket.on('close', (code) => {
    ended = code;
    for (const watcher of [...watchers]) watcher();
  });
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as Frame);
    for (const watcher of [...watchers]) watcher();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));

  function seen(fits: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = frames.find(fits);
        if (found === undefined && ended === undefined) return;
        watchers.delete(look);
        if (found === undefined) reject(new Error(`closed with ${ended} before the frame came`));
        else resolve(found);
      };
      watchers.add(look);
      look();
    });
  }

  return {
    socket,
    frames,
    closed,
    send: (text) => socket.send(text),
    async call(method, params = {}) {
      const id = nextId++;
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      return seen((frame) => frame.id === id);
    },
    seen,
    said: () =>
      frames
        .filter(({ method }) => method === 'conversation/say')
        .map(({ params }) => (params?.message as { id?: string } | undefined)?.id ?? ''),
    close: () => {
      socket.close();
      return closed;
    },
  };
}

/** The status of a refused upgrade, or 101. */
export function upgradeStatus(
  url: string,
  headers: Record<string, string>,
  protocols: string[] = [],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
  });
}
