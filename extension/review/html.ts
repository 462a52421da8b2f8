import { pageHtml } from '../page-html.ts';

export interface Page {
  /** Address of the bundled script. */
  script: string;
  /** Lets the one script run. */
  scriptNonce: string;
  handoff: string;
  folder: string;
  /** Travels with each message of this page, so that nothing else in the window can speak for it (T21). */
  panelNonce: string;
}

/** The document of a review panel. */
export function reviewHtml({ script, scriptNonce, handoff, folder, panelNonce }: Page): string {
  return pageHtml({
    title: 'Handoff review',
    script,
    scriptNonce,
    data: { handoff, folder, nonce: panelNonce },
  });
}
