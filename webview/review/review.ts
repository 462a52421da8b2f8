/**
 * The review page: one handoff, from top to bottom, and one decision.
 *
 * Owns: what is on screen and where the person stands with it. Does not own: the connection, the person's credential,
 * the rules of deciding (the engine's). 1. Focus starts on the facts, never on a choice. 2. `handoff/seen` is said once a
 * revision, when its facts are visible; choices open after that. 3. A newer revision is shown as a difference first.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { editablesOf } from '../../schemas/protocol/editable.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { ReviewView, ToPage } from '../../schemas/protocol/webview.ts';
import { actionBar } from './actions.ts';
import { changeBanner, linkBanner, outcomeBanner, signInBanner } from './banners.ts';
import { choicesOf, outcomeOf } from './card.ts';
import { draft, sideBySide, similar, steps, votes, weighed, why } from './context.ts';
import { Deciding } from './deciding.ts';
import type { Readiness } from './decision.ts';
import type { Desk } from './desk.ts';
import { type Change, differences } from './difference.ts';
import { Doing } from './doing.ts';
import { editsBox, mainDecisions } from './edits.ts';
import { consequences, conversation, heading, variables } from './facts.ts';
import type { Raw } from './form/answer.ts';
import { formBox } from './form/draw.ts';
import { history } from './history.ts';
import type { Host } from './host.ts';
import { questions, waitingBanner } from './questions.ts';
import { Requests } from './requests.ts';
import { reviewStyles } from './styles.ts';
import { secondsLeft, undoableUntil, undoBar } from './undo.ts';

const LOADING_AFTER_MS = 300;
const SECOND_MS = 1000;
/** Times that people read change this often, in seconds; a countdown every second. */
const CLOCK_SECONDS = 10;

export class HandoffReview extends LitElement {
  static override styles = reviewStyles;

  @property({ attribute: false }) host!: Host;
  @state() private view: ReviewView = { link: { kind: 'loading' }, me: null, item: null, people: [] };
  @state() private changes: Change[] = [];
  @state() private slow = false;
  @state() private now = Date.now();
  /** Spoken politely and at once. */
  @state() private polite = '';
  @state() private assertive = '';

  /** Revision whose facts were reported as seen, with the sequence of that report once it is known. */
  @state() private seen: { revision: number; request: number; seq?: number } | undefined;
  /** A choice that a command asked for before the facts were on screen. */
  #wanted: 'approve' | 'reject' | undefined;
  #focused = false;
  #clock: ReturnType<typeof setInterval> | undefined;
  #deciding!: Deciding;
  #doing!: Doing;
  #requests!: Requests;
  #observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#reportSeen();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#requests = new Requests(this.host);
    this.#deciding = new Deciding(this.#desk);
    this.#doing = new Doing(this.#desk);
    this.host.onMessage((message) => this.#receive(message));
    this.host.post({ kind: 'ready' });
    setTimeout(() => {
      this.slow = true;
    }, LOADING_AFTER_MS);
    let ticks = 0;
    this.#clock = setInterval(() => {
      ticks += 1;
      if (ticks % CLOCK_SECONDS === 0 || this.#undoUntil() !== undefined) this.now = Date.now();
    }, SECOND_MS);
    document.addEventListener('visibilitychange', this.#reportSeen);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#clock);
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#reportSeen);
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { item, link } = this.view;
    return html`
      <div class="sr" role="status">${this.polite}</div>
      <div class="sr" role="alert">${this.assertive}</div>
      ${item ? heading(item, this.now) : nothing}
      ${linkBanner(link, this.now, () => this.host.post({ kind: 'show-log' }))}
      ${item ? this.#page(item) : this.#empty()}`;
  }

  #page(item: HandoffDetail): TemplateResult {
    const { editing, fields, filled, faults } = this.#deciding;
    const { edits, writing } = editing;
    const fill = (path: string, raw: Raw) => this.#deciding.fill(path, raw);
    return html`
      ${outcomeBanner(item, this.now)}
      ${this.#undo(item)}
      ${signInBanner(this.view, () => this.host.post({ kind: 'sign-in' }))}
      ${this.changes.length > 0 ? changeBanner(this.changes, () => this.#acknowledge()) : nothing}
      ${waitingBanner(item, this.now)}
      ${consequences(item, this.#deciding.shown())}
      <div class="body" tabindex="0" role="region" aria-label="Details">
        ${sideBySide(item, edits)}
        <div class="column">${why(item)}${votes(item)}${weighed(item)}
          ${item.status === 'open' ? formBox({ fields, filled, faults, fill }, 'Your answer') : nothing}
          ${editsBox(item, edits, writing, editing)}${draft(item, edits)}${similar(item, this.now)}${variables(item)}</div>
        <div class="column">${steps(item)}${questions(item, this.now)}${conversation(item, this.now)}</div>
        ${history(item)}
      </div>
      ${item.status === 'open' ? this.#bar(item) : nothing}`;
  }

  #bar(item: HandoffDetail): TemplateResult {
    const { me, people } = this.view;
    const more = { item, me, people, more: this.#doing.more, hands: this.#doing };
    const { decision, editing } = this.#deciding;
    const edit = editablesOf(item).length > 0 ? () => this.#desk.focus('edits') : undefined;
    const main = mainDecisions(item, editing.edits);
    return actionBar({ item, decision, hold: this.#hold(item), hands: this.#deciding, main, edit, more });
  }

  #undo(item: HandoffDetail): TemplateResult | typeof nothing {
    const until = this.#undoUntil();
    if (until === undefined) return nothing;
    const { undoRefused: refused, undoing: sending } = this.#doing;
    const left = secondsLeft(until, this.now);
    return undoBar(item, { left, refused, sending }, () => this.#doing.undo());
  }

  #undoUntil(): number | undefined {
    const { item, me, link } = this.view;
    return item && link.kind === 'live' ? undoableUntil(item, me, Date.now()) : undefined;
  }

  #empty(): TemplateResult | typeof nothing {
    return this.view.link.kind === 'loading' && this.slow
      ? html`<header><p>Loading the handoff…</p></header>`
      : nothing;
  }

  protected override updated(_changed: PropertyValues): void {
    const facts = this.renderRoot.querySelector<HTMLElement>('#facts');
    if (!facts) return;
    this.#observer.disconnect();
    this.#observer.observe(facts);
    if (this.#focused) return;
    this.#focused = true;
    facts.focus({ preventScroll: true });
  }

  get #desk(): Desk {
    const page = this;
    return {
      get item() {
        return page.view.item;
      },
      host: this.host,
      requests: this.#requests,
      ready: () => this.#ready(),
      seenSeq: () => this.seen?.seq,
      changed: () => this.requestUpdate(),
      say: (words, how) => {
        this[how] = words;
      },
      focus: (id) =>
        void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus()),
    };
  }

  /** Why nothing can be chosen now. */
  #hold(item: HandoffDetail): string | undefined {
    if (this.view.link.kind !== 'live') return 'Nothing can be decided here right now.';
    if (this.view.me === null) return 'Sign in to decide.';
    if (this.changes.length > 0) return 'Read what changed first.';
    return this.#isSeen(item) ? undefined : 'Opens once the facts above were on screen.';
  }

  #isSeen(item: HandoffDetail): boolean {
    return this.seen?.revision === item.revision && this.seen.seq !== undefined;
  }

  #ready(): Readiness {
    const { item, link, me } = this.view;
    const open = item?.status === 'open' && link.kind === 'live' && me !== null && this.changes.length === 0;
    return { open, seen: item !== null && this.#isSeen(item) };
  }

  #acknowledge(): void {
    this.changes = [];
    this.#reportSeen();
    if (this.view.item) this.#deciding.take(this.view.item);
    this.renderRoot.querySelector<HTMLElement>('#facts')?.focus();
  }

  readonly #reportSeen = (): void => {
    const { item, link, me } = this.view;
    if (item?.status !== 'open' || link.kind !== 'live' || me === null || this.changes.length > 0) return;
    if (document.visibilityState !== 'visible' || this.seen?.revision === item.revision) return;
    const params = { id: item.id, revision: item.revision };
    const request = this.#requests.send('handoff/seen', params, (reply, id) => {
      if (this.seen?.request !== id) return;
      const isDone = reply.kind === 'done' && 'seq' in reply.result;
      this.seen = isDone && 'seq' in reply.result ? { ...this.seen, seq: reply.result.seq } : undefined;
      if (this.#wanted) this.#arm(this.#wanted);
    });
    this.seen = { revision: item.revision, request };
  };

  #receive(message: ToPage): void {
    switch (message.kind) {
      case 'view':
        this.#show(message.view);
        return;
      case 'reply':
        this.#requests.hear(message.reply);
        return;
      case 'arm':
        this.#arm(message.option);
        return;
      case 'edited': {
        const fault = this.#deciding.editing.edited(message.path, message.text);
        if (fault !== undefined) this.assertive = `Your text was not taken: ${fault}`;
        return;
      }
      default:
        message satisfies never;
    }
  }

  #show(view: ReviewView): void {
    const before = this.view;
    this.view = view;
    this.now = Date.now();
    if (view.me !== before.me) this.seen = undefined;
    if (view.item && before.item) this.#compare(before.item, view.item);
    else if (view.item) this.#deciding.take(view.item);
    if (view.link.kind !== 'live') this.#deciding.revised();
  }

  #compare(before: HandoffDetail, after: HandoffDetail): void {
    if (after.status !== 'open' && before.status === 'open') {
      this.#deciding.revised();
      this.#doing.close();
      const until = this.#undoUntil();
      const undo =
        until === undefined ? '' : `. You can undo it for ${secondsLeft(until, Date.now())} seconds`;
      this.assertive = `${outcomeOf(after)}${undo}`;
    } else if (after.status === 'open' && before.status !== 'open') {
      this.changes = [];
      this.assertive = 'It is open again: the decision was taken back.';
      this.#deciding.take(after);
    } else if (after.revision !== before.revision) {
      this.#deciding.revised();
      this.#doing.close();
      this.#wanted = undefined;
      this.changes = differences(before, after);
      this.assertive = 'This changed while you were reading. Read the change before you decide.';
      this.#deciding.take(after);
    } else if (after.newMessages > before.newMessages) {
      this.polite = `${after.newMessages - before.newMessages} new message`;
    }
  }

  #arm(option: 'approve' | 'reject'): void {
    const { item } = this.view;
    this.#wanted = item && this.#isSeen(item) ? undefined : option;
    const choice = item ? choicesOf(item).find((each) => each.weight === option) : undefined;
    if (choice && !this.#wanted) this.#deciding.choose(choice);
  }
}
