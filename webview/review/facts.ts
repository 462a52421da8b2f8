/** The boxes a reviewer reads: title, consequences, why, conversation, variables, what the bot did, history. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewedCall } from '../../schemas/journal/event.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { askOf, consequencesTitle, effectOf, nameOf, titleOf } from './card.ts';
import { foreign, rowsOf, valueText } from './foreign.ts';
import { layOut } from './json-text.ts';
import { clockTime, dueText, exactTime, relativeTime } from './moment.ts';
import { subject } from './subject.ts';

/** Who speaks where a message carries no name. */
const SPEAKERS = { user: 'Customer', bot: 'Bot', operator: 'Operator' } as const;

export function heading(item: HandoffDetail, now: number): TemplateResult {
  return html`<header>
    <h1>${foreign(titleOf(item))}</h1>
    <p class="meta">
      <span><strong>${item.priority}</strong> priority</span>
      <span><strong>${item.risk}</strong> risk</span>
      ${item.dueAt ? html`<span title=${exactTime(item.dueAt)}>${dueText(item.dueAt, now)}</span>` : html`<span>no deadline</span>`}
      <span title=${exactTime(item.openedAt)}>waiting since ${relativeTime(item.openedAt, now)}</span>
      <span>${foreign(item.ticket)} · revision ${item.revision}</span>
    </p>
    <p class="ask">${foreign(askOf(item))}${item.assignee ? html` <span class="quiet">· for ${foreign(nameOf(item.assignee))}</span>` : nothing}</p>
  </header>`;
}

/** The exact calls, argument bytes as they would be sent (I8), and what cannot be known yet. */
export function consequences(item: HandoffDetail): TemplateResult {
  return html`<section class="facts" id="facts" tabindex="-1" aria-labelledby="facts-title">
    <h2 id="facts-title">${consequencesTitle(item)}</h2>
    ${
      item.calls.length === 0
        ? html`<p>No tool is called before the next person or the end.</p>`
        : html`<ul>${item.calls.map(callRow)}</ul>`
    }
  </section>`;
}

function callRow(call: PreviewedCall): TemplateResult {
  const effect = html`<span class="effect ${call.known ? call.call.effect : 'unknown'}">${effectOf(call)}</span>`;
  return call.known
    ? html`<li class="call"><code class="name">${foreign(`${call.call.server}__${call.call.tool}`)}</code>${effect}
        <pre>${foreign(layOut(call.call.arguments))}</pre></li>`
    : html`<li class="call"><code class="name">${foreign(`${call.server}__${call.tool}`)}</code>${effect}
        <p class="quiet">${foreign(call.why)}</p></li>`;
}

export function why(item: HandoffDetail): TemplateResult {
  const context = entriesOf(item.context);
  return html`<section class="box" aria-labelledby="why-title">
    <h2 id="why-title">Why you</h2>
    <p>${foreign(item.reason)}</p>
    ${subject(item.subject)}
    ${item.flags.length > 0 ? html`<p><span class="quiet">Flags</span> ${foreign(item.flags.join(' · '))}</p>` : nothing}
    ${context.length > 0 ? pairs(context) : nothing}
    ${item.note ? html`<p><span class="quiet">Note</span> ${foreign(item.note)}</p>` : nothing}
    ${item.votes.map((vote) => html`<p>${foreign(nameOf(vote.by))}: ${foreign(vote.decision)}${vote.reason ? html` – ${foreign(vote.reason)}` : nothing}</p>`)}
  </section>`;
}

export function variables(item: HandoffDetail): TemplateResult {
  const entries = rowsOf(item.variables);
  const masked =
    item.masked.length > 0 ? html`<p class="quiet">${item.masked.length} hidden as sensitive</p>` : nothing;
  return html`<section class="box" aria-labelledby="variables-title">
    <h2 id="variables-title">Variables</h2>
    ${entries.length > 0 ? pairs(entries) : html`<p class="quiet">None were set.</p>`}${masked}
  </section>`;
}

export function conversation(item: HandoffDetail, now: number): TemplateResult {
  const added = item.newMessages > 0 ? ` · ${item.newMessages} new` : '';
  return html`<section class="box" aria-labelledby="talk-title">
    <h2 id="talk-title">Conversation${added}</h2>
    ${
      item.messages.length === 0
        ? html`<p class="quiet">Nothing was said; this run was not started by a message.</p>`
        : html`<ol class="talk" tabindex="0" aria-labelledby="talk-title">${item.messages.map(
            (message) => html`<li class="from-${message.from}">
              <span><span class="who">${foreign(message.name ?? SPEAKERS[message.from])}</span>
                <time class="quiet" title=${exactTime(message.at)}>${relativeTime(message.at, now)}</time></span>
              ${foreign(message.text)}
            </li>`,
          )}</ol>`
    }
  </section>`;
}

export function trail(item: HandoffDetail): TemplateResult {
  return html`<section class="box wide" aria-labelledby="trail-title">
    <h2 id="trail-title">What the bot did</h2>
    ${
      item.trace.length === 0
        ? html`<p class="quiet">Nothing before this.</p>`
        : html`<ol class="trail">${item.trace.map(
            (step) =>
              html`<li title=${exactTime(step.at)}>${foreign(step.node)}${step.handle ? html` <span class="quiet">(${foreign(step.handle)})</span>` : nothing}${
                step.failure ? html` <span>failed: ${foreign(step.failure.message)}</span>` : nothing
              }</li>`,
          )}</ol>`
    }
  </section>`;
}

export function history(item: HandoffDetail): TemplateResult {
  return html`<vscode-collapsible class="wide" heading="History (${item.history.length})">
    <ol class="history">${item.history.map(
      (entry) => html`<li><time class="quiet" title=${exactTime(entry.at)}>${clockTime(entry.at)}</time>
        ${foreign(entry.type.replaceAll('-', ' '))}${entry.by ? html` by ${foreign(nameOf(entry.by))}` : nothing}${entry.text ? html` – ${foreign(entry.text)}` : nothing}</li>`,
    )}</ol>
  </vscode-collapsible>`;
}

function pairs(entries: [string, unknown][]): TemplateResult {
  return html`<dl class="pairs" tabindex="0">${entries.map(
    ([name, value]) => html`<dt>${foreign(name)}</dt><dd>${foreign(valueText(value))}</dd>`,
  )}</dl>`;
}

function entriesOf(context: unknown): [string, unknown][] {
  if (context === null || context === undefined) return [];
  return typeof context === 'object' && !Array.isArray(context)
    ? Object.entries(context)
    : [['context', context]];
}
