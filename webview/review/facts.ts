/** What a reviewer reads first and last: title, ask, consequences; the conversation and the variables. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewedCall } from '../../schemas/journal/event.ts';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { askOf, consequencesTitle, effectOf, nameOf, titleOf } from './card.ts';
import { foreign, rowsOf, valueText } from './foreign.ts';
import { layOut } from './json-text.ts';
import { dueText, exactTime, relativeTime } from './moment.ts';

/** Who speaks where a message carries no name. */
const SPEAKERS = { user: 'Customer', bot: 'Bot', operator: 'Operator' } as const;

export function heading(item: HandoffDetail, now: number): TemplateResult {
  const { task, summary } = item.package;
  return html`<header>
    <h1>${foreign(titleOf(item))}${item.summary !== null && summary?.by === 'model' ? html` <span class="tag">summary by a model</span>` : nothing}</h1>
    <p class="meta">
      <span><strong>${item.priority}</strong> priority</span>
      <span><strong>${item.risk}</strong> risk</span>
      ${item.dueAt ? html`<span title=${exactTime(item.dueAt)}>${dueText(item.dueAt, now)}</span>` : html`<span>no deadline</span>`}
      <span title=${exactTime(item.openedAt)}>waiting since ${relativeTime(item.openedAt, now)}</span>
      <span>${foreign(item.ticket)} · revision ${item.revision}</span>
    </p>
    <p class="ask">${foreign(askOf(item))}${item.assignee ? html` <span class="quiet">· for ${foreign(nameOf(item.assignee))}</span>` : nothing}${item.claimedBy ? html` <span class="quiet">· claimed by ${foreign(nameOf(item.claimedBy))}</span>` : nothing}</p>
    ${task === item.reason || task === titleOf(item) ? nothing : html`<p class="task"><span class="tag">to do</span> ${foreign(task)}</p>`}
  </header>`;
}

/** The calls of one decision where they were asked for by themselves, and what to call that decision. */
export interface Shown {
  title: string;
  calls: readonly PreviewedCall[];
}

/**
 * The exact calls, argument bytes as they would be sent (I8), and what cannot be known yet. With `shown` those of one
 * decision, each that differs from the handoff's own beside it.
 */
export function consequences(item: HandoffDetail, shown?: Shown): TemplateResult {
  const calls = shown?.calls ?? item.calls;
  const before = shown ? item.calls : [];
  const gone = before.filter((call) => shown && !shown.calls.some((one) => isSame(one, call)));
  return html`<section class="facts" id="facts" tabindex="-1" aria-labelledby="facts-title">
    <h2 id="facts-title">${foreign(shown?.title ?? consequencesTitle(item))}</h2>
    ${
      calls.length === 0
        ? html`<p>No tool is called before the next person or the end.</p>`
        : callList(calls, before)
    }
    ${gone.length > 0 ? html`<p class="quiet">Not called this way: ${foreign(gone.map(toolOf).join(', '))}</p>` : nothing}
  </section>`;
}

export function callList(
  calls: readonly PreviewedCall[],
  before: readonly PreviewedCall[] = [],
): TemplateResult {
  return html`<ul>${calls.map((call) =>
    callRow(
      call,
      before.find((one) => isSame(one, call)),
    ),
  )}</ul>`;
}

function callRow(call: PreviewedCall, before?: PreviewedCall): TemplateResult {
  const effect = html`<span class="effect ${call.known ? call.call.effect : 'unknown'}">${effectOf(call)}</span>`;
  const name = html`<code class="name">${foreign(toolOf(call))}</code>${effect}`;
  if (!call.known) return html`<li class="call">${name}<p class="quiet">${foreign(call.why)}</p></li>`;
  const was =
    before?.known && before.call.arguments !== call.call.arguments ? before.call.arguments : undefined;
  return was === undefined
    ? html`<li class="call">${name}<pre>${foreign(layOut(call.call.arguments))}</pre></li>`
    : html`<li class="call">${name}<div class="pair"><div><span class="tag">before</span><pre>${foreign(layOut(was))}</pre></div>
        <div><span class="tag">now</span><pre>${foreign(layOut(call.call.arguments))}</pre></div></div></li>`;
}

function toolOf(call: PreviewedCall): string {
  return call.known ? `${call.call.server}__${call.call.tool}` : `${call.server}__${call.tool}`;
}

function isSame(one: PreviewedCall, other: PreviewedCall): boolean {
  return one.node === other.node && toolOf(one) === toolOf(other);
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

type Mark = (name: string) => TemplateResult | typeof nothing;

export function pairs(entries: [string, unknown][], mark: Mark = () => nothing): TemplateResult {
  return html`<dl class="pairs" tabindex="0">${entries.map(
    ([name, value]) => html`<dt>${mark(name)}${foreign(name)}</dt><dd>${foreign(valueText(value))}</dd>`,
  )}</dl>`;
}
