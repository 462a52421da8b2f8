/**
 * A person's way through the finished answers: which one is shown, where they stand with it, what comes next.
 * 1. A verdict takes two acts. 2. What is written survives a reload and a refusal. 3. Single keys only arm.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { OversightReply, OversightView } from '../../schemas/protocol/oversight-page.ts';
import type { ReviewDetail, ReviewVerdict } from '../../schemas/protocol/views.ts';
import type { Answers, AnswersHands } from './answers.ts';
import type { OversightHost } from './host.ts';
import { answered, arm, cancel, confirm, KEYS, READING, type Stand } from './verdict.ts';
import { VERDICTS } from './words.ts';

/** The page it is part of. */
export interface Surroundings extends ReactiveControllerHost {
  readonly host: OversightHost;
  readonly view: OversightView;
  /** Says it politely. */
  say(text: string): void;
  focusOn(selector: string): void;
}

export class Looking implements ReactiveController {
  readonly #page: Surroundings;
  #stand: Stand = READING;
  #detail: ReviewDetail | undefined;
  /** The read under way, and where the person goes on if they asked for it. */
  #reading: { request: number; focus: string | undefined } | undefined;
  /** What comes after the answer whose verdict is being saved. */
  #then: string | undefined;
  #nextRequest = 1;

  constructor(page: Surroundings) {
    this.#page = page;
    page.addController(this);
  }

  hostConnected(): void {
    this.#page.requestUpdate();
  }

  /** Everything that is drawn of it but the view. */
  get drawn(): Omit<Answers, 'view' | 'now'> {
    const { review, correction, note } = this.#page.host.saved();
    const detail = this.#detail?.id === review ? this.#detail : undefined;
    return { selected: review, detail, stand: this.#stand, correction, note, hands: this.#hands };
  }

  select(review: string): void {
    if (review === this.#page.host.saved().review && this.#detail?.id === review) {
      this.#page.focusOn('#answer');
      return;
    }
    this.#stand = READING;
    this.#keep({ review, correction: '', note: '' });
    this.#read(review, '#answer');
  }

  /** After a new view: what was shown before a reload or else waits first, or what somebody did meanwhile. */
  refresh(): void {
    const shown = this.#items.find(({ id }) => id === this.#detail?.id);
    if (!this.#detail) this.#readSelected();
    else if (shown && shown.status !== this.#detail.status) this.#read(shown.id);
  }

  answer(reply: OversightReply): void {
    this.#page.requestUpdate();
    if (reply.id === this.#reading?.request) this.#show(reply, this.#reading.focus);
    else {
      const wasSending = this.#stand.kind === 'sending' && this.#stand.request === reply.id;
      this.#stand = answered(this.#stand, reply);
      if (wasSending && reply.kind === 'done') this.#next();
    }
  }

  readonly #hands: AnswersHands = {
    select: (review) => this.select(review),
    step: (by) => this.#step(by),
    arm: (verdict) => this.#arm(verdict),
    confirm: () => this.#confirm(),
    cancel: () => {
      this.#become(cancel(this.#stand));
      this.#page.focusOn('#answer');
    },
    correct: (correction) => this.#keep({ correction }),
    note: (note) => this.#keep({ note }),
    more: () => this.#page.host.post({ kind: 'deed', deed: 'more' }),
    signIn: () => this.#page.host.post({ kind: 'deed', deed: 'sign-in' }),
    key: (event) => this.#onKey(event),
  };

  get #items(): OversightView['answers']['items'] {
    return this.#page.view.answers.items;
  }

  #become(stand: Stand): void {
    this.#stand = stand;
    this.#page.requestUpdate();
  }

  #keep(change: Parameters<OversightHost['save']>[0]): void {
    this.#page.host.save(change);
    this.#page.requestUpdate();
  }

  /** Single keys work only within the answers and outside of texts, and none of them records anything. */
  #onKey(event: KeyboardEvent): void {
    const inText = event.composedPath().some((each) => each instanceof HTMLTextAreaElement);
    if (inText || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const verdict = KEYS[key];
    if (verdict) this.#arm(verdict);
    else if (key === 'n') this.#step(1);
    else if (key === 'p') this.#step(-1);
    else return;
    event.preventDefault();
  }

  #readSelected(): void {
    const { review } = this.#page.host.saved();
    if (this.#items.some(({ id }) => id === review)) this.#read(review);
    else {
      const first = this.#items.find(({ status }) => status === 'open') ?? this.#items[0];
      if (first) this.select(first.id);
    }
  }

  #read(id: string, focus?: string): void {
    const request = this.#nextRequest++;
    this.#reading = { request, focus };
    this.#page.host.post({ kind: 'request', id: request, method: 'review/get', params: { id } });
  }

  #show(reply: OversightReply, focus: string | undefined): void {
    this.#reading = undefined;
    this.#detail = reply.kind === 'done' ? (reply.review ?? undefined) : undefined;
    if (reply.kind === 'refused') this.#page.say(reply.message);
    else if (focus) this.#page.focusOn(focus);
  }

  #step(by: 1 | -1): void {
    const at = this.#items.findIndex(({ id }) => id === this.#page.host.saved().review);
    const next = this.#items[at + by];
    if (next) this.select(next.id);
    else this.#page.say(by === 1 ? 'This is the last one.' : 'This is the first one.');
  }

  #arm(verdict: ReviewVerdict): void {
    const { link, me } = this.#page.view;
    const detail = this.#detail;
    if (detail?.status !== 'open' || link.kind !== 'live' || me === null) return;
    this.#become(arm(this.#stand, verdict));
    const isFresh = this.#page.host.saved().correction === '';
    if (verdict === 'corrected' && isFresh) this.#keep({ correction: detail.answer });
    this.#page.say(`${VERDICTS[verdict]}? Enter confirms, Escape takes it back.`);
    this.#page.focusOn(verdict === 'corrected' ? '#correction' : '#confirm');
  }

  #confirm(): void {
    const detail = this.#detail;
    if (!detail) return;
    const { correction, note } = this.#page.host.saved();
    const request = this.#nextRequest;
    this.#become(confirm(this.#stand, { correction, answer: detail.answer, request }));
    if (this.#stand.kind !== 'sending' || this.#stand.request !== request) return;
    this.#nextRequest += 1;
    this.#then = this.#waitingAfter(detail.id);
    const { verdict } = this.#stand;
    const params = {
      id: detail.id,
      verdict,
      ...(verdict === 'corrected' && { correction }),
      ...(verdict !== 'good' && note.trim() !== '' && { note }),
    };
    this.#page.host.post({ kind: 'request', id: request, method: 'review/record', params });
  }

  /** After a verdict: the next one that waits, else the one that was just recorded. */
  #next(): void {
    const done = this.#page.host.saved().review;
    const waiting = this.#items.filter(({ id, status }) => status === 'open' && id !== done);
    this.#page.say(`Saved. ${waiting.length} left to look at.`);
    this.#keep({ correction: '', note: '' });
    const next = waiting.find(({ id }) => id === this.#then) ?? waiting[0];
    if (next) this.select(next.id);
    else this.#read(done, '#answer');
  }

  #waitingAfter(review: string): string | undefined {
    const at = this.#items.findIndex(({ id }) => id === review);
    return this.#items.slice(at + 1).find(({ status }) => status === 'open')?.id;
  }
}
