/** What the engine itself asks about: a problem, a call that is held, an effect whose result is not known. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Call, HandoffSubject } from '../../schemas/journal/event.ts';
import { foreign } from './foreign.ts';
import { layOut } from './json-text.ts';
import { exactTime, relativeTime } from './moment.ts';

export function subject(of: HandoffSubject): TemplateResult | typeof nothing {
  switch (of.kind) {
    case 'node':
      return nothing;
    case 'problem':
      return html`<p>At ${foreign(of.failure.node)}: ${foreign(of.failure.message)}</p>`;
    case 'held-call':
      return html`<p>${of.because === 'drift' ? 'This call is not the one that was approved:' : 'A policy holds this call:'}</p>
        ${callText(of.call)}
        ${of.difference ? html`<p>${foreign(of.difference)}</p>` : nothing}
        ${of.require ? html`<p class="quiet">It needs ${foreign(of.require)}</p>` : nothing}`;
    case 'unknown-effect': {
      const startedAt = new Date(of.startedAt).toISOString();
      return html`<p>This call began <time title=${exactTime(startedAt)}>${relativeTime(startedAt, Date.now())}</time>
        and its result is not known. Look at the other system before you answer.</p>${callText(of.call)}`;
    }
    default:
      return of satisfies never;
  }
}

function callText(call: Call): TemplateResult {
  return html`<div class="call"><code class="name">${foreign(`${call.server}__${call.tool}`)}</code>
    <pre>${foreign(layOut(call.arguments))}</pre></div>`;
}
