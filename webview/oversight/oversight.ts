/**
 * The oversight page: how people's part in the work goes, and the reviews of finished answers.
 *
 * Owns: what is on screen and how tables are sorted. Does not own: the figures (the engine's), files and the clipboard (the
 * host's), the way through the answers (`looking.ts`). Figures never jump while they are read: a table keeps its order.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type {
  Focus,
  OversightDeed,
  OversightView,
  ToOversightPage,
} from '../../schemas/protocol/oversight-page.ts';
import { linkBanner } from '../page/link-banner.ts';
import { sharedStyles } from '../page/styles.ts';
import { clockTime, exactTime } from '../review/moment.ts';
import { answers } from './answers.ts';
import { figures } from './figures.ts';
import type { OversightHost, Tab } from './host.ts';
import { Looking } from './looking.ts';
import { oversightStyles } from './styles.ts';
import type { Sort } from './table.ts';

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
  @state() view: OversightView = {
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
  @state() private wanted: { bot?: string; node?: string } | undefined;
  @state() private slow = false;
  @state() private now = Date.now();
  /** Spoken politely. */
  @state() private polite = '';
  readonly #looking = new Looking(this);
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
    return answers({ view: this.view, now: this.now, ...this.#looking.drawn });
  }

  #empty(): TemplateResult | typeof nothing {
    return this.view.link.kind === 'loading' && this.slow
      ? html`<div class="body"><p>Loading the figures…</p></div>`
      : nothing;
  }

  #deed(deed: OversightDeed): void {
    this.host.post({ kind: 'deed', deed });
  }

  #keep(change: Partial<ReturnType<OversightHost['saved']>>): void {
    this.host.save(change);
    this.requestUpdate();
  }

  /** For the parts of the page. */
  say(text: string): void {
    this.polite = text;
  }

  focusOn(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  #open(tab: Tab): void {
    this.#keep({ tab });
    if (tab === 'answers') this.#looking.refresh();
  }

  #onTabKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const { tab } = this.host.saved();
    const next = tab === 'figures' ? 'answers' : 'figures';
    this.#open(next);
    this.focusOn(`#tab-${next}`);
  }

  #receive(message: ToOversightPage): void {
    switch (message.kind) {
      case 'view':
        this.#show(message.view);
        return;
      case 'reply':
        this.#looking.answer(message.reply);
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
    if (this.host.saved().tab === 'answers') this.#looking.refresh();
  }

  #go(focus: Focus): void {
    this.#open(focus.tab);
    if (focus.tab === 'answers') {
      if (focus.review !== undefined) this.#looking.select(focus.review);
      return;
    }
    this.wanted = focus;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('tr.current')?.scrollIntoView({ block: 'center' }),
    );
  }
}
