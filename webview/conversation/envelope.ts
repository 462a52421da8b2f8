/** The head of the page: whose conversation it is, and what a person who takes it over has to know first (R22). */
import { html, nothing, type TemplateResult } from 'lit';
import type { Holder, Talk } from '../../schemas/protocol/conversation-page.ts';
import { foreign } from '../review/foreign.ts';
import { dueText, exactTime } from '../review/moment.ts';

export function heading({ conversation, bot, total, holder }: Talk): TemplateResult {
  return html`<header>
    <h1>Conversation ${foreign(conversation)}</h1>
    <p class="meta"><span>with the bot ${foreign(bot)}</span><span>${total === 1 ? '1 message' : `${total} messages`}</span></p>
    <p class="holder ${holder.kind}"><span class="sr">Who answers now: </span>${holderText(holder)}</p>
  </header>`;
}

/** Who speaks for the house, and what that means for the bot. */
export function holderText(holder: Holder): TemplateResult {
  switch (holder.kind) {
    case 'bot':
      return html`<strong>The bot answers.</strong> You are reading along.`;
    case 'queue':
      return html`<strong>It waits for a person.</strong> The bot is silent until somebody takes it over or its time runs out.`;
    case 'me':
      return html`<strong>You have this conversation.</strong> The bot is silent: what it would say meanwhile, the engine refuses.`;
    case 'other':
      return html`<strong>${foreign(holder.name)} has this conversation.</strong> The bot is silent, and only ${foreign(holder.name)} can write here.`;
    default:
      return holder satisfies never;
  }
}

export function envelopeBox(
  { envelope, stopped, waiting }: Talk,
  now: number,
  open: (handoff: string) => void,
): TemplateResult | typeof nothing {
  if (!envelope && !stopped && waiting.length === 0) return nothing;
  return html`<section class="envelope" aria-labelledby="envelope-title" tabindex="0">
    <h2 id="envelope-title">${envelope ? html`Handed over as ${foreign(envelope.ticket)}` : 'Before you answer'}</h2>
    ${stopped ? html`<p><strong>A rule of the configuration stopped the bot here.</strong> Returning lets it go on.</p>` : nothing}
    ${
      envelope
        ? html`<dl>
          ${row('Why', envelope.why)}${row('Summary', envelope.summary)}${row('The bot’s note', envelope.note)}
          ${envelope.dueAt ? html`<dt>Time</dt><dd title=${exactTime(envelope.dueAt)}>${dueText(envelope.dueAt, now)}</dd>` : nothing}
        </dl>`
        : nothing
    }
    ${waiting.map(
      ({
        id,
        ticket,
        summary,
      }) => html`<p class="choices"><span>Waits for a decision: ${foreign(`${ticket} ${summary}`)}</span>
        <vscode-button appearance="secondary" @click=${() => open(id)}>Open ${ticket}</vscode-button></p>`,
    )}
  </section>`;
}

function row(name: string, text: string | null): TemplateResult | typeof nothing {
  return text ? html`<dt>${name}</dt><dd>${foreign(text)}</dd>` : nothing;
}
