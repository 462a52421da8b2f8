/**
 * One folder's engine as this window sees it: the connection, who we are on it, its events.
 *
 * Owns: one client at a time and the reason why there is none. Does not own: starting or stopping the engine
 * (`engine-control.ts`), the queue, the panels. 1. A person's token is used where there is one, else the owner's, which
 * reads and never decides (I6). 2. Nothing connects before a live `bridge.json` was found (T27).
 */
import * as vscode from 'vscode';
import { type Client, type ClientState, createClient } from '../../schemas/protocol/client.ts';
import type { Method, ParamsOf, ResultOf } from '../../schemas/protocol/methods.ts';
import type { EventNotice } from '../../schemas/protocol/views.ts';
import { CONFIG_FILE } from '../contributions.ts';
import { type Person, peopleOf } from '../people/directory.ts';
import type { Identities } from '../people/identities.ts';
import { readBridge, readOwnerToken } from './bridge-file.ts';
import { CredentialRefused, openBridge, timers } from './socket.ts';
import type { Standing } from './standing.ts';

/** A watcher may miss a file whose folder is made at the same moment, so the door is also looked for now and then. */
const LOOK_AGAIN_MS = 3000;
/** Attempts to connect before it is said that it fails. */
const FAILURES = 4;

export interface SessionOptions {
  folder: vscode.Uri;
  identities: Identities;
  version: string;
  log: vscode.LogOutputChannel;
  /** Address of an engine elsewhere, or nothing. */
  remote(): string;
}

export class Session implements vscode.Disposable {
  readonly folder: vscode.Uri;
  people: readonly Person[] = [];
  /** The person this window acts as, or null while it only reads. */
  me: string | null = null;
  standing: Standing = { kind: 'engine-off' };
  readonly #options: SessionOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #event = new vscode.EventEmitter<EventNotice>();
  readonly #fresh = new vscode.EventEmitter<void>();
  /** Standing, person or people changed. */
  readonly onDidChange = this.#changed.event;
  readonly onEvent = this.#event.event;
  /** A new client is open: everything known so far has to be read again. */
  readonly onFresh = this.#fresh.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed, this.#event, this.#fresh];
  #client: Client | undefined;
  /** The client whose events are subscribed to; a reconnect goes on from its cursor by itself. */
  #followed: Client | undefined;
  #failures = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.folder = options.folder;
    const bridge = watch(options.folder, '.handoff/bridge.json');
    const config = watch(options.folder, CONFIG_FILE);
    const lookAgain = () => {
      if (!this.#client && this.standing.kind === 'engine-off')
        this.connect().catch((error: unknown) => options.log.error(String(error)));
    };
    bridge.onDidCreate(lookAgain);
    bridge.onDidChange(lookAgain);
    config.onDidChange(() => void this.#readPeople());
    const clock = setInterval(lookAgain, LOOK_AGAIN_MS);
    void this.#readPeople();
    this.#disposables.push(bridge, config, { dispose: () => clearInterval(clock) });
  }

  get name(): string {
    return vscode.workspace.asRelativePath(this.folder, false).split('/').at(-1) ?? this.folder.fsPath;
  }

  /** Connects where an engine runs; starts none. Safe to call again: a client that is open stays. */
  async connect(): Promise<void> {
    if (this.#client) return;
    if (!(await this.#isThere())) {
      if (this.standing.kind !== 'engine-off') this.#become({ kind: 'engine-off' });
      return;
    }
    await this.#readPeople();
    if (this.#client) return;
    this.#become({ kind: 'connecting' });
    const client = createClient({
      open: () => this.#open(),
      timers,
      client: 'vscode',
      version: this.#options.version,
      onFault: (error) => this.#options.log.warn(`bridge: ${String(error)}`),
    });
    this.#client = client;
    client.onState((state) => void this.#onState(client, state));
  }

  /** Drops the connection, for instance to connect as somebody else. */
  disconnect(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  /** For a store that no engine would announce: it was cloned, copied or damaged. */
  declareReadOnly(why: string): void {
    this.disconnect();
    this.#become({ kind: 'read-only', why });
  }

  /** @throws RequestError, NoAnswer; both are put into words by `errors.ts` */
  request<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    if (!this.#client) return Promise.reject(new Error('no engine is connected'));
    return this.#client.request(method, params);
  }

  /** Asks once with the owner's credential, on a connection of its own that is closed again. */
  async asOwner<M extends Method>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { url, token } = await this.#ownerDoor();
    const client = createClient({
      open: () => openBridge(url, token),
      timers,
      client: 'vscode',
      version: this.#options.version,
      timeoutMs: 10_000,
    });
    try {
      return await client.request(method, params);
    } finally {
      client.close();
    }
  }

  dispose(): void {
    this.disconnect();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #onState(client: Client, state: ClientState): Promise<void> {
    if (client !== this.#client) return;
    switch (state.kind) {
      case 'connecting':
        return;
      case 'open':
        await this.#onOpen(client, state.hello);
        return;
      case 'waiting':
        await this.#onLost(client, state.why);
        return;
      case 'closed':
        this.#client = undefined;
        this.#become({ kind: 'incompatible', why: state.why });
        return;
      default:
        state satisfies never;
    }
  }

  async #onOpen(client: Client, hello: ResultOf<'hello'>): Promise<void> {
    const isFirst = this.#followed !== client;
    this.#followed = client;
    this.#failures = 0;
    this.me = hello.principal.startsWith('user:') ? hello.principal : null;
    const readOnly = await this.#readOnlyReason();
    if (client !== this.#client) return;
    this.#become(readOnly ? { kind: 'read-only', why: readOnly } : { kind: 'live', engine: hello.engine });
    if (!isFirst) return;
    client.subscribe(hello.seq, (event) => this.#event.fire(event));
    this.#fresh.fire();
  }

  async #onLost(client: Client, why: string): Promise<void> {
    this.#options.log.info(`The connection to the engine of ${this.folder.fsPath} ended: ${why}`);
    const isThere = await this.#isThere();
    if (client !== this.#client || client.state.kind === 'open') return;
    if (isThere) {
      this.#become(this.#withoutConnection(why));
      return;
    }
    this.disconnect();
    this.#become({ kind: 'engine-off' });
  }

  /** A connection that never stood is an error after a few attempts; one that was lost is stale. */
  #withoutConnection(why: string): Standing {
    const { standing } = this;
    if (standing.kind === 'stale') return standing;
    if (standing.kind !== 'connecting' && standing.kind !== 'error')
      return { kind: 'stale', since: Date.now() };
    this.#failures += 1;
    return this.#failures < FAILURES ? standing : { kind: 'error', why };
  }

  async #open() {
    const token = await this.#options.identities.tokenFor(this.folder);
    const remote = this.#options.remote();
    const { url, owner } = remote ? { url: remote, owner: undefined } : await this.#localDoor();
    try {
      if (token) return await openBridge(url, token);
    } catch (error) {
      if (!(error instanceof CredentialRefused)) throw error;
      this.#options.log.warn('The engine does not know the stored sign-in; it was removed.');
      await this.#options.identities.forget(this.folder);
    }
    if (!owner) throw new Error('sign in to connect to an engine elsewhere');
    const credential = await readOwnerToken(owner);
    if ('refused' in credential) throw new Error(credential.refused);
    return openBridge(url, credential.token);
  }

  async #localDoor(): Promise<{ url: string; owner: string }> {
    const bridge = await readBridge(this.folder.fsPath);
    if (bridge.kind === 'running') return { url: bridge.file.url, owner: bridge.file.credential };
    throw new Error(bridge.kind === 'refused' ? bridge.why : 'the engine is not running');
  }

  async #ownerDoor(): Promise<{ url: string; token: string }> {
    const { url, owner } = await this.#localDoor();
    const credential = await readOwnerToken(owner);
    if ('refused' in credential) throw new Error(credential.refused);
    return { url, token: credential.token };
  }

  /** Whether there is a door to knock at; an engine elsewhere is always tried. */
  async #isThere(): Promise<boolean> {
    if (this.#options.remote()) return true;
    const bridge = await readBridge(this.folder.fsPath);
    if (bridge.kind === 'refused') this.#options.log.warn(`${this.folder.fsPath}: ${bridge.why}`);
    return bridge.kind === 'running';
  }

  async #readOnlyReason(): Promise<string | undefined> {
    if (this.#options.remote()) return undefined;
    try {
      const status = await this.asOwner('engine/status', {});
      return status.mode === 'read-only' ? (status.why ?? 'the engine does not say why') : undefined;
    } catch (error) {
      this.#options.log.warn(`The engine's status is not known: ${String(error)}`);
      return undefined;
    }
  }

  async #readPeople(): Promise<void> {
    const file = vscode.Uri.joinPath(this.folder, CONFIG_FILE);
    const text = await readText(file);
    this.people = text === undefined ? [] : peopleOf(text);
    this.#changed.fire();
  }

  #become(standing: Standing): void {
    this.standing = standing;
    if (standing.kind === 'engine-off') this.me = null;
    this.#changed.fire();
  }
}

function watch(folder: vscode.Uri, pattern: string): vscode.FileSystemWatcher {
  return vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern));
}

/** The file's text, or nothing where there is none. */
export async function readText(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
