/** Read-only documents of this window: definitions that runs keep, histories. They are gone after a reload. */
import * as vscode from 'vscode';

const SCHEME = 'handoff-text';

export class Texts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  /** @param path what the tab is called, below something that tells it from others */
  put(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${path}` });
    const isNew = this.#texts.get(uri.path) !== text;
    this.#texts.set(uri.path, text);
    if (isNew) this.#changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? vscode.l10n.t('This text was not kept. Ask for it again.');
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
