/** The document of a panel whose page is one script. It holds no data: everything arrives as messages and is drawn as text (T20). */
import { contentSecurityPolicy, escaped } from './review/html.ts';

export interface ScriptPage {
  title: string;
  /** Address of the bundled script. */
  script: string;
  /** Lets the one script run. */
  scriptNonce: string;
  /** What the page is told of itself, as data attributes of its body; `nonce` travels with each of its messages (T21). */
  data: Readonly<Record<'folder' | 'nonce', string>> & Readonly<Record<string, string>>;
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
