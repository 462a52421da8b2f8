/** How a text is laid out around a place, and how what is new is written. */
import type { Node } from '../../model/json-text.ts';
import type { Json } from './plan.ts';

export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** Where the comma after an item ends, past comments; `undefined` where there is none. */
export function commaAfter(text: string, { offset, length }: Node): number | undefined {
  const end = offset + length;
  const match = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(end, end + 4096));
  return match === null ? undefined : end + match[0].length;
}

/** JSON on one line with blanks, as people write it. */
export function inline(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${inline(item as Json)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Where the blanks before a place begin. */
export function blanksBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /[^\S\r\n]/.test(text[at - 1] ?? '')) at--;
  return at;
}

export function lineIndent(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

export function indentOf(text: string): string {
  return /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}

export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
