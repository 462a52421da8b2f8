/**
 * Paths into values: `order.items[0]["unit price"]`. Reads own keys only; `__proto__`, `constructor` and `prototype`
 * lead nowhere whatever they are (T38, T41).
 */

export type Segment = string | number;

export interface Path {
  readonly root: string;
  readonly segments: readonly Segment[];
  /** As the author wrote it, without blanks around it. */
  readonly text: string;
}

/** Where variables come from. `undefined` means: there is none of that name. */
export interface Scope {
  get(root: string): unknown;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const NAME_START = /[\p{L}_$]/u;
const NAME_PART = /[\p{L}\p{N}_$-]/u;
const DIGIT = /[0-9]/;

/** Whether a name may never be looked up. */
export function isForbidden(name: string): boolean {
  return FORBIDDEN.has(name);
}

/** A scope over a plain object's own keys. */
export function scopeOf(values: Readonly<Record<string, unknown>>): Scope {
  return { get: (root) => (Object.hasOwn(values, root) ? values[root] : undefined) };
}

/** The value at one key of a value, or `undefined`: own keys of objects, indexes and `length` of lists. */
export function member(value: unknown, key: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  const name = String(key);
  if (FORBIDDEN.has(name) || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** The value a path leads to, or `undefined`. */
export function lookUp(path: Path, scope: Scope): unknown {
  if (FORBIDDEN.has(path.root)) return undefined;
  let value = scope.get(path.root);
  for (const segment of path.segments) {
    if (value === undefined) return undefined;
    value = member(value, segment);
  }
  return value;
}

/** Parses a whole text as a path; `undefined` where it is not one. */
export function parsePath(text: string): Path | undefined {
  const trimmed = text.trim();
  const read = readPath(trimmed, 0);
  return read !== undefined && read.end === trimmed.length ? read.path : undefined;
}

/** Reads the longest path that starts at `start`, and tells where it ends. */
export function readPath(text: string, start: number): { path: Path; end: number } | undefined {
  let at = nameEnd(text, start);
  if (at === start) return undefined;
  const root = text.slice(start, at);
  const segments: Segment[] = [];
  for (;;) {
    const next = readSegment(text, at);
    if (next === undefined) break;
    segments.push(next.segment);
    at = next.end;
  }
  return { path: { root, segments, text: text.slice(start, at) }, end: at };
}

function readSegment(text: string, at: number): { segment: Segment; end: number } | undefined {
  if (text[at] === '.') {
    const end = DIGIT.test(text[at + 1] ?? '') ? digitsEnd(text, at + 1) : nameEnd(text, at + 1);
    return end > at + 1 ? { segment: text.slice(at + 1, end), end } : undefined;
  }
  if (text[at] !== '[') return undefined;
  const quote = text[at + 1];
  if (quote === '"' || quote === "'") return readQuoted(text, at + 1, quote);
  const end = digitsEnd(text, at + 1);
  if (end === at + 1 || text[end] !== ']') return undefined;
  return { segment: Number(text.slice(at + 1, end)), end: end + 1 };
}

function readQuoted(text: string, at: number, quote: string): { segment: string; end: number } | undefined {
  let segment = '';
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') segment += text[++i] ?? '';
    else if (text[i] !== quote) segment += text[i];
    else return text[i + 1] === ']' ? { segment, end: i + 2 } : undefined;
  }
  return undefined;
}

function nameEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    const unit = text.charCodeAt(at);
    const isPlain = unit < 128;
    if (isPlain && isPlainNamePart(unit, at === start)) {
      at++;
      continue;
    }
    if (isPlain || Number.isNaN(unit)) return at;
    const character = String.fromCodePoint(text.codePointAt(at) ?? unit);
    if (!(at === start ? NAME_START : NAME_PART).test(character)) return at;
    at += character.length;
  }
}

/** Letters, `_` and `$`; after the first also digits and `-`. */
function isPlainNamePart(unit: number, isFirst: boolean): boolean {
  const lower = unit | 32;
  if ((lower >= 97 && lower <= 122) || unit === 95 || unit === 36) return true;
  return !isFirst && ((unit >= 48 && unit <= 57) || unit === 45);
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (DIGIT.test(text[at] ?? '')) at++;
  return at;
}
