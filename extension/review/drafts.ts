/**
 * Texts that a reviewer edits in VS Code's own diff editor: left what the bot wrote, read-only; right the person's version.
 * Both live in memory only. What was written goes back to the panel with Save or *Use This Text*; nothing here decides.
 */
import * as vscode from 'vscode';
import { oneLine } from '../../schemas/text/visible.ts';

const { t } = vscode.l10n;
/** What the bot wrote; `handoff-edit` is what menus ask for. */
const WRITTEN = 'handoff-written';
const EDIT = 'handoff-edit';

export interface DraftOptions {
  handoff: string;
  ticket: string;
  path: string;
  /** What the bot wrote. */
  written: string;
  /** The person's version so far. */
  text: string;
  isJson: boolean;
  /** Shown again once the text was taken. */
  panel: vscode.WebviewPanel;
  take(text: string): void;
}

interface Draft extends DraftOptions {
  bytes: Uint8Array;
  mtime: number;
}

export class Drafts implements vscode.Disposable {
  readonly #drafts = new Map<string, Draft>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #writtenChanged = new vscode.EventEmitter<vscode.Uri>();
  readonly #disposables: vscode.Disposable[];

  constructor() {
    const files: vscode.FileSystemProvider = {
      onDidChangeFile: this.#changed.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: (uri) => {
        const { bytes, mtime } = this.#at(uri);
        return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.byteLength };
      },
      readFile: (uri) => this.#at(uri).bytes,
      writeFile: (uri, bytes) => this.#write(uri, bytes),
      readDirectory: () => [],
      createDirectory: refuse,
      delete: refuse,
      rename: refuse,
    };
    this.#disposables = [
      this.#changed,
      this.#writtenChanged,
      vscode.workspace.registerFileSystemProvider(EDIT, files, { isCaseSensitive: true }),
      vscode.workspace.registerTextDocumentContentProvider(WRITTEN, {
        onDidChange: this.#writtenChanged.event,
        provideTextDocumentContent: (uri) => this.#drafts.get(uri.path)?.written ?? '',
      }),
    ];
    // A window that was reloaded brings its tabs back, but what was in memory is gone; the panel kept the edits.
    void closeTabs(() => true);
  }

  /** Opens the diff editor beside nothing else of this draft; a second time it shows the one that is open. */
  async open(options: DraftOptions): Promise<void> {
    const uri = uriOf(options);
    const shown = this.#drafts.get(uri.path);
    const bytes = new TextEncoder().encode(options.text);
    this.#drafts.set(uri.path, { ...options, bytes, mtime: (shown?.mtime ?? 0) + 1 });
    if (shown) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.#writtenChanged.fire(uri.with({ scheme: WRITTEN }));
    const title = t('{0}: {1} (bot ↔ yours)', oneLine(options.ticket, 20), oneLine(options.path, 60));
    const column = options.panel.viewColumn ?? vscode.ViewColumn.Active;
    await vscode.commands.executeCommand('vscode.diff', uri.with({ scheme: WRITTEN }), uri, title, {
      viewColumn: column,
      preview: false,
    });
  }

  /** Takes the text in front to its panel, closes its editor and shows the panel. */
  async use(uri: vscode.Uri | undefined): Promise<void> {
    const of = uri ?? vscode.window.activeTextEditor?.document.uri;
    const draft = of?.scheme === EDIT ? this.#drafts.get(of.path) : undefined;
    if (!of || !draft) return;
    const document = await vscode.workspace.openTextDocument(of);
    if (document.isDirty) await document.save();
    draft.take(document.getText());
    await closeTabs((tab) => tab.path === of.path);
    draft.panel.reveal(undefined, false);
  }

  /** Forgets the texts of a handoff whose panel is gone. */
  async forget(handoff: string): Promise<void> {
    const paths = new Set(
      [...this.#drafts].filter(([, one]) => one.handoff === handoff).map(([path]) => path),
    );
    if (paths.size === 0) return;
    await closeTabs(({ path }) => paths.has(path));
    for (const path of paths) this.#drafts.delete(path);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #at(uri: vscode.Uri): Draft {
    const draft = this.#drafts.get(uri.path);
    if (!draft) throw vscode.FileSystemError.FileNotFound(uri);
    return draft;
  }

  #write(uri: vscode.Uri, bytes: Uint8Array): void {
    const draft = this.#at(uri);
    this.#drafts.set(uri.path, { ...draft, bytes, mtime: draft.mtime + 1 });
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    draft.take(new TextDecoder().decode(bytes));
  }
}

/** One document a handoff and path; its name is what the tab and a reader say. */
function uriOf({ handoff, ticket, path, isJson }: DraftOptions): vscode.Uri {
  const safe = (text: string) => text.replace(/[^\w.[\]-]+/g, '_').slice(0, 80);
  const file = `/${safe(handoff)}/${safe(ticket)}/${safe(path)}.${isJson ? 'json' : 'txt'}`;
  return vscode.Uri.from({ scheme: EDIT, path: file });
}

async function closeTabs(fits: (uri: vscode.Uri) => boolean): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputTextDiff && input.modified.scheme === EDIT && fits(input.modified),
  );
  if (ours.length > 0) await vscode.window.tabGroups.close(ours);
}

function refuse(): never {
  throw vscode.FileSystemError.NoPermissions(t('Only the text of a draft can be written here.'));
}
