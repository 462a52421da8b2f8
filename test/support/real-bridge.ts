/** The bridge on the real engine and projection; only journal and outside world are in memory. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { emptyState } from '../../engine/core/state.ts';
import { startBridge } from '../../engine/host/bridge/bridge.ts';
import { nodeTimers } from '../../engine/host/bridge/node-timers.ts';
import { systemClock } from '../../engine/host/clock/system-clock.ts';
import { uuids } from '../../engine/host/ids.ts';
import { ProjectionDatabase } from '../../engine/host/projection/database.ts';
import { LiveProjection } from '../../engine/host/projection/live.ts';
import { loadSql } from '../../engine/host/projection/sql.ts';
import type { Config } from '../../engine/model/config.ts';
import type { Engine } from '../../engine/run/engine.ts';
import { startEngine } from '../../engine/run/loop.ts';
import type { Ports } from '../../engine/run/ports.ts';
import { ToolDoubles } from '../../engine/simulate/doubles.ts';
import { MemoryJournal } from '../../engine/simulate/memory-journal.ts';
import { type Client, createClient } from '../../schemas/protocol/client.ts';
import { openWebSocket, protocolsOf } from '../../schemas/protocol/socket.ts';
import { OWNER_TOKEN } from './bridge-fixture.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface RealBridge {
  engine: Engine;
  owner: Client;
  /** Workflow texts by bot, as the files say them now. */
  texts: Record<string, string>;
  connect(token: string, name?: string): Client;
  as(who: { bot: string } | { user: string }, name?: string): Promise<Client>;
  close(): Promise<void>;
}

export async function realBridge(texts: Record<string, string>, config: Config = {}): Promise<RealBridge> {
  const projection = new LiveProjection(new ProjectionDatabase(await loadSql()));
  const ports: Ports = {
    log: silent,
    hash: digest,
    workspace: {
      config,
      configHash: 'config',
      definition(bot) {
        const text = texts[bot];
        return text === undefined ? undefined : { hash: digest(text), path: `${bot}.workflow.json`, text };
      },
    },
    journal: new MemoryJournal(),
    projection,
    clock: systemClock(),
    tools: new ToolDoubles({}),
    models: {
      ask: async () => ({ kind: 'failed', type: 'config', message: 'no model', retry: false }),
    },
    mailer: { send: async () => ({ kind: 'sent' }) },
    secrets: { code: () => '000000' },
    ids: uuids,
  };
  const opening = { engine: 'test', host: 'test', boot: '1', adopt: false };
  const engine = await startEngine(ports, { seq: 0, state: emptyState() }, opening);
  const bridge = await startBridge({
    engine,
    queries: projection,
    bot: (name) => ({ variables: [], sensitive: config.bots?.[name]?.sensitive ?? [] }),
    tools: () => [],
    ownerToken: OWNER_TOKEN,
    port: 0,
    publicUrl: () => undefined,
    version: 'test',
    startedAt: 0,
    log: () => undefined,
    onStop: () => undefined,
  });
  const clients: Client[] = [];
  const connect = (token: string, name = 'test'): Client => {
    const client = createClient({
      open: () => openWebSocket(() => new WebSocket(bridge.url, protocolsOf(token))),
      timers: nodeTimers,
      client: name,
      version: '1',
    });
    clients.push(client);
    return client;
  };
  const owner = connect(OWNER_TOKEN);
  return {
    engine,
    owner,
    texts,
    connect,
    async as(who, name) {
      const { token } = await owner.request('token/create', who);
      return connect(token, name);
    },
    async close() {
      for (const client of clients) client.close();
      await bridge.close();
      await engine.stop(0);
    },
  };
}
