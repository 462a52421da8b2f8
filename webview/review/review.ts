/**
 * The review page: one handoff, from top to bottom, and one decision.
 *
 * Owns: what is on screen and where the person stands with it. Does not own: the connection, the person's credential,
 * the rules of deciding (the engine's). 1. Focus starts on the facts, never on a choice. 2. `handoff/seen` is said once a
 * revision, when its facts are visible; choices open after that. 3. A newer revision is shown as a difference first.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Reply, ReviewView, ToPage } from '../../schemas/protocol/webview.ts';
import { actionBar } from './actions.ts';
import { changeBanner, linkBanner, outcomeBanner, signInBanner } from './banners.ts';
import { type Choice, choicesOf, nameOf, outcomeOf } from './card.ts';
import { type Act, type Decision, READING, type Readiness, step } from './decision.ts';
import { type Change, differences } from './difference.ts';
import { consequences, conversation, heading, history, trail, variables, why } from './facts.ts';
import type { Host } from './host.ts';
import { reviewStyles } from './styles.ts';

const LOADING_AFTER_MS = 300;
const CLOCK_MS = 10_000;

export class HandoffReview extends LitElement {
  static override styles = reviewStyles;

  @property({ attribute: false }) host!: Host;
  @state() private view: ReviewView = { link: { kind: 'loading' }, me: null, item: null };
  @state() private decision: Decision = READING;
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
  #nextRequest = 1;
  #focused = false;
  #clock: ReturnType<typeof setInterval> | undefined;
  #observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#reportSeen();
  });

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
    const isOpen = item.status === 'open';
    return html`
      ${outcomeBanner(item, this.now)}
      ${signInBanner(this.view, () => this.host.post({ kind: 'sign-in' }))}
      ${this.changes.length > 0 ? changeBanner(this.changes, () => this.#acknowledge()) : nothing}
      ${consequences(item)}
      <div class="body" tabindex="0" role="region" aria-label="Details">
        <div class="column">${why(item)}${variables(item)}</div>
        <div class="column">${conversation(item, this.now)}</div>
        ${trail(item)}${history(item)}
      </div>
      ${isOpen ? actionBar({ item, decision: this.decision, hold: this.#hold(item), hands: this.#hands }) : nothing}`;
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

  readonly #hands = {
    choose: (choice: Choice) => this.#choose(choice),
    write: (text: string) => {
      this.host.saveDraft(text);
      this.#act({ kind: 'write', text });
    },
    confirm: () => this.#confirm(),
    cancel: () => {
      this.#act({ kind: 'cancel' });
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#facts')?.focus());
    },
  };

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

  #act(act: Act): void {
    this.decision = step(this.decision, act, this.#ready());
  }

  #choose(choice: Choice): void {
    this.#act({ kind: 'choose', choice });
    const armed = this.decision.kind;
    if (armed === 'reason') this.#act({ kind: 'write', text: this.host.draft() });
    this.polite = armed === 'armed' ? `${choice.text}? Enter confirms, Escape takes it back.` : '';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(armed === 'reason' ? '#reason' : '#confirm')?.focus(),
    );
  }

  #confirm(): void {
    const { item } = this.view;
    const request = this.#nextRequest;
    this.#act({ kind: 'confirm', request });
    if (item === null || this.decision.kind !== 'sending' || this.decision.request !== request) return;
    this.#nextRequest += 1;
    const { choice, reason } = this.decision;
    const { id, revision, digest } = item;
    const params = {
      id,
      revision,
      decision: choice.option.decision,
      digest,
      ...(reason && { reason }),
      seenSeq: this.seen?.seq,
    };
    this.host.post({ kind: 'request', id: request, method: 'handoff/decide', params });
  }

  #acknowledge(): void {
    this.changes = [];
    this.#reportSeen();
    this.renderRoot.querySelector<HTMLElement>('#facts')?.focus();
  }

  readonly #reportSeen = (): void => {
    const { item, link, me } = this.view;
    if (item?.status !== 'open' || link.kind !== 'live' || me === null || this.changes.length > 0) return;
    if (document.visibilityState !== 'visible' || this.seen?.revision === item.revision) return;
    const request = this.#nextRequest++;
    this.seen = { revision: item.revision, request };
    const params = { id: item.id, revision: item.revision };
    this.host.post({ kind: 'request', id: request, method: 'handoff/seen', params });
  };

  #receive(message: ToPage): void {
    switch (message.kind) {
      case 'view':
        this.#show(message.view);
        return;
      case 'reply':
        this.#answer(message.reply);
        return;
      case 'arm':
        this.#arm(message.option);
        return;
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
    if (view.link.kind !== 'live') this.#act({ kind: 'revised' });
  }

  #compare(before: HandoffDetail, after: HandoffDetail): void {
    if (after.status !== 'open' && before.status === 'open') {
      this.#act({ kind: 'revised' });
      this.assertive = outcomeOf(after);
    } else if (after.revision !== before.revision) {
      this.#act({ kind: 'revised' });
      this.#wanted = undefined;
      this.changes = differences(before, after);
      this.assertive = 'This changed while you were reading. Read the change before you decide.';
    } else if (after.newMessages > before.newMessages) {
      this.polite = `${after.newMessages - before.newMessages} new message`;
    }
  }

  #answer(reply: Reply): void {
    if (this.seen?.request === reply.id) {
      this.seen = reply.kind === 'done' ? { ...this.seen, seq: reply.result.seq } : undefined;
      if (this.#wanted) this.#arm(this.#wanted);
      return;
    }
    if (this.decision.kind !== 'sending' || this.decision.request !== reply.id) return;
    const told = tellingOf(reply);
    if (reply.kind === 'done') this.host.saveDraft('');
    if (told === undefined) {
      this.#act({ kind: reply.kind === 'done' ? 'answered' : 'withdrawn' });
      return;
    }
    this.#act({ kind: 'tell', message: told });
    this.assertive = told;
  }

  #arm(option: 'approve' | 'reject'): void {
    const { item } = this.view;
    this.#wanted = item && this.#isSeen(item) ? undefined : option;
    const choice = item ? choicesOf(item).find((each) => each.weight === option) : undefined;
    if (choice && !this.#wanted) this.#choose(choice);
  }
}

/** What a person has to hear of the answer to a decision; nothing where the handoff itself says it. */
function tellingOf(reply: Reply): string | undefined {
  if (reply.kind === 'refused') return reply.message;
  const missing =
    reply.kind === 'done' && 'pending' in reply.result ? reply.result.pending?.missing : undefined;
  return missing && `Your vote is recorded. Still needed: ${missing.map(nameOf).join(', ')}.`;
}
