/** A bridge on a free port over the real engine and projection, on a journal in memory and virtual time. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { emptyState } from '../../engine/core/state.ts';
import { type Bridge, startBridge } from '../../engine/host/bridge/bridge.ts';
import { nodeTimers } from '../../engine/host/bridge/node-timers.ts';
import { uuids } from '../../engine/host/ids.ts';
import { ProjectionDatabase } from '../../engine/host/projection/database.ts';
import { LiveProjection } from '../../engine/host/projection/live.ts';
import { loadSql } from '../../engine/host/projection/sql.ts';
import type { Config } from '../../engine/model/config.ts';
import type { Engine } from '../../engine/run/engine.ts';
import { startEngine } from '../../engine/run/loop.ts';
import { ModelDoubles, ToolDoubles } from '../../engine/simulate/doubles.ts';
import { MemoryJournal } from '../../engine/simulate/memory-journal.ts';
import { VirtualClock } from '../../engine/simulate/virtual-clock.ts';
import { type Client, createClient } from '../../schemas/protocol/client.ts';
import { openWebSocket, protocolsOf } from '../../schemas/protocol/socket.ts';
import { OWNER_TOKEN } from './bridge-fixture.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const quiet = () => undefined;

export interface BridgeHouse {
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly tools: ToolDoubles;
  readonly owner: Client;
  as(who: { bot: string } | { user: string }, name?: string): Promise<Client>;
  /** Clocks on the way fire, and what follows from them happens. */
  advance(ms: number): Promise<void>;
  end(): Promise<void>;
}

export async function bridgeHouse(given: {
  nodes: object[];
  edges: object[];
  config?: Config;
  tools?: ConstructorParameters<typeof ToolDoubles>[0];
}): Promise<BridgeHouse> {
  const { config = {}, nodes, edges } = given;
  const text = JSON.stringify({ bot: 'shop', nodes, edges });
  const definition = { hash: digest(text), path: 'shop.workflow.json', text };
  const projection = new LiveProjection(new ProjectionDatabase(await loadSql()));
  const clock = new VirtualClock(Date.UTC(2027, 0, 4, 9));
  const tools = new ToolDoubles(given.tools ?? {});
  const engine = await startEngine(
    {
      log: { info: quiet, warn: quiet, error: quiet },
      hash: digest,
      workspace: {
        config,
        configHash: 'config',
        definition: (bot) => (bot === 'shop' ? definition : undefined),
      },
      journal: new MemoryJournal(),
      projection,
      clock,
      tools,
      models: new ModelDoubles({}),
      mailer: { send: async () => ({ kind: 'sent' }) },
      secrets: { code: () => '000000' },
      ids: uuids,
    },
    { seq: 0, state: emptyState() },
    { engine: 'test', host: 'test', boot: '1', adopt: false },
  );
  const bridge = await startBridge({
    engine,
    queries: projection,
    bot: () => ({ variables: [], sensitive: [] }),
    tools: () => [],
    ownerToken: OWNER_TOKEN,
    port: 0,
    publicUrl: quiet,
    version: 'test',
    startedAt: 0,
    log: quiet,
    onStop: quiet,
  });
  const clients: Client[] = [];
  const connect = (token: string, name: string): Client => {
    const client = clientOf(bridge, token, name);
    clients.push(client);
    return client;
  };
  const owner = connect(OWNER_TOKEN, 'test');
  return {
    engine,
    clock,
    tools,
    owner,
    async as(who, name = 'vscode') {
      const { token } = await owner.request('token/create', who);
      return connect(token, name);
    },
    async advance(ms) {
      await clock.advance(ms, () => engine.idle());
      await engine.idle();
    },
    async end() {
      for (const client of clients) client.close();
      await bridge.close();
      await engine.stop(0);
    },
  };
}

function clientOf(bridge: Bridge, token: string, client: string): Client {
  return createClient({
    open: () => openWebSocket(() => new WebSocket(bridge.url, protocolsOf(token))),
    timers: nodeTimers,
    client,
    version: '1',
  });
}
