/**
 * The conversation page: a whole thread, who has it, and the operator's part in it.
 *
 * Owns: what is on screen and what is being written. Does not own: the connection, the operator's credential, who may speak
 * (the engine's), the place in the thread (`reader.ts`). 1. A new message is announced politely. 2. The page is as large for
 * ten thousand messages as for a hundred. 3. A text leaves the box only once it is on disk.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  ConversationView,
  TalkReply,
  ToConversationPage,
} from '../../schemas/protocol/conversation-page.ts';
import type { MessageItem } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import { linkBanner } from '../page/link-banner.ts';
import { sharedStyles } from '../page/styles.ts';
import { desk } from './desk.ts';
import { envelopeBox, heading } from './envelope.ts';
import type { ConversationHost } from './host.ts';
import { Reader } from './reader.ts';
import { type Act, type Deed, READING, type Stand, step } from './stand.ts';
import { conversationStyles } from './styles.ts';
import { speaker, thread } from './thread.ts';

const LOADING_AFTER_MS = 300;
const CLOCK_MS = 10_000;
const SPOKEN = 160;
const WORDS = {
  gone: 'The store of this folder does not know this conversation.',
  stale: 'Until then nothing can be written; what you are writing is kept.',
};

export class HandoffConversation extends LitElement {
  static override styles = [sharedStyles, conversationStyles];

  @property({ attribute: false }) host!: ConversationHost;
  @state() private view: ConversationView = { link: { kind: 'loading' }, me: null, talk: null };
  @state() private stand: Stand = READING;
  @state() private slow = false;
  @state() private now = Date.now();
  /** Spoken politely and at once. */
  @state() private polite = '';
  @state() private assertive = '';
  #nextRequest = 1;
  #focused = false;
  readonly #reader = new Reader(this);
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.host.onMessage((message) => this.#receive(message));
    this.host.post({ kind: 'ready' });
    setTimeout(() => {
      this.slow = true;
    }, LOADING_AFTER_MS);
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, CLOCK_MS);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { link, talk } = this.view;
    return html`
      <div class="sr" role="status">${this.polite}</div>
      <div class="sr" role="alert">${this.assertive}</div>
      ${talk ? heading(talk) : nothing}
      ${linkBanner(link, this.now, WORDS, () => this.host.post({ kind: 'show-log' }))}
      ${talk ? this.#page(talk) : this.#empty()}`;
  }

  #page(talk: NonNullable<ConversationView['talk']>): TemplateResult {
    const { drawn, unseen } = this.#reader;
    const { draft, note } = this.host.saved();
    return html`
      ${envelopeBox(talk, this.now, (handoff) => this.host.post({ kind: 'open-handoff', handoff }))}
      <div class="scroll" id="scroll" tabindex="0" role="region" aria-label="Conversation" @scroll=${() => this.#reader.onScroll()}>
        ${this.#topEdge()}
        ${
          drawn.length === 0
            ? html`<p class="empty quiet">Nothing was said yet. The first message of the customer appears here by itself.</p>`
            : thread(drawn, talk.bot)
        }
      </div>
      ${unseen > 0 ? this.#news(unseen) : nothing}
      ${desk({ view: this.view, talk, stand: this.stand, draft, note, hands: this.#hands })}`;
  }

  #topEdge(): TemplateResult | typeof nothing {
    const { above } = this.#reader;
    if (above === 'messages')
      return html`<p class="edge"><vscode-button appearance="secondary" @click=${() => this.#reader.earlier()}>Show earlier messages</vscode-button></p>`;
    return above === 'asked' ? html`<p class="edge">Reading earlier messages…</p>` : nothing;
  }

  #news(unseen: number): TemplateResult {
    const words = unseen === 1 ? '1 new message' : `${unseen} new messages`;
    return html`<p class="news"><vscode-button id="news" appearance="secondary" @click=${() => this.#reader.toNewest()}>${words} below</vscode-button></p>`;
  }

  #empty(): TemplateResult | typeof nothing {
    return this.view.link.kind === 'loading' && this.slow
      ? html`<header><p>Loading the conversation…</p></header>`
      : nothing;
  }

  /** For the reader: the box that scrolls. */
  get box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#scroll');
  }

  askOlder(before: number): void {
    this.host.post({ kind: 'older', before });
  }

  readonly #hands = {
    arm: (deed: 'take' | 'return') => {
      this.#act({ kind: 'arm', deed });
      this.#focus(deed === 'take' ? '#confirm-take' : '#note');
    },
    cancel: () => {
      this.#act({ kind: 'cancel' });
      this.#focus(this.view.talk?.holder.kind === 'me' ? '#draft' : '#take');
    },
    confirm: () => {
      if (this.stand.kind !== 'armed') return;
      const { note } = this.host.saved();
      const request = this.#begin(this.stand.deed);
      if (request === undefined) return;
      if (request.deed === 'take')
        this.host.post({ kind: 'request', id: request.id, method: 'conversation/take', params: {} });
      else {
        const params = note.trim() === '' ? {} : { note };
        this.host.post({ kind: 'request', id: request.id, method: 'conversation/return', params });
      }
    },
    send: () => {
      const { draft: text } = this.host.saved();
      if (text.trim() === '') return;
      const request = this.#begin('reply');
      if (request === undefined) return;
      this.host.post({ kind: 'request', id: request.id, method: 'conversation/reply', params: { text } });
    },
    write: (draft: string) => this.#keep({ draft }),
    writeNote: (note: string) => this.#keep({ note }),
    signIn: () => this.host.post({ kind: 'sign-in' }),
  };

  #keep(change: { draft?: string; note?: string }): void {
    this.host.save(change);
    this.requestUpdate();
  }

  /** @returns nothing where another deed is under way */
  #begin(deed: Deed): { id: number; deed: Deed } | undefined {
    if (this.stand.kind === 'sending') return undefined;
    const id = this.#nextRequest++;
    this.#act({ kind: 'send', deed, request: id });
    return { id, deed };
  }

  #act(act: Act): void {
    this.stand = step(this.stand, act);
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #receive(message: ToConversationPage): void {
    switch (message.kind) {
      case 'view':
        this.#show(message.view);
        return;
      case 'messages':
        this.#reader.take(message);
        if (message.place === 'newer') this.#announce(message.items);
        return;
      case 'reply':
        this.#answer(message.reply);
        return;
      default:
        message satisfies never;
    }
  }

  #show(view: ConversationView): void {
    const before = this.view.talk;
    this.view = view;
    this.now = Date.now();
    const { talk } = view;
    if (!talk) return;
    this.#act({ kind: 'held', by: talk.holder });
    if (!before || before.holder.kind === talk.holder.kind) return;
    if (talk.holder.kind === 'other')
      this.assertive = `${oneLine(talk.holder.name, SPOKEN)} has taken this conversation over.`;
    else if (talk.holder.kind === 'me') {
      this.polite = 'You have this conversation. The bot is silent.';
      this.#focus('#draft');
    } else this.polite = talk.holder.kind === 'bot' ? 'The bot answers again.' : 'It waits for a person.';
  }

  #answer(reply: TalkReply): void {
    const deed = this.stand.kind === 'sending' ? this.stand.deed : undefined;
    this.#act({ kind: 'answered', reply });
    if (reply.kind === 'refused') return;
    if (deed === 'reply') {
      this.host.save({ draft: '' });
      this.#reader.toNewest();
      this.#focus('#draft');
    } else if (deed === 'return') this.host.save({ note: '' });
  }

  #announce(items: readonly MessageItem[]): void {
    const last = items.at(-1);
    if (!last || !this.view.talk) return;
    const said = `${speaker(last, this.view.talk.bot)}: ${last.text}`;
    this.polite =
      items.length > 1 ? `${items.length} new messages. ${oneLine(said, SPOKEN)}` : oneLine(said, SPOKEN);
  }

  /** The thread has the focus at the start, so that arrow keys read it; never a button. */
  protected override updated(_changed: PropertyValues): void {
    if (this.#focused || !this.box) return;
    this.#focused = true;
    this.box.focus({ preventScroll: true });
  }
}
