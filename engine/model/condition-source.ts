/** Makes `{{x}}` in a condition readable for the CEL parser without moving any offset. */
import type { Path } from './path.ts';
import { type Part, split } from './template.ts';

export interface HiddenSource {
  /** As long as the source; each template that holds a path is a name of the same length. */
  readonly text: string;
  /** Paths by the offset of the name that stands for them. */
  readonly paths: ReadonlyMap<number, Path>;
}

/** Replaces templates outside quotes; those inside quotes belong to their text. */
export function hideTemplates(source: string): HiddenSource {
  const paths = new Map<number, Path>();
  let text = '';
  let at = 0;
  while (at < source.length) {
    const end = quotedEnd(source, at) ?? commentEnd(source, at);
    const template = end === undefined && source.startsWith('{{', at) ? templateAt(source, at) : undefined;
    if (template !== undefined) {
      text +=
        template.kind === 'path' ? '_'.repeat(template.length) : inParentheses(source, at, template.length);
      if (template.kind === 'path') paths.set(at, template.path);
      at += template.length;
    } else {
      const stop = end ?? at + 1;
      text += source.slice(at, stop);
      at = stop;
    }
  }
  return { text, paths };
}

function templateAt(source: string, at: number): Exclude<Part, { kind: 'text' }> | undefined {
  const first = split(source.slice(at))[0];
  return first === undefined || first.kind === 'text' ? undefined : first;
}

/** `{{ a + b }}` is the expression inside the braces. */
function inParentheses(source: string, at: number, length: number): string {
  return ` (${source.slice(at + 2, at + length - 2)}) `;
}

function quotedEnd(source: string, at: number): number | undefined {
  const quote = source[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const raw = /[rR]/.test(source[at - 1] ?? '') && !/[\w$]/.test(source[at - 2] ?? ' ');
  const delimiter = source.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  for (let i = at + delimiter.length; i < source.length; i++) {
    if (source[i] === '\\' && !raw) i++;
    else if (source.startsWith(delimiter, i)) return i + delimiter.length;
  }
  return source.length;
}

function commentEnd(source: string, at: number): number | undefined {
  if (!source.startsWith('//', at)) return undefined;
  const end = source.indexOf('\n', at);
  return end === -1 ? source.length : end;
}
