/** What a person has to know before the facts: how fresh they are, what changed, that somebody decided already. */
import { html, nothing, type TemplateResult } from 'lit';
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import type { Link, ReviewView } from '../../schemas/protocol/webview.ts';
import { outcomeOf } from './card.ts';
import type { Change } from './difference.ts';
import { foreign } from './foreign.ts';
import { editList } from './history.ts';
import { clockTime, exactTime, relativeTime } from './moment.ts';

export function linkBanner(link: Link, now: number, onLog: () => void): TemplateResult | typeof nothing {
  switch (link.kind) {
    case 'live':
    case 'loading':
      return nothing;
    case 'stale':
      return html`<div class="banner warning"><strong>Connection lost ${relativeTime(link.since, now)}</strong>
        Showing what was known. It comes back by itself; until then nothing can be decided here.</div>`;
    case 'read-only':
      return html`<div class="banner warning"><strong>Read only</strong> ${foreign(link.why)}</div>`;
    case 'denied':
      return html`<div class="banner warning"><strong>This is not yours to decide</strong> ${foreign(link.who)}</div>`;
    case 'gone':
      return html`<div class="banner"><strong>There is no such handoff here</strong>
        The store of this folder does not know it. The queue lists what waits.</div>`;
    case 'error':
      return html`<div class="banner error"><strong>${foreign(link.what)}</strong> ${foreign(link.next)}
        <vscode-button appearance="secondary" @click=${onLog}>Show log</vscode-button></div>`;
    default:
      return link satisfies never;
  }
}

export function outcomeBanner(item: HandoffDetail, now: number): TemplateResult | typeof nothing {
  if (item.status === 'open') return nothing;
  const at = item.decidedAt;
  return html`<div class="banner"><strong>${outcomeOf(item)}</strong>
    ${at ? html`<span title=${exactTime(at)}>${relativeTime(at, now)}, at ${clockTime(at)}</span>` : nothing}
    ${item.channel ? html`<span>· through ${foreign(item.channel)}</span>` : nothing}
    ${item.decisionReason ? html`<p>Reason: ${foreign(item.decisionReason)}</p>` : nothing}${editList(item)}</div>`;
}

export function changeBanner(changes: readonly Change[], onRead: () => void): TemplateResult {
  return html`<div class="banner warning"><strong>This changed while you were reading</strong>
    <dl class="changes">${changes.map(
      (change) => html`<div><dt>${change.what}</dt>
        <dd><span class="tag">before</span> ${foreign(change.before)}</dd>
        <dd><span class="tag">now</span> ${foreign(change.after)}</dd></div>`,
    )}</dl>
    <vscode-button appearance="secondary" @click=${onRead}>I have read the change</vscode-button></div>`;
}

export function signInBanner(view: ReviewView, onSignIn: () => void): TemplateResult | typeof nothing {
  if (view.me !== null || view.link.kind !== 'live' || view.item?.status !== 'open') return nothing;
  return html`<div class="banner"><strong>You are reading</strong> A decision carries a person's name.
    <vscode-button appearance="secondary" @click=${onSignIn}>Sign in as…</vscode-button></div>`;
}
