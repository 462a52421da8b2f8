/**
 * Starts, stops and replaces the engine of a folder. Everything here is asked for by a person, but one thing: an engine
 * older than this extension, found running, is asked to hand over.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CONFIG_FILE, LIFETIMES, type Lifetime, SETTINGS } from '../contributions.ts';
import { engineDidNotStart, engineStayedSilent, storeIsReadOnly } from '../errors.ts';
import { bridgePath, isAlive, readBridge } from './bridge-file.ts';
import { installEngine } from './bundle.ts';
import { launch, logPath } from './launch.ts';
import { type ServerDefinition, serversOf, unapproved } from './servers.ts';
import { readText, type Session } from './session.ts';
import { isOlder } from './standing.ts';

const { t } = vscode.l10n;
const APPROVED = 'handoff.mcp.approved';
const STOPPED_WITHIN_MS = 15_000;

export class EngineControl implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #starting = new Map<Session, Promise<boolean>>();
  readonly #ending = new Map<Session, Promise<void>>();
  readonly #replaced = new WeakSet<Session>();

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
  }

  get version(): string {
    return String(this.#context.extension.packageJSON.version);
  }

  /** Resolves to whether an engine runs now; asks about new MCP definitions first (T28). */
  start(session: Session, { adopt } = { adopt: false }): Promise<boolean> {
    const running = this.#starting.get(session);
    if (running) return running;
    const started = this.#start(session, adopt, this.#ending.get(session)).finally(() =>
      this.#starting.delete(session),
    );
    this.#starting.set(session, started);
    return started;
  }

  async stop(session: Session): Promise<void> {
    const ending = this.#end(session, false);
    this.#ending.set(session, ending);
    await ending.finally(() => this.#ending.delete(session));
    session.disconnect();
    await session.connect();
  }

  /** To be called when a session is live: an older engine makes room for this extension's. */
  async replaceOlder(session: Session): Promise<void> {
    if (session.standing.kind !== 'live' || this.#replaced.has(session)) return;
    if (!isOlder(session.standing.engine, this.version)) return;
    this.#replaced.add(session);
    this.#log.info(
      `Engine ${session.standing.engine} is older than ${this.version}: it is asked to hand over.`,
    );
    await this.#end(session, true);
    session.disconnect();
    await this.start(session);
  }

  dispose(): void {
    this.#starting.clear();
  }

  /** Waits for one that is ending: until then it holds the store. */
  async #start(session: Session, adopt: boolean, ending: Promise<void> | undefined): Promise<boolean> {
    await ending;
    const bridge = await readBridge(session.folder.fsPath);
    if (bridge.kind !== 'running') {
      if (!(await this.#mayStartServers(session))) return false;
      const options = { location: { viewId: 'handoff.queue' } };
      if (!(await vscode.window.withProgress(options, () => this.#launch(session, adopt)))) return false;
    }
    await session.connect();
    return true;
  }

  async #launch(session: Session, adopt: boolean): Promise<boolean> {
    const built = path.join(this.#context.extensionPath, 'dist');
    const entry = await installEngine(built, this.#context.globalStorageUri.fsPath, this.version);
    const folder = session.folder.fsPath;
    this.#log.info(`Starting the engine of ${folder}; it writes to ${logPath(folder)}`);
    const launched = await launch({ entry, folder, lifetime: lifetime(), adopt });
    if (launched.kind === 'ready') return true;
    if (launched.kind === 'read-only') {
      this.#log.warn(launched.why);
      session.declareReadOnly(launched.why);
      void storeIsReadOnly(launched.why);
      return false;
    }
    this.#log.error(launched.log);
    void (launched.why === 'ended' ? engineDidNotStart(launched.log) : engineStayedSilent());
    return false;
  }

  async #end(session: Session, handover: boolean): Promise<void> {
    const before = await readBridge(session.folder.fsPath);
    if (before.kind !== 'running') return;
    await session.asOwner('engine/stop', { handover });
    for (let waited = 0; waited < STOPPED_WITHIN_MS; waited += 100) {
      if (!isAlive(before.file.pid)) return;
      await delay(100);
    }
    throw new Error(t('the engine did not stop; {0} still names it', bridgePath(session.folder.fsPath)));
  }

  /** Asks once for each definition of a program that the engine of this folder would start. */
  async #mayStartServers(session: Session): Promise<boolean> {
    const config = vscode.Uri.joinPath(session.folder, CONFIG_FILE);
    const servers = serversOf((await readText(config)) ?? '{}', session.folder.fsPath);
    const approved = this.#context.globalState.get<string[]>(APPROVED, []);
    const asked = unapproved(servers, approved);
    if (asked.length === 0) return true;
    const answer = await askForServers(asked);
    if (answer === 'open') await vscode.window.showTextDocument(config);
    if (answer !== 'start') return false;
    await this.#context.globalState.update(APPROVED, [...approved, ...asked.map((server) => server.hash)]);
    return true;
  }
}

async function askForServers(servers: readonly ServerDefinition[]): Promise<'start' | 'open' | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: t('$(play) Start them, and do not ask again until they change'), answer: 'start' as const },
      { label: t('$(go-to-file) Open handoff.config.json'), answer: 'open' as const },
      { label: t('What would run'), kind: vscode.QuickPickItemKind.Separator, answer: undefined },
      ...servers.map((server) => ({
        label: server.name,
        description: server.summary,
        detail: server.environment.length > 0 ? t('with {0}', server.environment.join(', ')) : '',
        answer: 'open' as const,
      })),
    ],
    {
      title: t('The engine of this folder starts {0} tool servers', servers.length),
      placeHolder: t('Start only what you know'),
      ignoreFocusOut: true,
    },
  );
  return picked?.answer;
}

function lifetime(): Lifetime {
  const value = vscode.workspace.getConfiguration().get<string>(SETTINGS.engineLifetime);
  return LIFETIMES.find((each) => each === value) ?? 'waiting';
}
