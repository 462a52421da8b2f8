/** Composition root of the engine: store, workspace, tools, mail, loop and bridge, and how they are closed again. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { type Bridge, startBridge } from '../host/bridge/bridge.ts';
import { watchJumps } from '../host/clock/jumps.ts';
import { systemClock } from '../host/clock/system-clock.ts';
import { uuids } from '../host/ids.ts';
import { smtpMailer } from '../host/mail/smtp-mailer.ts';
import { mcpTools } from '../host/mcp/mcp-tools.ts';
import { chatModels } from '../host/models/chat-models.ts';
import { openStore } from '../host/store/open.ts';
import type { Store } from '../host/store/store.ts';
import type { Engine } from '../run/engine.ts';
import { startEngine } from '../run/loop.ts';
import type { Log, Mailer, Ports } from '../run/ports.ts';
import { goneBetween } from './gone.ts';
import { lineOf } from './line.ts';
import { type Logger, logLines } from './log-lines.ts';
import { keepPort, keptPort } from './port.ts';
import { botSettings } from './queries.ts';
import { VERSION } from './version.ts';
import { watchFolder } from './watch.ts';
import { digestOf, FolderWorkspace } from './workspace.ts';

export interface EngineOptions {
  workspace: string;
  /** The store's folder; `.handoff` in the workspace if not given. */
  store?: string;
  /** The bridge's port; the one this store has had, or any. */
  port?: number;
  adopt?: boolean;
  /** Takes the place of the configured mail server. */
  mailer?: Mailer;
  /** Takes the log lines; standard error if not given. */
  log?: Logger;
  onStop?(request: { handover: boolean; by: string }): void;
  onClients?(clients: number): void;
}

export interface RunningEngine {
  readonly engine: Engine;
  readonly bridge: Bridge;
  readonly store: Store;
  readonly workspace: FolderWorkspace;
  /** No new effects; those under way end or 10 s pass; snapshot; everything is let go. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;

/** Rejects with `StoreHeld` where another engine has the store, `StoreTooNew`, or what the disk throws. */
export async function runEngine(options: EngineOptions): Promise<RunningEngine> {
  const logger = options.log ?? logLines();
  const log = logOf(logger);
  const workspace = new FolderWorkspace(options.workspace);
  const reload = (): void => {
    for (const { path: file, text, problem } of workspace.reload())
      log.warn(`${file}:${lineOf(text, problem.offset)} ${problem.message}`);
  };
  reload();
  const directory = path.resolve(options.store ?? path.join(workspace.root, '.handoff'));
  const store = await openStore(directory, { adopt: options.adopt, onNotice: (text) => log.warn(text) });
  const tools = mcpTools({
    servers: () => workspace.config.mcpServers ?? {},
    cwd: workspace.root,
    log: (server, text) => logger.debug({ server }, text.trimEnd()),
  });
  const models = chatModels({ models: () => workspace.config.models ?? {} });
  const ports: Ports = {
    log,
    eraser: store,
    hash: digestOf,
    workspace,
    journal: store.journal,
    recovery: {
      reload: () => store.reload(),
      onRecovered: (listener) => store.journal.onRecovered(listener),
    },
    projection: store.projection,
    clock: systemClock(),
    tools,
    models,
    mailer: options.mailer ?? smtpMailer({ channel: () => workspace.config.channels?.email }),
    secrets: store.secrets,
    ids: uuids,
  };
  const engine = await startEngine(ports, store.restored, {
    engine: VERSION,
    host: hostname(),
    boot: randomUUID(),
    adopt: store.identity.adoption !== undefined,
    readOnly: store.mode.kind === 'read-only' ? store.mode.why : undefined,
  });
  const bridge = await startBridge({
    engine,
    queries: store.projection,
    bot: (name) => botSettings(workspace, name),
    tools: () => tools.listed(),
    ownerToken: store.owner.token,
    port: options.port ?? keptPort(store) ?? workspace.config.server?.port ?? 0,
    publicUrl: () => workspace.config.server?.publicUrl,
    version: VERSION,
    startedAt: Date.now(),
    log: (entry) => logger.debug(entry, 'access'),
    onStop: (request) => options.onStop?.(request),
    onClients: options.onClients,
  });
  if (store.mode.kind === 'live') keepAnnounced(store, bridge);
  const endJumps = watchJumps(() => {
    if (engine.mode.kind === 'read-only') return;
    engine
      .submit({ kind: 'catch-up', actor: 'engine', body: {} })
      .catch((error) => log.error('a jump of the clock could not be handled', { error: String(error) }));
  });
  const unwatch = watchFolder(workspace.root, () => {
    const before = workspace.configHash;
    const { config } = workspace;
    reload();
    if (workspace.configHash === before || engine.mode.kind === 'read-only') return;
    engine
      .submit({
        kind: 'config',
        actor: 'engine',
        body: { hash: workspace.configHash, gone: goneBetween(config, workspace.config) },
      })
      .catch((error) =>
        log.error('the changed configuration could not be recorded', { error: String(error) }),
      );
  });
  return {
    engine,
    bridge,
    store,
    workspace,
    async close() {
      unwatch();
      endJumps();
      await bridge.close();
      await engine.stop(GRACE_MS);
      models.close();
      await tools.close();
      await store.close();
    },
  };
}

function keepAnnounced(store: Store, bridge: Bridge): void {
  keepPort(store, bridge.port);
  store.announce({ url: bridge.url, engine: VERSION });
}

function logOf(logger: Logger): Log {
  return {
    info: (message, facts) => logger.info(facts ?? {}, message),
    warn: (message, facts) => logger.warn(facts ?? {}, message),
    error: (message, facts) => logger.error(facts ?? {}, message),
  };
}
