/**
 * Texts with `{{ path }}` in them. Filling is one pass: a value that contains braces is never read as a template
 * again (T39), and nothing but a path can stand between the braces.
 */
import { lookUp, type Path, readPath, type Scope } from './path.ts';

export type { Scope } from './path.ts';

type StringVisit = (text: string, at: (string | number)[]) => void;

/** A piece of a text: literal, a path, or braces that hold something else. */
export type Part =
  | { kind: 'text'; text: string; offset: number }
  | { kind: 'path'; path: Path; offset: number; length: number }
  | { kind: 'malformed'; source: string; offset: number; length: number };

export interface Filled {
  value: unknown;
  /** Paths that led nowhere, in the order they were met, each once. */
  missing: string[];
}

export interface Reference {
  path: string;
  root: string;
  /** Position of the path in its string. */
  offset: number;
  /** Keys from the value that was asked about to the string that holds the reference. */
  at: (string | number)[];
}

/** Braces that hold something other than a path. */
export interface Malformed {
  source: string;
  offset: number;
  length: number;
  at: (string | number)[];
}

/** Splits a text into its parts; the parts' sources joined give the text again. */
export function split(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let open = text.indexOf('{{');
  while (open !== -1) {
    while (text[open + 2] === '{') open++;
    const template = readTemplate(text, open);
    if (template === undefined) break;
    if (open > from) parts.push({ kind: 'text', text: text.slice(from, open), offset: from });
    parts.push(template);
    from = open + template.length;
    open = text.indexOf('{{', from);
  }
  if (from < text.length || parts.length === 0) {
    parts.push({ kind: 'text', text: text.slice(from), offset: from });
  }
  return parts;
}

/**
 * Fills every string inside a value. A string that is exactly one template keeps the type of what it names
 * (`undefined` where that is missing, so that the caller decides); in a longer text a missing value is empty and
 * objects are compact JSON.
 */
export function fill(value: unknown, scope: Scope): Filled {
  const missing = new Set<string>();
  const filled = fillInto(value, scope, missing);
  return { value: filled, missing: [...missing] };
}

/** Like `fill` for a text; the result is always a text. */
export function fillText(text: string, scope: Scope): { text: string; missing: string[] } {
  const missing = new Set<string>();
  return { text: render(split(text), scope, missing), missing: [...missing] };
}

/** Every path that the strings inside a value name. */
export function references(value: unknown): Reference[] {
  const found: Reference[] = [];
  visitStrings(value, [], (text, at) => {
    for (const part of split(text)) {
      if (part.kind !== 'path') continue;
      const offset = text.indexOf(part.path.text, part.offset);
      found.push({ path: part.path.text, root: part.path.root, offset, at });
    }
  });
  return found;
}

/** Every pair of braces inside a value that holds something other than a path. */
export function malformed(value: unknown): Malformed[] {
  const found: Malformed[] = [];
  visitStrings(value, [], (text, at) => {
    for (const part of split(text)) {
      if (part.kind === 'malformed')
        found.push({ source: part.source, offset: part.offset, length: part.length, at });
    }
  });
  return found;
}

function readTemplate(text: string, open: number): Exclude<Part, { kind: 'text' }> | undefined {
  const start = skipBlanks(text, open + 2);
  const read = readPath(text, start);
  const end = read === undefined ? -1 : skipBlanks(text, read.end);
  if (read !== undefined && text.startsWith('}}', end)) {
    return { kind: 'path', path: read.path, offset: open, length: end + 2 - open };
  }
  const close = text.indexOf('}}', open + 2);
  if (close === -1) return undefined;
  return {
    kind: 'malformed',
    source: text.slice(open + 2, close).trim(),
    offset: open,
    length: close + 2 - open,
  };
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

function fillInto(value: unknown, scope: Scope, missing: Set<string>): unknown {
  if (typeof value === 'string') return fillString(value, scope, missing);
  if (Array.isArray(value)) return value.map((item) => fillInto(item, scope, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillInto(item, scope, missing)]),
  );
}

function fillString(text: string, scope: Scope, missing: Set<string>): unknown {
  const parts = split(text);
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only === undefined || only.kind === 'text') return render(parts, scope, missing);
  return resolve(only, scope, missing);
}

function render(parts: readonly Part[], scope: Scope, missing: Set<string>): string {
  return parts
    .map((part) => (part.kind === 'text' ? part.text : asText(resolve(part, scope, missing))))
    .join('');
}

function resolve(part: Exclude<Part, { kind: 'text' }>, scope: Scope, missing: Set<string>): unknown {
  const value = part.kind === 'path' ? lookUp(part.path, scope) : undefined;
  if (value === undefined) missing.add(part.kind === 'path' ? part.path.text : part.source);
  return value;
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function visitStrings(value: unknown, at: (string | number)[], visit: StringVisit): void {
  if (typeof value === 'string') visit(value, at);
  if (typeof value !== 'object' || value === null) return;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  for (const [key, item] of entries) visitStrings(item, [...at, key], visit);
}
