/** The sessions of a window: one for each folder with a `handoff.config.json`, none without trust (I11). */
import * as vscode from 'vscode';
import { CONFIG_FILE, type QueueState, SETTINGS } from '../contributions.ts';
import type { Identities } from '../people/identities.ts';
import { Session } from './session.ts';

const MAX_FOLDERS = 20;

export interface SessionsOptions {
  identities: Identities;
  version: string;
  log: vscode.LogOutputChannel;
}

export class Sessions implements vscode.Disposable {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #changed = new vscode.EventEmitter<Session | undefined>();
  readonly #added = new vscode.EventEmitter<Session>();
  readonly #removed = new vscode.EventEmitter<Session>();
  /** Something about one session, or about which there are. */
  readonly onDidChange = this.#changed.event;
  readonly onDidAdd = this.#added.event;
  readonly onDidRemove = this.#removed.event;
  readonly #disposables: vscode.Disposable[] = [this.#changed, this.#added, this.#removed];
  /** Resolves when the folders were looked through for the first time. */
  readonly ready: Promise<void>;

  constructor(options: SessionsOptions) {
    this.#options = options;
    const configs = vscode.workspace.createFileSystemWatcher(`**/${CONFIG_FILE}`);
    const look = () => void this.#look();
    configs.onDidCreate(look);
    configs.onDidDelete(look);
    this.#disposables.push(
      configs,
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTINGS.engineUrl))
          for (const session of this.all) reconnect(session);
      }),
    );
    this.ready = this.#look();
  }

  get all(): Session[] {
    return [...this.#sessions.values()];
  }

  /** The session of that folder, by its URI as text. */
  of(folder: string): Session | undefined {
    return this.#sessions.get(folder);
  }

  /** What an empty queue is to say; with several folders, the state that gets furthest. */
  get state(): QueueState {
    if (!vscode.workspace.workspaceFolders?.length) return 'no-folder';
    if (!vscode.workspace.isTrusted) return 'untrusted';
    const order: QueueState[] = [
      'live',
      'read-only',
      'stale',
      'connecting',
      'incompatible',
      'error',
      'engine-off',
    ];
    const states = new Set(this.all.map((session) => session.standing.kind));
    return order.find((state) => states.has(state as Session['standing']['kind'])) ?? 'no-config';
  }

  dispose(): void {
    for (const session of this.all) session.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #look(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      this.#changed.fire(undefined);
      return;
    }
    const files = await vscode.workspace.findFiles(
      `**/${CONFIG_FILE}`,
      '**/{node_modules,.handoff}/**',
      MAX_FOLDERS,
    );
    const folders = files
      .filter((file) => file.scheme === 'file')
      .map((file) => vscode.Uri.joinPath(file, '..'))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const session of this.all)
      if (!folders.some((folder) => folder.toString() === session.folder.toString())) this.#remove(session);
    for (const folder of folders) if (!this.#sessions.has(folder.toString())) this.#add(folder);
    this.#changed.fire(undefined);
  }

  #add(folder: vscode.Uri): void {
    const session = new Session({ ...this.#options, folder, remote: () => setting(SETTINGS.engineUrl) });
    session.onDidChange(() => this.#changed.fire(session));
    this.#sessions.set(folder.toString(), session);
    this.#added.fire(session);
    session.connect().catch((error: unknown) => this.#options.log.error(String(error)));
  }

  #remove(session: Session): void {
    this.#sessions.delete(session.folder.toString());
    this.#removed.fire(session);
    session.dispose();
  }
}

function reconnect(session: Session): void {
  session.disconnect();
  void session.connect();
}

function setting(name: string): string {
  return vscode.workspace.getConfiguration().get<string>(name, '').trim();
}
