/** How fresh a page is and why something cannot be done in it, said before anything else. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Link } from '../../schemas/protocol/webview.ts';
import { foreign } from '../review/foreign.ts';
import { relativeTime } from '../review/moment.ts';

export interface LinkWords {
  /** Where the store does not know what the page is about. */
  gone: string;
  /** What cannot be done while the connection is lost. */
  stale: string;
}

export function linkBanner(
  link: Link,
  now: number,
  words: LinkWords,
  onLog: () => void,
): TemplateResult | typeof nothing {
  switch (link.kind) {
    case 'live':
    case 'loading':
      return nothing;
    case 'stale':
      return html`<div class="banner warning"><strong>Connection lost ${relativeTime(link.since, now)}, showing what was known</strong>
        It comes back by itself. ${words.stale}</div>`;
    case 'read-only':
      return html`<div class="banner warning"><strong>Read only</strong> ${foreign(link.why)}</div>`;
    case 'denied':
      return html`<div class="banner warning"><strong>This is not yours to see</strong> ${foreign(link.who)}</div>`;
    case 'gone':
      return html`<div class="banner"><strong>Nothing is known of this here</strong> ${words.gone}</div>`;
    case 'error':
      return html`<div class="banner error"><strong>${foreign(link.what)}</strong> ${foreign(link.next)}
        <vscode-button appearance="secondary" @click=${onLog}>Show log</vscode-button></div>`;
    default:
      return link satisfies never;
  }
}
