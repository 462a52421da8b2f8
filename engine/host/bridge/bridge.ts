/**
 * The engine's one door: HTTP and WebSocket on loopback.
 *
 * Owns: who is let in, the table of connections, what a connection is told of its own accord. Does not own: what is
 * decided (the engine), what is shown (views), the port's memory (the caller keeps it).
 * 1. Nothing is accepted before Host, Origin and credential were checked.
 * 2. A changing request is answered only after its events are on disk.
 * 3. Being refused moves no sequence; it goes to the access log.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ClientClass } from '../../../schemas/protocol/methods.ts';
import { SUBPROTOCOL, type Timers } from '../../../schemas/protocol/socket.ts';
import type { ToolItem } from '../../../schemas/protocol/views.ts';
import type { Engine } from '../../run/engine.ts';
import type { AccessLog } from './access-log.ts';
import { createBots } from './bots.ts';
import { BridgeSocket } from './bridge-socket.ts';
import { type Connection, createConnection } from './connection.ts';
import { createCredentials, type Identity } from './credentials.ts';
import { createDoors } from './doors.ts';
import { createEventSource } from './event-source.ts';
import { createHttpRoutes } from './http-routes.ts';
import { LIMITS, type Limits } from './limits.ts';
import { listen } from './listen.ts';
import type { House, StopRequest } from './methods/method.ts';
import { nodeTimers } from './node-timers.ts';
import type { BotSettings, BridgeQueries } from './queries.ts';
import { createSaySource } from './say-source.ts';
import { BRIDGE_PATH, judgeUpgrade, turnAway } from './upgrade.ts';
import { createWrongTokens } from './wrong-tokens.ts';

export interface BridgeOptions {
  engine: Engine;
  queries: BridgeQueries;
  /** Asked anew each time: the configuration is live. */
  bot(name: string): BotSettings;
  /** What the MCP servers that were reached say of their tools. */
  tools(): readonly ToolItem[];
  /** Read from the file outside the store. */
  ownerToken: string;
  /** The port this store has had so far; 0 for any. */
  port: number;
  /** Under which address others reach this engine, if they do; may change while it runs. */
  publicUrl(): string | undefined;
  version: string;
  /** Milliseconds since the epoch, UTC. */
  startedAt: number;
  log: AccessLog;
  onStop(request: StopRequest): void;
  /** Called when somebody connects or leaves, with how many are there. */
  onClients?(clients: number): void;
  limits?: Partial<Limits>;
  timers?: Timers;
}

export interface Bridge {
  /** `ws://127.0.0.1:PORT/bridge` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/` */
  readonly dashboard: string;
  readonly port: number;
  /** True where the wished port was taken. */
  readonly moved: boolean;
  clients(): Record<ClientClass, number>;
  /** Takes nobody in any more, ends every connection, resolves when the port is free. */
  close(): Promise<void>;
}

/** Rejects where no port can be listened on. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { engine, queries, timers = nodeTimers, version, startedAt } = options;
  const limits = { ...LIMITS, ...options.limits };
  const credentials = createCredentials(engine.state, options.ownerToken);
  const connections = new Set<Connection>();
  const bots = createBots((bot) => createSaySource(engine, bot));
  const events = createEventSource(engine);
  const wrongTokens = createWrongTokens(limits.wrongTokensPerMinute);
  const house: House = {
    version,
    startedAt,
    pid: process.pid,
    onStop: options.onStop,
    clients,
    tools: options.tools,
  };

  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000 });
  server.maxHeadersCount = 100;
  server.maxConnections = 2 * limits.sockets;
  const port = await listen(server, options.port);
  const doors = createDoors({ port, publicUrl: options.publicUrl });
  const upgrade = {
    doors,
    credentials,
    wrongTokens,
    now: () => Date.now(),
    full: () => connections.size >= limits.sockets,
  };

  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: limits.frame,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    WebSocket: BridgeSocket,
  });

  server.on('request', createHttpRoutes({ doors, version, onRefused: (why) => refused(why) }));
  server.on('upgrade', onUpgrade);
  server.on('clientError', (_, socket) => socket.destroy());
  const unsubscribe = engine.onEvents((entries) => {
    if (!entries.some(({ type }) => type === 'credential-revoked')) return;
    for (const connection of [...connections]) connection.recheck();
  });

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const verdict = judgeUpgrade(request, upgrade);
    if (verdict.kind === 'turned-away') {
      if (!verdict.silent) refused(verdict.why, verdict.code);
      turnAway(socket, verdict);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => welcome(accepted, verdict.identity));
  }

  function welcome(socket: BridgeSocket, identity: Identity): void {
    const { principal } = identity;
    const log = (entry: Omit<Parameters<AccessLog>[0], 'at'>) =>
      options.log({ at: Date.now(), principal, ...entry });
    const listening = () => {
      if (identity.class === 'bot' && connections.has(connection)) bots.add(connection);
    };
    const cancelListening = timers.after(limits.quietBotMs, listening);
    const connection = createConnection({
      socket,
      identity,
      credentials,
      engine,
      queries,
      bot: options.bot,
      house,
      limits,
      timers,
      events,
      log,
      onHeard: () => setImmediate(listening),
      onClosed() {
        cancelListening();
        connections.delete(connection);
        if (identity.class === 'bot') bots.remove(connection);
        log({ what: 'disconnected' });
        options.onClients?.(connections.size);
      },
    });
    connections.add(connection);
    log({ what: 'connected' });
    options.onClients?.(connections.size);
  }

  function refused(why: string, code = 'forbidden'): void {
    options.log({ at: Date.now(), what: 'refused', code, why });
  }

  function clients(): Record<ClientClass, number> {
    const counts = { bot: 0, human: 0, observer: 0, owner: 0 };
    for (const { identity } of connections) counts[identity.class] += 1;
    return counts;
  }

  return {
    url: `ws://127.0.0.1:${port}${BRIDGE_PATH}`,
    dashboard: `http://127.0.0.1:${port}/`,
    port,
    moved: options.port !== 0 && port !== options.port,
    clients,
    close: () =>
      new Promise((resolve) => {
        unsubscribe();
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets.clients) socket.terminate();
      }),
  };
}
