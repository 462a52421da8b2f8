/** Finished answers that were picked for a look (R41, R42): the list, one of them whole, and the verdict on it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { OversightView } from '../../schemas/protocol/oversight-page.ts';
import { MAX_CORRECTION } from '../../schemas/protocol/oversight-page.ts';
import type { ReviewDetail, ReviewItem, ReviewVerdict } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import { speaker } from '../conversation/thread.ts';
import { foreign } from '../review/foreign.ts';
import { clockTime, exactTime, relativeTime } from '../review/moment.ts';
import type { Stand } from './verdict.ts';
import { nameOf, percent, VERDICTS } from './words.ts';

const ROW_LENGTH = 80;
/** Why the engine picked it; newer reasons are shown as they are. */
const PICKED: Readonly<Record<string, string>> = {
  first: 'one of the first of its kind',
  sample: 'by chance, as a sample',
};

export interface AnswersHands {
  select(review: string): void;
  step(by: 1 | -1): void;
  arm(verdict: ReviewVerdict): void;
  confirm(): void;
  cancel(): void;
  correct(text: string): void;
  note(text: string): void;
  more(): void;
  signIn(): void;
  key(event: KeyboardEvent): void;
}

export interface Answers {
  view: OversightView;
  selected: string;
  /** Nothing while it is read. */
  detail: ReviewDetail | undefined;
  stand: Stand;
  correction: string;
  note: string;
  now: number;
  hands: AnswersHands;
}

export function answers(parts: Answers): TemplateResult {
  const { items, total } = parts.view.answers;
  if (items.length === 0)
    return html`<p class="empty quiet">No finished answer was picked for a look yet. Under <code>reviews</code> of a bot,
      <code>handoff.config.json</code> says how many are: <code>{ "first": 3, "percent": 10 }</code>.</p>`;
  const open = items.filter(({ status }) => status === 'open').length;
  return html`<div class="answers" @keydown=${parts.hands.key}>
    <nav aria-label="Finished answers">
      <p class="quiet">${open} to look at, ${total} in all</p>
      <ol class="list">${items.map((item) => listRow(item, parts))}</ol>
      ${items.length < total ? html`<vscode-button appearance="secondary" @click=${parts.hands.more}>Show more</vscode-button>` : nothing}
    </nav>
    ${parts.detail ? answer(parts.detail, parts) : html`<p class="quiet">${parts.selected ? 'Reading it…' : 'Pick an answer from the list.'}</p>`}
  </div>`;
}

function listRow(item: ReviewItem, { selected, hands, now }: Answers): TemplateResult {
  const isSelected = item.id === selected;
  return html`<li><button class="pick" data-review=${item.id} aria-current=${isSelected ? 'true' : 'false'} @click=${() => hands.select(item.id)}>
    <span>${foreign(headline(item.answer, ROW_LENGTH) || 'An empty answer')}</span>
    <span class="quiet"><span class="tag">${item.verdict ? VERDICTS[item.verdict] : 'to look at'}</span>
      ${foreign(oneLine(item.bot, ROW_LENGTH))} · <span title=${exactTime(item.openedAt)}>${relativeTime(item.openedAt, now)}</span></span>
  </button></li>`;
}

function answer(detail: ReviewDetail, parts: Answers): TemplateResult {
  const { hands, view } = parts;
  return html`<section class="one" id="answer" tabindex="-1" aria-labelledby="answer-title">
    <div class="choices">
      <h2 id="answer-title">An answer of ${foreign(detail.bot)}</h2>
      <span class="apart choices">
        <vscode-button appearance="secondary" @click=${() => hands.step(-1)}>Previous</vscode-button>
        <vscode-button appearance="secondary" @click=${() => hands.step(1)}>Next</vscode-button></span>
    </div>
    <p class="meta"><span>picked: ${foreign(PICKED[detail.because] ?? detail.because)}</span>
      <span>${detail.confidence === null ? 'confidence not known' : `confidence ${percent(detail.confidence)}`}</span></p>
    <ol class="said-before" tabindex="0" aria-label="Conversation">${detail.messages.map(
      (
        message,
      ) => html`<li class="from-${message.from}"><span class="who">${foreign(speaker(message, detail.bot))}</span>
        <time class="quiet" title=${exactTime(message.at)}>${clockTime(message.at)}</time> ${foreign(message.text)}</li>`,
    )}</ol>
    ${detail.messages.length === 0 ? html`<blockquote>${foreign(detail.answer)}</blockquote>` : nothing}
    ${detail.status === 'done' ? outcome(detail, view.names) : judging(detail, parts)}
  </section>`;
}

function outcome(detail: ReviewDetail, names: OversightView['names']): TemplateResult {
  const { verdict, reviewedBy, reviewedAt, correction, note } = detail;
  return html`<div class="outcome"><p><strong>${verdict ? `Called ${VERDICTS[verdict]}` : 'Looked at'}</strong>
    by ${foreign(nameOf(reviewedBy ?? 'somebody', names))}${reviewedAt ? html`, <span title=${exactTime(reviewedAt)}>${clockTime(reviewedAt)}</span>` : nothing}</p>
    ${correction ? html`<p>It should have been:</p><blockquote>${foreign(correction)}</blockquote>` : nothing}
    ${note ? html`<p>Note: ${foreign(note)}</p>` : nothing}</div>`;
}

function judging(detail: ReviewDetail, { view, stand, hands, correction, note }: Answers): TemplateResult {
  if (view.link.kind !== 'live') return html`<p class="quiet">Nothing can be recorded here right now.</p>`;
  if (view.me === null)
    return html`<div class="choices"><span>You are reading. A verdict carries a person's name.</span>
      <vscode-button appearance="secondary" @click=${hands.signIn}>Sign in as…</vscode-button></div>`;
  if (stand.kind === 'sending') return html`<p role="status">Saving… it counts once it is on disk.</p>`;
  if (stand.kind === 'armed') return armed(stand, { hands, correction, note });
  return html`${stand.kind === 'told' ? html`<p role="alert">${foreign(stand.message)}</p>` : nothing}
    <div class="choices" role="group" aria-label="Your verdict">
      ${button('good', 'Good', 'G', hands)}${button('corrected', 'Correct it…', 'C', hands)}${button('bad', 'Bad…', 'B', hands)}
      <span class="quiet"><kbd>N</kbd> next, <kbd>P</kbd> previous</span>
    </div>${detail.answer === '' ? html`<p class="quiet">The bot answered nothing.</p>` : nothing}`;
}

function button(verdict: ReviewVerdict, text: string, key: string, hands: AnswersHands): TemplateResult {
  return html`<vscode-button appearance="secondary" data-verdict=${verdict} @click=${() => hands.arm(verdict)}>${text}
    <span class="key">${key}</span></vscode-button>`;
}

const CONFIRMS: Record<ReviewVerdict, string> = {
  good: 'Confirm: the answer is good',
  corrected: 'Confirm: record this correction',
  bad: 'Confirm: the answer is bad',
};

type Writing = Pick<Answers, 'hands' | 'correction' | 'note'>;

function armed(
  { verdict, complaint }: Stand & { kind: 'armed' },
  { hands, correction, note }: Writing,
): TemplateResult {
  return html`<div class="confirm" id="confirm" role="group" aria-labelledby="question" tabindex="-1" @keydown=${(event: KeyboardEvent) => onKey(event, hands)}>
    ${
      verdict === 'corrected'
        ? html`<vscode-text-area id="correction" rows="4" resize="vertical" maxlength=${MAX_CORRECTION} .value=${correction}
            @input=${(event: InputEvent) => hands.correct((event.target as HTMLTextAreaElement).value)}>What should the answer have been?</vscode-text-area>`
        : nothing
    }
    ${
      verdict === 'good'
        ? nothing
        : html`<vscode-text-area id="note" rows="2" resize="vertical" maxlength=${MAX_CORRECTION} .value=${note}
            @input=${(event: InputEvent) => hands.note((event.target as HTMLTextAreaElement).value)}>A note, if you like</vscode-text-area>`
    }
    ${complaint ? html`<p role="alert">${complaint}</p>` : nothing}
    <vscode-button appearance="secondary" @click=${hands.cancel}>Cancel</vscode-button>
    <span class="question" id="question"><span class="sr">${CONFIRMS[verdict]}?</span>
      <span class="quiet"><kbd>Enter</kbd> confirms (in a text <kbd>Ctrl</kbd>+<kbd>Enter</kbd>), <kbd>Esc</kbd> takes it back</span></span>
    <vscode-button id="yes" appearance="primary" @click=${hands.confirm}>${CONFIRMS[verdict]}</vscode-button>
  </div>`;
}

/** A key that is held down never confirms: only a new press does. */
function onKey(event: KeyboardEvent, hands: AnswersHands): void {
  const isConfirm =
    event.key === 'Enter' &&
    !event.repeat &&
    (event.target === event.currentTarget || event.ctrlKey || event.metaKey);
  if (event.key === 'Escape') hands.cancel();
  else if (isConfirm) hands.confirm();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
