/**
 * The conversation page: a whole thread, who has it, and the operator's part in it.
 *
 * Owns: what is on screen, where the reader is, what is being written. Does not own: the connection, the operator's
 * credential, who may speak (the engine's). 1. A new message never moves what somebody reads; it is announced politely.
 * 2. The page is as large for ten thousand messages as for a hundred. 3. A text leaves the box only once it is on disk.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  ConversationView,
  Messages,
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
import { earlier, later, merged, moved, newest, type Part } from './part.ts';
import { anchorOf, isAtEnd, restore, toEnd } from './place.ts';
import { type Act, type Deed, READING, type Stand, step } from './stand.ts';
import { conversationStyles } from './styles.ts';
import { speaker, thread } from './thread.ts';

const LOADING_AFTER_MS = 300;
const CLOCK_MS = 10_000;
/** How near an end of what is drawn the reader comes before more is drawn, in pixels. */
const NEAR = 240;
const SPOKEN = 160;
const WORDS = {
  gone: 'The store of this folder does not know this conversation.',
  stale: 'Until then nothing can be written; what you are writing is kept.',
};

export class HandoffConversation extends LitElement {
  static override styles = [sharedStyles, conversationStyles];

  @property({ attribute: false }) host!: ConversationHost;
  @state() private view: ConversationView = { link: { kind: 'loading' }, me: null, talk: null };
  @state() private messages: MessageItem[] = [];
  @state() private shown: Part = { from: 0, to: 0 };
  @state() private stand: Stand = READING;
  @state() private unseen = 0;
  @state() private slow = false;
  @state() private now = Date.now();
  /** Spoken politely and at once. */
  @state() private polite = '';
  @state() private assertive = '';
  /** Whether messages before the known ones exist, and whether they were asked for. */
  @state() private older: 'none' | 'some' | 'asked' = 'none';
  #nextRequest = 1;
  #focused = false;
  /** Whether the reader is at the end, and stays there as the thread grows or the box shrinks. */
  #sticks = true;
  readonly #resized = new ResizeObserver(() => this.#stick());
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
    this.#resized.disconnect();
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
    const drawn = this.messages.slice(this.shown.from, this.shown.to);
    const { draft, note } = this.host.saved();
    return html`
      ${envelopeBox(talk, this.now, (handoff) => this.host.post({ kind: 'open-handoff', handoff }))}
      <div class="scroll" id="scroll" tabindex="0" role="region" aria-label="Conversation" @scroll=${() => this.#onScroll()}>
        ${this.#topEdge()}
        ${
          drawn.length === 0
            ? html`<p class="empty quiet">Nothing was said yet. The first message of the customer appears here by itself.</p>`
            : thread(drawn, talk.bot)
        }
      </div>
      ${this.unseen > 0 ? this.#news() : nothing}
      ${desk({ view: this.view, talk, stand: this.stand, draft, note, hands: this.#hands })}`;
  }

  #topEdge(): TemplateResult | typeof nothing {
    if (this.shown.from > 0 || this.older === 'some')
      return html`<p class="edge"><vscode-button appearance="secondary" @click=${() => this.#earlier()}>Show earlier messages</vscode-button></p>`;
    return this.older === 'asked' ? html`<p class="edge">Reading earlier messages…</p>` : nothing;
  }

  #news(): TemplateResult {
    const words = this.unseen === 1 ? '1 new message' : `${this.unseen} new messages`;
    return html`<p class="news"><vscode-button id="news" appearance="secondary" @click=${() => this.#toNewest()}>${words} below</vscode-button></p>`;
  }

  #empty(): TemplateResult | typeof nothing {
    return this.view.link.kind === 'loading' && this.slow
      ? html`<header><p>Loading the conversation…</p></header>`
      : nothing;
  }

  get #scroll(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#scroll');
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
        this.#take(message);
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
      this.#toNewest();
      this.#focus('#draft');
    } else if (deed === 'return') this.host.save({ note: '' });
  }

  #take({ place, items, older }: Messages): void {
    const scroll = this.#scroll;
    const anchor = scroll && anchorOf(scroll);
    const count = this.messages.length;
    const follows = place === 'replace' || (place === 'newer' && this.shown.to >= count && this.#sticks);
    this.#sticks = follows;
    this.messages = place === 'replace' ? [...items] : merged(this.messages, items);
    if (older !== undefined) this.older = older ? 'some' : 'none';
    const added = this.messages.length - count;
    if (place === 'older') this.shown = earlier(moved(this.shown, added));
    else if (follows) this.shown = newest(this.messages.length);
    else this.unseen += added;
    if (place === 'newer') this.#announce(items);
    void this.updateComplete.then(() => {
      const now = this.#scroll;
      if (now && anchor && !this.#sticks) restore(now, anchor);
    });
  }

  #announce(items: readonly MessageItem[]): void {
    const last = items.at(-1);
    if (!last || !this.view.talk) return;
    const said = `${speaker(last, this.view.talk.bot)}: ${last.text}`;
    this.polite =
      items.length > 1 ? `${items.length} new messages. ${oneLine(said, SPOKEN)}` : oneLine(said, SPOKEN);
  }

  #onScroll(): void {
    const scroll = this.#scroll;
    if (!scroll) return;
    if (scroll.scrollTop < NEAR) this.#earlier();
    else if (scroll.scrollHeight - scroll.clientHeight - scroll.scrollTop < NEAR) this.#later();
    this.#sticks = this.shown.to >= this.messages.length && isAtEnd(scroll);
    if (this.#sticks) this.unseen = 0;
  }

  #earlier(): void {
    if (this.shown.from > 0) this.#move(earlier(this.shown));
    else if (this.older === 'some') {
      this.older = 'asked';
      this.host.post({ kind: 'older', before: this.messages[0]?.seq ?? 0 });
    }
  }

  #later(): void {
    if (this.shown.to < this.messages.length) this.#move(later(this.shown, this.messages.length));
  }

  #move(part: Part): void {
    const scroll = this.#scroll;
    const anchor = scroll && anchorOf(scroll);
    this.shown = part;
    if (anchor) void this.updateComplete.then(() => scroll && restore(scroll, anchor));
  }

  #toNewest(): void {
    this.shown = newest(this.messages.length);
    this.unseen = 0;
    this.#sticks = true;
  }

  #stick(): void {
    if (this.#sticks && this.#scroll) toEnd(this.#scroll);
  }

  /** The thread has the focus at the start, so that arrow keys read it; never a button. */
  protected override updated(_changed: PropertyValues): void {
    this.#stick();
    if (this.#focused || !this.#scroll) return;
    this.#focused = true;
    this.#resized.observe(this.#scroll);
    this.#scroll.focus({ preventScroll: true });
  }
}
