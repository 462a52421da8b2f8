/** The document of a graph panel. It holds no data: everything arrives as messages and is drawn as text (T20). */
import { escaped } from '../page-html.ts';

export interface GraphPage {
  /** Addresses of the bundled scripts: the layout worker as a function, and the page. */
  worker: string;
  script: string;
  /** Lets the two scripts run. */
  scriptNonce: string;
  /** The text that is drawn. */
  uri: string;
  /** Travels with each message of this page, so that nothing else in the window can speak for it (T21). */
  panelNonce: string;
}

/**
 * Nothing may be loaded from elsewhere, sent or framed. The worker is made from a script that is already there, and a
 * picture only from what the page drew itself: both are blobs.
 */
export function graphSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'worker-src blob:',
    'img-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

export function graphHtml(page: GraphPage): string {
  const nonce = escaped(page.scriptNonce);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(graphSecurityPolicy(page.scriptNonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Workflow graph</title>
</head>
<body data-uri="${escaped(page.uri)}" data-nonce="${escaped(page.panelNonce)}">
<script nonce="${nonce}" src="${escaped(page.worker)}"></script>
<script nonce="${nonce}" src="${escaped(page.script)}"></script>
</body>
</html>
`;
}
