/** The document of a review panel. It holds no data: everything arrives as messages and is drawn as text (T20). */

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

/**
 * Nothing may be loaded, sent or framed. Styles are adopted by the script; the one `style` element that the toolkit makes
 * to try `:focus-visible` finds its nonce in `csp-nonce`.
 */
export function contentSecurityPolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`;
}

export function reviewHtml(page: Page): string {
  const data = { handoff: page.handoff, folder: page.folder, nonce: page.panelNonce };
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escaped(value)}"`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentSecurityPolicy(page.scriptNonce))}">
<meta property="csp-nonce" content="${escaped(page.scriptNonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Handoff review</title>
</head>
<body ${attributes.join(' ')}>
<script nonce="${escaped(page.scriptNonce)}" src="${escaped(page.script)}"></script>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes of HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
