/**
 * The oversight page: how people's part in the work goes, and the reviews of finished answers.
 *
 * Owns: what is on screen, how tables are sorted, where a person stands with an answer. Does not own: the figures (the
 * engine's), files and the clipboard (the host's). 1. Figures never jump while they are read: a table keeps its order.
 * 2. A verdict takes two acts. 3. What is written survives a reload and a refusal.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  Focus,
  OversightDeed,
  OversightReply,
  OversightView,
  ToOversightPage,
} from '../../schemas/protocol/oversight-page.ts';
import type { ReviewDetail, ReviewVerdict } from '../../schemas/protocol/views.ts';
import { linkBanner } from '../page/link-banner.ts';
import { sharedStyles } from '../page/styles.ts';
import { clockTime, exactTime } from '../review/moment.ts';
import { type AnswersHands, answers } from './answers.ts';
import { figures } from './figures.ts';
import type { OversightHost, Tab } from './host.ts';
import { oversightStyles } from './styles.ts';
import type { Sort } from './table.ts';
import { answered, arm, cancel, confirm, KEYS, READING, type Stand } from './verdict.ts';
import { VERDICTS } from './words.ts';

const LOADING_AFTER_MS = 300;
const CLOCK_MS = 10_000;
const WORDS = { gone: 'The engine has no figures.', stale: 'Until then nothing can be recorded.' };
const TABS: readonly { tab: Tab; title: string }[] = [
  { tab: 'figures', title: 'Figures' },
  { tab: 'answers', title: 'Finished answers' },
];

export class HandoffOversight extends LitElement {
  static override styles = [sharedStyles, oversightStyles];

  @property({ attribute: false }) host!: OversightHost;
  @state() private view: OversightView = {
    link: { kind: 'loading' },
    me: null,
    stats: null,
    at: null,
    names: {},
    answers: { items: [], total: 0 },
  };
  @state() private sort: { nodes: Sort; reviewers: Sort } = {
    nodes: { key: 'opened', down: true },
    reviewers: { key: 'decided', down: true },
  };
  @state() private stand: Stand = READING;
  @state() private detail: ReviewDetail | undefined;
  @state() private wanted: { bot?: string; node?: string } | undefined;
  @state() private slow = false;
  @state() private now = Date.now();
  /** Spoken politely. */
  @state() private polite = '';
  #nextRequest = 1;
  /** The read under way, and whether the person asked for it and goes on there. */
  #reading: { request: number; focus: string | undefined } | undefined;
  /** What comes after the answer whose verdict is being saved. */
  #then: string | undefined;
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
    const { link, stats, at } = this.view;
    return html`
      <div class="sr" role="status">${this.polite}</div>
      <header><h1>Oversight</h1>
        <p class="meta"><span>Counts and rates over everything this store holds</span>
          ${at ? html`<span title=${exactTime(at)}>as of ${clockTime(at)}</span>` : nothing}</p></header>
      ${linkBanner(link, this.now, WORDS, () => this.#deed('show-log'))}
      ${stats ? this.#page(stats) : this.#empty()}`;
  }

  #page(stats: NonNullable<OversightView['stats']>): TemplateResult {
    const { tab } = this.host.saved();
    return html`${this.#tabs(tab)}
      <div class="body" id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${tab}">
        ${tab === 'figures' ? this.#figures(stats) : this.#answers()}</div>`;
  }

  #tabs(chosen: Tab): TemplateResult {
    const open = this.view.answers.items.filter(({ status }) => status === 'open').length;
    return html`<div class="tabs">
      <div role="tablist" aria-label="Oversight" @keydown=${(event: KeyboardEvent) => this.#onTabKey(event)}>${TABS.map(
        ({
          tab,
          title,
        }) => html`<button role="tab" id="tab-${tab}" aria-selected=${tab === chosen ? 'true' : 'false'}
          aria-controls="panel" tabindex=${tab === chosen ? 0 : -1} @click=${() => this.#open(tab)}>${title}${tab === 'answers' && open > 0 ? ` (${open})` : ''}</button>`,
      )}</div>
      <span class="apart">${
        chosen === 'figures'
          ? html`<vscode-button appearance="secondary" @click=${() => this.#deed('copy')}>Copy</vscode-button>
            <vscode-button appearance="secondary" @click=${() => this.#deed('save-csv')}>Save as CSV…</vscode-button>`
          : html`<vscode-button appearance="secondary" @click=${() => this.#deed('save-reviews')}>Save reviews as JSONL…</vscode-button>`
      }</span>
    </div>`;
  }

  #figures(stats: NonNullable<OversightView['stats']>): TemplateResult {
    if (stats.nodes.length === 0 && stats.reviewRate === null)
      return html`<p class="empty">Nothing has run yet, so there is nothing to count. Start the engine and talk to a bot;
        each handoff appears here by itself.</p>`;
    return figures({
      stats,
      names: this.view.names,
      sort: this.sort,
      onSort: (table, sort) => {
        this.sort = { ...this.sort, [table]: sort };
      },
      wanted: this.wanted,
    });
  }

  #answers(): TemplateResult {
    const { review, correction, note } = this.host.saved();
    return answers({
      view: this.view,
      selected: review,
      detail: this.detail?.id === review ? this.detail : undefined,
      stand: this.stand,
      correction,
      note,
      now: this.now,
      hands: this.#hands,
    });
  }

  #empty(): TemplateResult | typeof nothing {
    return this.view.link.kind === 'loading' && this.slow
      ? html`<div class="body"><p>Loading the figures…</p></div>`
      : nothing;
  }

  readonly #hands: AnswersHands = {
    select: (review) => this.#select(review),
    step: (by) => this.#step(by),
    arm: (verdict) => this.#arm(verdict),
    confirm: () => this.#confirm(),
    cancel: () => {
      this.stand = cancel(this.stand);
      this.#focus('#answer');
    },
    correct: (correction) => this.#keep({ correction }),
    note: (note) => this.#keep({ note }),
    more: () => this.#deed('more'),
    signIn: () => this.#deed('sign-in'),
    key: (event) => this.#onKey(event),
  };

  #deed(deed: OversightDeed): void {
    this.host.post({ kind: 'deed', deed });
  }

  #keep(change: Partial<ReturnType<OversightHost['saved']>>): void {
    this.host.save(change);
    this.requestUpdate();
  }

  #focus(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #open(tab: Tab): void {
    this.#keep({ tab });
    if (tab === 'answers' && !this.detail) this.#readSelected();
  }

  #onTabKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const { tab } = this.host.saved();
    const next = tab === 'figures' ? 'answers' : 'figures';
    this.#open(next);
    this.#focus(`#tab-${next}`);
  }

  /** Single keys work only within the answers and outside of texts, and none of them records anything. */
  #onKey(event: KeyboardEvent): void {
    const path = event.composedPath();
    const inText = path.some((each) => each instanceof HTMLTextAreaElement);
    if (inText || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const verdict = KEYS[key];
    if (verdict) this.#arm(verdict);
    else if (key === 'n') this.#step(1);
    else if (key === 'p') this.#step(-1);
    else return;
    event.preventDefault();
  }

  #select(review: string): void {
    if (review === this.host.saved().review && this.detail?.id === review) {
      this.#focus('#answer');
      return;
    }
    this.stand = READING;
    this.#keep({ review, correction: '', note: '' });
    this.#read(review, '#answer');
  }

  /** What was shown before a reload, else the first that waits for a look. */
  #readSelected(): void {
    const { items } = this.view.answers;
    const { review } = this.host.saved();
    if (items.some(({ id }) => id === review)) this.#read(review);
    else {
      const first = items.find(({ status }) => status === 'open') ?? items[0];
      if (first) this.#select(first.id);
    }
  }

  #read(id: string, focus?: string): void {
    const request = this.#nextRequest++;
    this.#reading = { request, focus };
    this.host.post({ kind: 'request', id: request, method: 'review/get', params: { id } });
  }

  #step(by: 1 | -1): void {
    const { items } = this.view.answers;
    const at = items.findIndex(({ id }) => id === this.host.saved().review);
    const next = items[at + by];
    if (next) this.#select(next.id);
    else this.polite = by === 1 ? 'This is the last one.' : 'This is the first one.';
  }

  #arm(verdict: ReviewVerdict): void {
    const { detail, view } = this;
    if (detail?.status !== 'open' || view.link.kind !== 'live' || view.me === null) return;
    this.stand = arm(this.stand, verdict);
    if (verdict === 'corrected' && this.host.saved().correction === '')
      this.#keep({ correction: detail.answer });
    this.polite = `${VERDICTS[verdict]}? Enter confirms, Escape takes it back.`;
    this.#focus(verdict === 'corrected' ? '#correction' : '#confirm');
  }

  #confirm(): void {
    const { detail } = this;
    if (!detail) return;
    const { correction, note } = this.host.saved();
    const request = this.#nextRequest;
    this.stand = confirm(this.stand, { correction, answer: detail.answer, request });
    if (this.stand.kind !== 'sending' || this.stand.request !== request) return;
    this.#nextRequest += 1;
    this.#then = this.#nextWaiting(detail.id);
    const { verdict } = this.stand;
    const params = {
      id: detail.id,
      verdict,
      ...(verdict === 'corrected' && { correction }),
      ...(verdict !== 'good' && note.trim() !== '' && { note }),
    };
    this.host.post({ kind: 'request', id: request, method: 'review/record', params });
  }

  #receive(message: ToOversightPage): void {
    switch (message.kind) {
      case 'view':
        this.#show(message.view);
        return;
      case 'reply':
        this.#answer(message.reply);
        return;
      case 'focus':
        this.#go(message.focus);
        return;
      default:
        message satisfies never;
    }
  }

  #show(view: OversightView): void {
    this.view = view;
    this.now = Date.now();
    if (this.host.saved().tab !== 'answers') return;
    const shown = view.answers.items.find(({ id }) => id === this.detail?.id);
    if (!this.detail) this.#readSelected();
    else if (shown && shown.status !== this.detail.status) this.#read(shown.id);
  }

  #go(focus: Focus): void {
    this.#open(focus.tab);
    if (focus.tab === 'answers') {
      if (focus.review !== undefined) this.#select(focus.review);
      return;
    }
    this.wanted = focus;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('tr.current')?.scrollIntoView({ block: 'center' }),
    );
  }

  #answer(reply: OversightReply): void {
    if (reply.id === this.#reading?.request) {
      const { focus } = this.#reading;
      this.#reading = undefined;
      this.detail = reply.kind === 'done' ? (reply.review ?? undefined) : undefined;
      if (reply.kind === 'refused') this.polite = reply.message;
      else if (focus) this.#focus(focus);
      return;
    }
    const wasSending = this.stand.kind === 'sending' && this.stand.request === reply.id;
    this.stand = answered(this.stand, reply);
    if (wasSending && reply.kind === 'done') this.#next();
  }

  /** After a verdict: the next one that waits, else the one that was just recorded. */
  #next(): void {
    const done = this.host.saved().review;
    const waiting = this.view.answers.items.filter(({ id, status }) => status === 'open' && id !== done);
    this.polite = `Saved. ${waiting.length} left to look at.`;
    this.#keep({ correction: '', note: '' });
    const next = waiting.find(({ id }) => id === this.#then) ?? waiting[0];
    if (next) this.#select(next.id);
    else this.#read(done, '#answer');
  }

  #nextWaiting(review: string): string | undefined {
    const { items } = this.view.answers;
    const at = items.findIndex(({ id }) => id === review);
    return items.slice(at + 1).find(({ status }) => status === 'open')?.id;
  }
}
