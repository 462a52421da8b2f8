/**
 * Where the members of a file's object and the items of its lists stand, found by counting brackets: a text that is
 * half written has them too. A string ends at the end of its line at the latest, as in JSON.
 */
import type { Span } from '../document.ts';

export interface Member extends Span {
  readonly key: string;
  /** Where the key's quote opens. */
  readonly keyOffset: number;
  /** Items, where the value is a list. */
  readonly items?: readonly Span[];
}

/** The members of the first object of a text; `offset` and `length` are the value's. */
export function split(text: string): Member[] {
  const members: Member[] = [];
  let at = skipBlanks(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (text[at] !== '{') return members;
  at++;
  for (;;) {
    at = skipBetween(text, at);
    if (at >= text.length || text[at] === '}') return members;
    if (text[at] !== '"') {
      at = Math.max(valueEnd(text, at), at + 1);
      continue;
    }
    const keyOffset = at;
    const keyEnd = stringEnd(text, at);
    const key = text.slice(keyOffset + 1, text[keyEnd - 1] === '"' ? keyEnd - 1 : keyEnd);
    at = skipBlanks(text, keyEnd);
    if (text[at] !== ':') continue;
    const offset = skipBlanks(text, at + 1);
    if (text[offset] === '[') {
      const { items, end } = itemsFrom(text, offset);
      members.push({ key, keyOffset, offset, length: end - offset, items });
      at = end;
    } else {
      const end = valueEnd(text, offset);
      members.push({ key, keyOffset, offset, length: end - offset });
      at = Math.max(end, keyEnd);
    }
  }
}

/** Whether a text is one value in brackets and nothing else. */
export function isWhole(text: string): boolean {
  return (text[0] === '{' || text[0] === '[') && blockEnd(`${text}\n `, 0) === text.length;
}

function itemsFrom(text: string, open: number): { items: Span[]; end: number } {
  const items: Span[] = [];
  let at = open + 1;
  for (;;) {
    at = skipBetween(text, at);
    if (at >= text.length) return { items, end: text.length };
    if (text[at] === ']') return { items, end: at + 1 };
    const end = Math.max(valueEnd(text, at), at + 1);
    items.push({ offset: at, length: end - at });
    at = end;
  }
}

function valueEnd(text: string, at: number): number {
  const first = text[at];
  if (first === '{' || first === '[') return blockEnd(text, at);
  if (first === '"') return stringEnd(text, at);
  let end = at;
  while (end < text.length && !/[\s,:[\]{}"]/.test(text[end] ?? '')) end++;
  return end;
}

const QUOTE = 34;
const SLASH = 47;
const BACKSLASH = 92;
const LINE_FEED = 10;

function blockEnd(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at);
    else if (code === SLASH) at = commentEnd(text, at);
    else {
      if (code === 123 || code === 91) depth++;
      else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
      at++;
    }
  }
  return text.length;
}

function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at + 1;
    else if (code === LINE_FEED) return at;
  }
  return text.length;
}

/** Past a comment that begins here, else past one character. */
function commentEnd(text: string, at: number): number {
  const next = text[at + 1];
  if (next !== '/' && next !== '*') return at + 1;
  const end = next === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + (next === '/' ? 1 : 2);
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) at++;
    else if (code === SLASH) at = commentEnd(text, at);
    else return at;
  }
}

/** Past blanks, comments, and what stands between two items. */
function skipBetween(text: string, start: number): number {
  let at = skipBlanks(text, start);
  while (text[at] === ',' || text[at] === ':') at = skipBlanks(text, at + 1);
  return at;
}
