/**
 * One review panel: a page without credentials, and the few methods of the bridge it may use for its one handoff (T21).
 * What the engine says decides; the page is only asked. A high risk is confirmed outside the page, from fresh facts.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { RequestError } from '../../schemas/protocol/codes.ts';
import { editablesOf } from '../../schemas/protocol/editable.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import {
  decodeFromPage,
  type FromPage,
  type Reply,
  type Request,
  type ToPage,
} from '../../schemas/protocol/webview.ts';
import { headline } from '../../schemas/text/visible.ts';
import { COMMANDS } from '../contributions.ts';
import { explain } from '../errors.ts';
import type { QueueStore } from '../queue/store.ts';
import { isConfirmed } from './confirm.ts';
import type { Drafts } from './drafts.ts';
import { reviewHtml } from './html.ts';
import { reviewView } from './view.ts';

const { t } = vscode.l10n;
const TITLE_LENGTH = 32;

export interface PanelOptions {
  panel: vscode.WebviewPanel;
  extension: vscode.Uri;
  store: QueueStore;
  handoff: string;
  log: vscode.LogOutputChannel;
  drafts: Drafts;
  /** After a decision of this panel was accepted. */
  onDecided(): void;
}

export class ReviewPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly store: QueueStore;
  readonly handoff: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #drafts: Drafts;
  readonly #onDecided: () => void;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #disposables: vscode.Disposable[];
  #item: HandoffDetail | null | undefined;
  /** Whether a page is there to hear; it is made anew each time the panel comes to the front. */
  #ready = false;
  /** Texts that were taken while no page was there. */
  readonly #edited = new Map<string, string>();
  #wanted: 'approve' | 'reject' | undefined;

  constructor({ panel, extension, store, handoff, log, drafts, onDecided }: PanelOptions) {
    this.panel = panel;
    this.store = store;
    this.handoff = handoff;
    this.#log = log;
    this.#drafts = drafts;
    this.#onDecided = onDecided;
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#ready = false;
      }),
      store.onDidChangeItem(({ after }) => {
        if (after.id === handoff) this.#draw(after);
      }),
      store.session.onDidChange(() => this.#post()),
      store.session.onFresh(() => void this.#read()),
    ];
    const scripts = vscode.Uri.joinPath(extension, 'dist', 'webview');
    panel.iconPath = vscode.Uri.joinPath(extension, 'extension', 'icons', 'handoff.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    panel.webview.html = reviewHtml({
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'review.js')).toString(),
      scriptNonce: randomBytes(16).toString('base64url'),
      handoff,
      folder: store.session.folder.toString(),
      panelNonce: this.#nonce,
    });
    void this.#read();
  }

  /** Arms a choice in the page, as soon as its facts were seen there. The person confirms it in the page. */
  arm(option: 'approve' | 'reject'): void {
    this.#wanted = option;
    if (this.#ready) this.#sendWanted();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    void this.#drafts.forget(this.handoff);
  }

  async #read(): Promise<void> {
    try {
      await this.store.refresh(this.handoff);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'not-found') this.#draw(null);
      else this.#log.warn(`Handoff ${this.handoff} could not be read: ${String(error)}`);
    }
  }

  #draw(item: HandoffDetail | null): void {
    this.#item = item;
    this.panel.title = item
      ? `${item.ticket} ${headline(item.summary ?? item.reason, TITLE_LENGTH)}`
      : t('Handoff');
    this.#post();
  }

  #post(): void {
    if (!this.#ready) return;
    const { standing, me, people } = this.store.session;
    this.#send({ kind: 'view', view: reviewView({ standing, me, people, item: this.#item }, t) });
  }

  #send(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  #sendWanted(): void {
    if (this.#wanted) this.#send({ kind: 'arm', option: this.#wanted });
    this.#wanted = undefined;
  }

  #hear(message: unknown): void {
    const decoded = decodeFromPage(message, this.handoff, this.#nonce);
    if ('wrong' in decoded) {
      this.#log.warn(`A message of the review of ${this.handoff} was refused: ${decoded.wrong}`);
      return;
    }
    void this.#answer(decoded);
  }

  async #answer(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#post();
        this.#sendEdited();
        this.#sendWanted();
        return;
      case 'sign-in':
        await vscode.commands.executeCommand(COMMANDS.signIn, this.store.session);
        return;
      case 'show-log':
        await vscode.commands.executeCommand(COMMANDS.showLog);
        return;
      case 'edit-text':
        await this.#editText(message.path, message.text);
        return;
      case 'request':
        this.#send({ kind: 'reply', reply: await this.#request(message) });
        return;
      default:
        message satisfies never;
    }
  }

  async #request(request: Request): Promise<Reply> {
    const { id, method, params } = request;
    try {
      if (!(await isConfirmed(this.store.session, request))) return { kind: 'withdrawn', id };
      const result = await this.store.session.request(method, params);
      if (method === 'handoff/decide') this.#onDecided();
      return { kind: 'done', id, result };
    } catch (error) {
      this.#log.warn(`${method} ${this.handoff}: ${String(error)}`);
      void this.#read();
      const data = error instanceof RequestError ? error.data : { code: 'internal' as const };
      return { kind: 'refused', id, message: explain(error), data };
    }
  }

  /** A page that is not in front is gone until it is shown again: what was written waits for it. */
  #take(path: string, text: string): void {
    this.#edited.set(path, text);
    if (this.#ready) this.#sendEdited();
  }

  #sendEdited(): void {
    for (const [path, text] of this.#edited) this.#send({ kind: 'edited', path, text });
    this.#edited.clear();
  }

  /** Only what may be edited, and beside it what the engine says that the bot wrote. */
  async #editText(path: string, text: string): Promise<void> {
    const item = this.#item;
    const editable = item && editablesOf(item).find((one) => one.path === path);
    if (!item || !editable) return;
    const { before } = editable;
    await this.#drafts.open({
      handoff: this.handoff,
      ticket: item.ticket,
      path,
      written: typeof before === 'string' ? before : JSON.stringify(before, null, 2),
      text,
      isJson: editable.as === 'json',
      panel: this.panel,
      take: (edited) => this.#take(path, edited),
    });
  }
}
