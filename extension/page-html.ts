/** The document of a panel whose page is one script. It holds no data: everything arrives as messages and is drawn as text (T20). */

export interface ScriptPage {
  title: string;
  /** Address of the bundled script. */
  script: string;
  /** Lets the one script run. */
  scriptNonce: string;
  /** What the page is told of itself, as data attributes of its body; `nonce` travels with each of its messages (T21). */
  data: Readonly<Record<'folder' | 'nonce', string>> & Readonly<Record<string, string>>;
}

/**
 * Nothing may be loaded, sent or framed. Styles are adopted by the script; the one `style` element that the toolkit makes
 * to try `:focus-visible` finds its nonce in `csp-nonce`.
 */
export function contentSecurityPolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`;
}

export function pageHtml({ title, script, scriptNonce, data }: ScriptPage): string {
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escaped(value)}"`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(contentSecurityPolicy(scriptNonce))}">
<meta property="csp-nonce" content="${escaped(scriptNonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
</head>
<body ${attributes.join(' ')}>
<script nonce="${escaped(scriptNonce)}" src="${escaped(script)}"></script>
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
