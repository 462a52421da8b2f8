/** Questions asked back, and their answers: a question that waits does not keep anybody from deciding (R60). */
import { html, nothing, type TemplateResult } from 'lit';
import type { HandoffDetail, HistoryItem } from '../../schemas/protocol/views.ts';
import { nameOf } from './card.ts';
import { foreign } from './foreign.ts';
import { exactTime, relativeTime } from './moment.ts';

/** The question to the user that has no answer yet. */
function waiting({ history }: HandoffDetail): HistoryItem | undefined {
  const last = history.findLast(({ type }) => type === 'handoff-asked' || type === 'handoff-answered');
  return last?.type === 'handoff-asked' ? last : undefined;
}

export function waitingBanner(item: HandoffDetail, now: number): TemplateResult | typeof nothing {
  const asked = item.status === 'open' ? waiting(item) : undefined;
  if (!asked) return nothing;
  return html`<div class="banner"><strong>Asked back ${relativeTime(asked.at, now)}, no answer yet</strong>
    ${foreign(nameOf(asked.by ?? ''))} asked: “${foreign(asked.text ?? '')}” It can still be decided.</div>`;
}

export function questions(item: HandoffDetail, now: number): TemplateResult | typeof nothing {
  const said = item.history.filter(({ type }) => type === 'handoff-asked' || type === 'handoff-answered');
  if (said.length === 0) return nothing;
  return html`<section class="box" aria-labelledby="questions-title">
    <h2 id="questions-title">Questions</h2>
    <ol class="talk">${said.map(
      (entry) => html`<li class=${entry.type === 'handoff-asked' ? 'from-operator' : 'from-user'}>
        <span><span class="who">${foreign(speaker(entry))}</span>${entry.by === 'model' ? html` <span class="tag">a model</span>` : nothing}
          <time class="quiet" title=${exactTime(entry.at)}>${relativeTime(entry.at, now)}</time></span>
        ${foreign(entry.text ?? '')}</li>`,
    )}</ol>
  </section>`;
}

function speaker({ type, by = '' }: HistoryItem): string {
  if (type === 'handoff-asked') return `${nameOf(by)} asked`;
  return by === 'model' ? 'The bot answered' : 'The user answered';
}
