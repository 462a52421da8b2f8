/**
 * One graph beside one text. The text is the source: every change of it is drawn, and a text that cannot be read leaves
 * the last drawing. The focus moves only where the person asks for it with Enter or a double click.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Graph, TextRange } from '../../schemas/protocol/graph.ts';
import {
  decodeFromGraphPage,
  type FromGraphPage,
  type GraphView,
  type ToGraphPage,
} from '../../schemas/protocol/graph-page.ts';
import { notDone } from '../errors.ts';
import type { Language } from '../language/language.ts';
import { cursorIn } from './cursor.ts';
import { graphHtml } from './html.ts';
import { savePicture } from './save.ts';

const { t } = vscode.l10n;
/** Wait after the last change of the text, in milliseconds. */
const QUIET_MS = 150;

export interface GraphPanelOptions {
  panel: vscode.WebviewPanel;
  extension: vscode.Uri;
  uri: vscode.Uri;
  language: Language;
  log: vscode.LogOutputChannel;
}

export class GraphPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #uri: vscode.Uri;
  readonly #language: Language;
  readonly #log: vscode.LogOutputChannel;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #disposables: vscode.Disposable[];
  #graph: Graph | null = null;
  #state: GraphView['state'] = { kind: 'loading' };
  #ready = false;
  #quiet: NodeJS.Timeout | undefined;
  /** Counts changes of the text and of what is said about it; a drawing answers one of them. */
  #asked = 0;
  #answered = -1;

  constructor({ panel, extension, uri, language, log }: GraphPanelOptions) {
    this.panel = panel;
    this.#uri = uri;
    this.#language = language;
    this.#log = log;
    const isOurs = (document: vscode.TextDocument): boolean => document.uri.toString() === uri.toString();
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => isOurs(document) && this.#readSoon()),
      vscode.workspace.onDidOpenTextDocument((document) => isOurs(document) && this.#readSoon()),
      vscode.workspace.onDidCloseTextDocument(
        (document) => isOurs(document) && this.#show({ kind: 'closed' }),
      ),
      vscode.languages.onDidChangeDiagnostics(
        ({ uris }) => uris.some((each) => each.toString() === uri.toString()) && this.#readSoon(),
      ),
      vscode.window.onDidChangeTextEditorSelection(
        ({ textEditor }) => isOurs(textEditor.document) && this.#sendCursor(textEditor),
      ),
    ];
    const scripts = vscode.Uri.joinPath(extension, 'dist', 'webview');
    const address = (file: string): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, file)).toString();
    panel.iconPath = vscode.Uri.joinPath(extension, 'extension', 'icons', 'handoff.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    panel.webview.html = graphHtml({
      worker: address('graph-layout.js'),
      script: address('graph.js'),
      scriptNonce: randomBytes(16).toString('base64url'),
      uri: uri.toString(),
      panelNonce: this.#nonce,
    });
    void this.#read();
  }

  dispose(): void {
    clearTimeout(this.#quiet);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #readSoon(): void {
    this.#asked += 1;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => void this.#read(), QUIET_MS);
  }

  /** Draws the text as it is now; an answer to an older question is dropped. */
  async #read(): Promise<void> {
    const asked = this.#asked;
    try {
      await vscode.workspace.openTextDocument(this.#uri);
      const answer = await this.#language.graph(this.#uri);
      if (asked !== this.#asked) return;
      if (answer.kind === 'graph') this.#graph = answer.graph;
      this.#answered = asked;
      this.#show(answer.kind === 'unreadable' ? { kind: 'outdated', why: answer.why } : { kind: 'live' });
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      this.#show({ kind: 'error', what: t('The graph cannot be drawn right now. The log says why.') });
    }
  }

  #show(state: GraphView['state']): void {
    this.#state = state;
    this.#sendView();
  }

  #sendView(): void {
    if (!this.#ready) return;
    const view: GraphView = { file: path.basename(this.#uri.path), graph: this.#graph, state: this.#state };
    this.#post({ kind: 'view', view });
    const editor = this.#editor();
    if (editor) this.#sendCursor(editor);
  }

  /** Not while the text is ahead of the drawing: its places would mean other nodes. */
  #sendCursor({ selection }: vscode.TextEditor): void {
    if (this.#ready && this.#graph && this.#state.kind === 'live' && this.#answered === this.#asked)
      this.#post({ kind: 'cursor', ...cursorIn(this.#graph, selection.active) });
  }

  #post(message: ToGraphPage): void {
    void this.panel.webview.postMessage(message);
  }

  #hear(value: unknown): void {
    const message = decodeFromGraphPage(value, this.#nonce);
    if ('wrong' in message) this.#log.warn(`graph page: ${message.wrong}`);
    else this.#act(message).catch((error: unknown) => notDone(error, this.#log));
  }

  async #act(message: FromGraphPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#sendView();
        return;
      case 'reveal':
        await this.#reveal(this.#graph?.nodes.find(({ id }) => id === message.node)?.range, message.jump);
        return;
      case 'reveal-edge':
        await this.#reveal(
          this.#graph?.edges.find(({ index }) => index === message.edge)?.range,
          message.jump,
        );
        return;
      case 'save':
        await savePicture(this.#uri, message.picture, message.content);
        return;
      default:
        message satisfies never;
    }
  }

  async #reveal(place: TextRange | undefined, jump: boolean): Promise<void> {
    if (place === undefined) return;
    const start = new vscode.Position(place.start.line, place.start.character);
    const range = new vscode.Range(start, new vscode.Position(place.end.line, place.end.character));
    const editor = this.#editor();
    if (jump) {
      const viewColumn = editor?.viewColumn ?? vscode.ViewColumn.One;
      const shown = await vscode.window.showTextDocument(this.#uri, { viewColumn });
      shown.selection = new vscode.Selection(start, start);
      shown.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    } else if (editor) {
      editor.selection = new vscode.Selection(start, start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  #editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === this.#uri.toString(),
    );
  }
}
