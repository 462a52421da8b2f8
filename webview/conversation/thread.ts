/** The messages of a thread, oldest first: who speaks, when, and what was only said while somebody waits. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageItem } from '../../schemas/protocol/views.ts';
import { foreign } from '../review/foreign.ts';
import { clockTime, exactTime } from '../review/moment.ts';

const day = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

export function thread(messages: readonly MessageItem[], bot: string): TemplateResult {
  return html`<ol class="thread" aria-label="Messages">
    ${repeat(
      messages,
      ({ seq }) => seq,
      (message, index) => row(message, messages[index - 1], bot),
    )}
  </ol>`;
}

function row(message: MessageItem, previous: MessageItem | undefined, bot: string): TemplateResult {
  const { from, at, text, seq, holding } = message;
  return html`<li class="from-${from}" data-seq=${seq}>
    ${isNewDay(message, previous) ? html`<p class="day"><span>${dayOf(at)}</span></p>` : nothing}
    <div class="said">
      <p class="line"><span class="who">${foreign(speaker(message, bot))}</span>
        <span class="quiet">${ROLES[from]}</span>
        ${holding ? html`<span class="tag" title="The engine said this by itself; no step of the workflow did">while waiting</span>` : nothing}
        <time class="quiet" datetime=${at} title=${exactTime(at)}>${clockTime(at)}</time></p>
      ${foreign(text)}
    </div>
  </li>`;
}

const ROLES = { user: 'customer', bot: 'bot', operator: 'operator' } as const;
const NAMELESS = { user: 'Customer', operator: 'Operator' } as const;

export function speaker({ from, name }: MessageItem, bot: string): string {
  return name ?? (from === 'bot' ? bot : NAMELESS[from]);
}

function isNewDay({ at }: MessageItem, previous: MessageItem | undefined): boolean {
  return previous === undefined || dayOf(previous.at) !== dayOf(at);
}

function dayOf(at: string): string {
  return Number.isNaN(Date.parse(at)) ? at : day.format(new Date(at));
}
