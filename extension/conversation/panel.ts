/** One conversation panel: a page without credentials, and the three things it may ask for in its one conversation (T21). */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import {
  decodeFromConversation,
  type FromConversationPage,
  type Messages,
  type TalkReply,
  type ToConversationPage,
} from '../../schemas/protocol/conversation-page.ts';
import type { EventNotice, MessageItem } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import { COMMANDS } from '../contributions.ts';
import type { Session } from '../engine/session.ts';
import type { DeskParts } from '../operator/desk.ts';
import { pageHtml } from '../page-html.ts';
import type { Found } from '../page-link.ts';
import { Feed } from './feed.ts';
import type { Place } from './panels.ts';
import { conversationView, type Known } from './view.ts';

const { t } = vscode.l10n;
const TITLE_LENGTH = 32;

export interface PanelOptions {
  panel: vscode.WebviewPanel;
  session: Session;
  place: Place;
  parts: DeskParts;
}

export class ConversationPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #session: Session;
  readonly #place: Place;
  readonly #parts: DeskParts;
  readonly #nonce = randomBytes(16).toString('base64url');
  readonly #disposables: vscode.Disposable[];
  readonly #feed: Feed;
  /** What the page was sent, for when it asks anew: a hidden page forgets. */
  readonly #sent = new Map<number, MessageItem>();
  #older = false;
  #known: Known | undefined;
  #found: Found = 'unread';
  /** Revisions whose envelope was reported as seen. */
  readonly #seen = new Set<string>();
  #ready = false;

  constructor({ panel, session, place, parts }: PanelOptions) {
    this.panel = panel;
    this.#session = session;
    this.#place = place;
    this.#parts = parts;
    this.#feed = new Feed(
      {
        get: (range) => session.request('conversation/get', { ...place, ...range }),
        handoff: (id) => session.request('handoff/get', { id }),
      },
      { onKnown: (known) => this.#take(known), onMessages: (messages) => this.#pass(messages) },
    );
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#hear(message)),
      session.onEvent((event) => this.#onEvent(event)),
      session.onDidChange(() => this.#post()),
      session.onFresh(() => void this.#read()),
    ];
    const scripts = vscode.Uri.joinPath(parts.extension, 'dist', 'webview');
    panel.title = t('Conversation {0}', oneLine(place.conversation, TITLE_LENGTH));
    panel.iconPath = vscode.Uri.joinPath(parts.extension, 'extension', 'icons', 'handoff.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [scripts] };
    panel.webview.html = pageHtml({
      title: 'Conversation',
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(scripts, 'conversation.js')).toString(),
      scriptNonce: randomBytes(16).toString('base64url'),
      data: { folder: session.folder.toString(), ...place, nonce: this.#nonce },
    });
    void this.#read();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #read(): Promise<void> {
    try {
      await this.#feed.refresh();
    } catch (error) {
      this.#onUnread(error);
    }
  }

  #onUnread(error: unknown): void {
    const { message, data } = this.#parts.refusalOf(error);
    if (data.code === 'not-found') this.#found = 'gone';
    else if (data.code === 'forbidden') this.#found = { denied: message };
    else this.#parts.log.warn(`Conversation ${this.#place.conversation} could not be read: ${String(error)}`);
    this.#post();
  }

  #take(known: Known): void {
    this.#known = known;
    this.#found = 'read';
    this.#post();
  }

  #pass(messages: Messages): void {
    if (messages.place === 'replace') this.#sent.clear();
    for (const message of messages.items) this.#sent.set(message.seq, message);
    if (messages.older !== undefined) this.#older = messages.older;
    if (this.#ready) this.#send(messages);
  }

  #onEvent({ type, body }: EventNotice): void {
    const isHere = body?.conversation === this.#place.conversation && body.bot === this.#place.bot;
    const handoff = type === 'handoff-opened' ? body?.id : body?.handoff;
    const isOurs = typeof handoff === 'string' && this.#known?.item.openHandoffs.includes(handoff);
    if (!isHere && !isOurs) return;
    if (type === 'conversation-erased') this.#feed.forget();
    void this.#read();
  }

  #post(): void {
    if (!this.#ready) return;
    const { standing, me, people } = this.#session;
    const view = conversationView({ standing, me, people, found: this.#found, known: this.#known }, t);
    this.#send({ kind: 'view', view });
    this.#reportSeen();
  }

  /** The first look at a conversation that waits counts as one, as in a review (R67). */
  #reportSeen(): void {
    const handed = this.#known?.handoffs.find(({ takeover, mayDecide }) => takeover && mayDecide);
    const { standing, me } = this.#session;
    if (!handed || me === null || standing.kind !== 'live' || !this.panel.visible) return;
    const { id, revision } = handed;
    const key = `${id} ${revision} ${me}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#session.request('handoff/seen', { id, revision }).catch((error: unknown) => {
      this.#parts.log.debug(`${id} was not reported as seen: ${String(error)}`);
    });
  }

  #send(message: ToConversationPage): void {
    void this.panel.webview.postMessage(message);
  }

  #hear(message: unknown): void {
    const decoded = decodeFromConversation(message, this.#nonce);
    if ('wrong' in decoded) {
      this.#parts.log.warn(`A message of a conversation page was refused: ${decoded.wrong}`);
      return;
    }
    void this.#answer(decoded);
  }

  async #answer(message: FromConversationPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#post();
        if (this.#known) this.#sendAll();
        return;
      case 'sign-in':
        await vscode.commands.executeCommand(COMMANDS.signIn, this.#session);
        return;
      case 'show-log':
        await vscode.commands.executeCommand(COMMANDS.showLog);
        return;
      case 'older':
        await this.#feed.older(message.before).catch((error: unknown) => {
          this.#onUnread(error);
          this.#send({ kind: 'messages', place: 'older', items: [], older: true });
        });
        return;
      case 'open-handoff':
        if (this.#known?.item.openHandoffs.includes(message.handoff))
          this.#parts.openHandoff(this.#session, message.handoff);
        return;
      case 'request':
        this.#send({ kind: 'reply', reply: await this.#request(message) });
        return;
      default:
        message satisfies never;
    }
  }

  #sendAll(): void {
    const items = [...this.#sent.values()].sort((a, b) => a.seq - b.seq);
    this.#send({ kind: 'messages', place: 'replace', items, older: this.#older });
  }

  async #request({ id, method, params }: FromConversationPage & { kind: 'request' }): Promise<TalkReply> {
    try {
      await this.#do(method, params);
      await this.#read();
      return { kind: 'done', id };
    } catch (error) {
      this.#parts.log.warn(`${method} ${this.#place.conversation}: ${String(error)}`);
      void this.#read();
      return { kind: 'refused', id, ...this.#parts.refusalOf(error) };
    }
  }

  #do(
    method: (FromConversationPage & { kind: 'request' })['method'],
    params: (FromConversationPage & { kind: 'request' })['params'],
  ): Promise<{ seq: number }> {
    const place = this.#place;
    if (method === 'conversation/reply' && 'text' in params)
      return this.#session.request(method, { ...place, text: params.text });
    if (method === 'conversation/return')
      return this.#session.request(method, { ...place, ...('note' in params && { note: params.note }) });
    return this.#session.request('conversation/take', place);
  }
}
