/** The open graphs of a window, one a workflow; they come back after a reload. */
import path from 'node:path';
import * as vscode from 'vscode';
import { VIEWS } from '../contributions.ts';
import type { Language } from '../language/language.ts';
import { GraphPanel } from './panel.ts';

export class GraphPanels implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #language: Language;
  readonly #log: vscode.LogOutputChannel;
  readonly #panels = new Map<string, GraphPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(context: vscode.ExtensionContext, language: Language, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#language = language;
    this.#log = log;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEWS.graph, {
      deserializeWebviewPanel: async (panel, state: unknown) => this.#restore(panel, state),
    });
  }

  /** Opens or shows the graph of a workflow beside its text, which keeps the focus. */
  open(uri: vscode.Uri): void {
    const open = this.#panels.get(uri.toString());
    if (open) {
      open.panel.reveal(undefined, true);
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(VIEWS.graph, titleOf(uri), where), uri);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #restore(panel: vscode.WebviewPanel, state: unknown): void {
    const saved = typeof state === 'object' && state !== null && 'uri' in state ? state.uri : undefined;
    if (typeof saved === 'string') this.#adopt(panel, vscode.Uri.parse(saved));
    else panel.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, uri: vscode.Uri): void {
    const graph = new GraphPanel({
      panel,
      uri,
      extension: this.#context.extensionUri,
      language: this.#language,
      log: this.#log,
    });
    this.#panels.set(uri.toString(), graph);
    panel.onDidDispose(() => {
      graph.dispose();
      this.#panels.delete(uri.toString());
    });
  }
}

function titleOf(uri: vscode.Uri): string {
  return vscode.l10n.t('Graph: {0}', path.posix.basename(uri.path).replace(/\.workflow\.json$/, ''));
}
