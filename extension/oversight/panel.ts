/** One oversight panel: a page without credentials that may read and record reviews (T21); figures come to it by themselves. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import {
  decodeFromOversight,
  type Focus,
  type FromOversightPage,
  type OversightDeed,
  type OversightReply,
  type ToOversightPage,
} from '../../schemas/protocol/oversight-page.ts';
import { COMMANDS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { DeskParts } from '../operator/desk.ts';
import { pageHtml } from '../page-html.ts';
import { type Found, pageLink } from '../page-link.ts';
import { displayName } from '../people/directory.ts';
import { copyFigures, saveFigures, saveReviews } from './export.ts';
import { changesFigures, FIRST_ANSWERS, type Figures, more, readFigures } from './figures.ts';
import { Throttle } from './throttle.ts';

const { t } = vscode.l10n;
/** Figures are read anew at most this often. */
const EVERY_MS = 2000;
const timers = {
  set: (act: () => void, ms: number) => setTimeout(act, ms),
  clear: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
};

export interface PanelOptions {
  panel: vscode.WebviewPanel;
  session: Session;
  parts: DeskParts;
}

export class OversightPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #session: Session;
  readonly #parts: DeskParts;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #throttle = new Throttle(() => void this.#read(), EVERY_MS, timers);
  readonly #disposables: vscode.Disposable[];
  #figures: Figures | undefined;
  #found: Found = 'unread';
  #shown = FIRST_ANSWERS;
  #ready = false;
  #focus: Focus | undefined;
  /** Something changed while nobody saw the panel. */
  #isOld = false;

  constructor({ panel, session, parts }: PanelOptions) {
    this.panel = panel;
    this.#session = session;
    this.#parts = parts;
    this.#disposables = [
      this.#throttle,
      panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message)),
      panel.onDidChangeViewState(() => {
        if (panel.visible && this.#isOld) this.#throttle.call();
      }),
      session.onEvent(({ type }) => {
        if (changesFigures(type)) this.#refresh();
      }),
      session.onDidChange(() => this.#post()),
      session.onFresh(() => void this.#read()),
    ];
    const scripts = vscode.Uri.joinPath(parts.extension, 'dist', 'webview');
    panel.title = t('Oversight: {0}', session.name);
    panel.iconPath = vscode.Uri.joinPath(parts.extension, 'extension', 'icons', 'handoff.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    panel.webview.html = pageHtml({
      title: 'Oversight',
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'oversight.js')).toString(),
      scriptNonce: randomBytes(16).toString('base64url'),
      data: { folder: session.folder.toString(), nonce: this.#nonce },
    });
    void this.#read();
  }

  /** Shows that part of it, as soon as the page is there. */
  show(focus: Focus): void {
    this.#focus = focus;
    this.#sendFocus();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #refresh(): void {
    if (this.panel.visible) this.#throttle.call();
    else this.#isOld = true;
  }

  async #read(): Promise<void> {
    this.#isOld = false;
    try {
      this.#figures = await readFigures(this.#session, this.#shown);
      this.#found = 'read';
    } catch (error) {
      const { message, data } = this.#parts.refusalOf(error);
      if (data.code === 'forbidden') this.#found = { denied: message };
      this.#parts.log.warn(`The figures could not be read: ${String(error)}`);
    }
    this.#post();
    this.#sendFocus();
  }

  #post(): void {
    if (!this.#ready) return;
    const { standing, me, people } = this.#session;
    this.#send({
      kind: 'view',
      view: {
        link: pageLink(standing, this.#found, t),
        me: me === null ? null : displayName(me, people),
        stats: this.#figures?.stats ?? null,
        at: this.#figures?.at ?? null,
        names: Object.fromEntries(people.map(({ principal, name }) => [principal, name])),
        answers: this.#figures?.answers ?? { items: [], total: 0 },
      },
    });
  }

  #sendFocus(): void {
    if (!this.#ready || !this.#figures || !this.#focus) return;
    this.#send({ kind: 'focus', focus: this.#focus });
    this.#focus = undefined;
  }

  #send(message: ToOversightPage): void {
    void this.panel.webview.postMessage(message);
  }

  #hear(message: unknown): void {
    const decoded = decodeFromOversight(message, this.#nonce);
    if ('wrong' in decoded) {
      this.#parts.log.warn(`A message of an oversight page was refused: ${decoded.wrong}`);
      return;
    }
    this.#answer(decoded).catch((error: unknown) => this.#tell(error));
  }

  async #answer(message: FromOversightPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#post();
        this.#sendFocus();
        return;
      case 'deed':
        await this.#do(message.deed);
        return;
      case 'request':
        this.#send({ kind: 'reply', reply: await this.#request(message) });
        return;
      default:
        message satisfies never;
    }
  }

  async #do(deed: OversightDeed): Promise<void> {
    const stats = this.#figures?.stats;
    switch (deed) {
      case 'sign-in':
        await vscode.commands.executeCommand(COMMANDS.signIn, this.#session);
        return;
      case 'show-log':
        await vscode.commands.executeCommand(COMMANDS.showLog);
        return;
      case 'copy':
        if (stats) await copyFigures(stats);
        return;
      case 'save-csv':
        if (stats) await saveFigures(this.#session, stats);
        return;
      case 'save-reviews':
        await saveReviews(this.#session);
        return;
      case 'more':
        this.#shown = more(this.#shown);
        await this.#read();
        return;
      default:
        deed satisfies never;
    }
  }

  async #request(message: FromOversightPage & { kind: 'request' }): Promise<OversightReply> {
    const { id } = message;
    try {
      if (message.method === 'review/get')
        return { kind: 'done', id, review: await this.#session.request('review/get', message.params) };
      await this.#session.request('review/record', message.params);
      await this.#read();
      return { kind: 'done', id, review: null };
    } catch (error) {
      this.#parts.log.warn(`${message.method}: ${String(error)}`);
      this.#refresh();
      return { kind: 'refused', id, ...this.#parts.refusalOf(error) };
    }
  }

  #tell(error: unknown): void {
    this.#parts.log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(this.#parts.refusalOf(error).message);
  }
}
