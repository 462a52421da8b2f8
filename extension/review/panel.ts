/**
 * One review panel: a page without credentials, and the few methods of the bridge it may use for its one handoff (T21).
 * What the engine says decides; the page is only asked. A high risk is confirmed outside the page, from fresh facts.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { RequestError } from '../../schemas/protocol/codes.ts';
import type { ParamsOf, ResultOf } from '../../schemas/protocol/methods.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import {
  decodeFromPage,
  type FromPage,
  type Reply,
  type ReviewMethod,
  type ToPage,
} from '../../schemas/protocol/webview.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import { COMMANDS } from '../contributions.ts';
import { explain } from '../errors.ts';
import type { QueueStore } from '../queue/store.ts';
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
  /** After a decision of this panel was accepted. */
  onDecided(): void;
}

export class ReviewPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly store: QueueStore;
  readonly handoff: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #onDecided: () => void;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #disposables: vscode.Disposable[];
  #item: HandoffDetail | null | undefined;
  #ready = false;
  #wanted: 'approve' | 'reject' | undefined;

  constructor({ panel, extension, store, handoff, log, onDecided }: PanelOptions) {
    this.panel = panel;
    this.store = store;
    this.handoff = handoff;
    this.#log = log;
    this.#onDecided = onDecided;
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message)),
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
        this.#sendWanted();
        return;
      case 'sign-in':
        await vscode.commands.executeCommand(COMMANDS.signIn, this.store.session);
        return;
      case 'show-log':
        await vscode.commands.executeCommand(COMMANDS.showLog);
        return;
      case 'request':
        this.#send({ kind: 'reply', reply: await this.#request(message.id, message.method, message.params) });
        return;
      default:
        message satisfies never;
    }
  }

  async #request<M extends ReviewMethod>(id: number, method: M, params: ParamsOf<M>): Promise<Reply> {
    try {
      if (method === 'handoff/decide' && !(await this.#confirmed(params as ParamsOf<'handoff/decide'>)))
        return { kind: 'withdrawn', id };
      const result = (await this.store.session.request(method, params)) as ResultOf<ReviewMethod>;
      if (method === 'handoff/decide') this.#onDecided();
      return { kind: 'done', id, result };
    } catch (error) {
      this.#log.warn(`${method} ${this.handoff}: ${String(error)}`);
      void this.#read();
      const data = error instanceof RequestError ? error.data : { code: 'internal' as const };
      return { kind: 'refused', id, message: explain(error), data };
    }
  }

  /** A high risk asks for the ticket to be typed, beside the facts the engine gives now. @throws RequestError `stale` */
  async #confirmed(params: ParamsOf<'handoff/decide'>): Promise<boolean> {
    const item = await this.store.session.request('handoff/get', { id: this.handoff });
    if (item.risk !== 'high' || item.status !== 'open') return true;
    if (item.revision !== params.revision || item.digest !== params.digest)
      throw new RequestError('stale', 'it changed before it was confirmed', { revision: item.revision });
    const typed = await vscode.window.showInputBox({
      title: t('High risk: {0}', oneLine(item.summary ?? item.reason, 120)),
      prompt: t('Type {0} to confirm "{1}". {2}', item.ticket, params.decision, callsText(item)),
      ignoreFocusOut: true,
      validateInput: (text) =>
        text === '' || item.ticket.startsWith(text) ? undefined : t('This is not {0}', item.ticket),
    });
    return typed === item.ticket;
  }
}

function callsText({ calls }: HandoffDetail): string {
  return calls
    .map((call) =>
      call.known
        ? oneLine(`${call.call.server}__${call.call.tool} ${call.call.arguments}`, 300)
        : `${call.server}__${call.tool}`,
    )
    .join(' · ');
}
