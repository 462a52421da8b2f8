/**
 * Reads JSON with comments and trailing commas, strictly: what two parsers could read differently is refused (T42),
 * and so is what could hurt later (T32, T41, F40, F41). Gives the tree with offsets and the plain value.
 */
import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { parseSound } from './json-parse.ts';
import { isForbidden } from './path.ts';
import type { Problem } from './problem.ts';

export type { Node };

export interface JsonText {
  /** As much of the tree as could be read; none where the text may not even be parsed. */
  readonly tree: Node | undefined;
  /** Undefined where there are problems. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

export const LARGEST_TEXT = 8 * 1024 * 1024;
export const DEEPEST_NESTING = 64;
const MOST_PROBLEMS = 20;

/** Reads a text; every problem has the code `invalid-json`. */
export function readJson(text: string): JsonText {
  const sound =
    text.length <= LARGEST_TEXT && !isUnreadable(text) ? parseSound(text, DEEPEST_NESTING) : undefined;
  if (sound !== undefined && !hasForbiddenKey(sound))
    return { tree: sound, value: plainValue(sound), problems: [] };
  const refusal = refusalOf(text);
  if (refusal !== undefined) return { tree: undefined, value: undefined, problems: [refusal] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const problems = errors.map(({ error, offset, length }) =>
    problem(PARSE_ERRORS[error] ?? 'This is not JSON.', offset, length),
  );
  if (tree === undefined && problems.length === 0) problems.push(problem(EMPTY, 0, text.length));
  if (tree !== undefined) problems.push(...inspect(tree, text));
  const isSound = problems.length === 0 && tree !== undefined;
  return { tree, value: isSound ? plainValue(tree) : undefined, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** The plain value of a tree; keys are own properties whatever their name. */
export function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    if (name === '__proto__') Object.defineProperty(object, name, { value: plainValue(value), ...OWN });
    else object[name] = plainValue(value);
  }
  return object;
}

const OWN = { configurable: true, enumerable: true, writable: true };

/** The property of an object node, key and value; the last one where a text repeats it. */
export function propertyOf(node: Node | undefined, name: string): { key: Node; value: Node } | undefined {
  if (node?.type !== 'object') return undefined;
  const properties = node.children ?? [];
  for (let index = properties.length - 1; index >= 0; index--) {
    const [key, value] = properties[index]?.children ?? [];
    if (key?.value === name && value !== undefined) return { key, value };
  }
  return undefined;
}

const EMPTY = 'The file is empty; it should hold an object in braces: { … }.';

function refusalOf(text: string): Problem | undefined {
  if (text.length > LARGEST_TEXT) {
    return problem(`The file is larger than ${LARGEST_TEXT / 1024 / 1024} MiB; split it.`, 0, 0);
  }
  if (text.startsWith('\uFEFF')) {
    return problem('The file begins with a byte order mark; save it as UTF-8 without one.', 0, 1);
  }
  const bad = unreadable(text);
  if (bad !== undefined) return problem(bad.message, bad.offset, 1);
  const deep = tooDeepAt(text);
  return deep === undefined
    ? undefined
    : problem(`Nesting ends at ${DEEPEST_NESTING} levels; flatten what is inside here.`, deep, 1);
}

const LONE = /\p{Surrogate}/u;

export function isUnreadable(text: string): boolean {
  return text.includes('\0') || text.startsWith('\uFEFF') || LONE.test(text);
}

export function hasForbiddenKey(node: Node): boolean {
  for (const child of node.children ?? []) {
    if (child.type === 'property' && isForbidden(String(child.children?.[0]?.value))) return true;
    if (child.children !== undefined && hasForbiddenKey(child)) return true;
  }
  return false;
}

function unreadable(text: string): { message: string; offset: number } | undefined {
  const nul = text.indexOf('\0');
  if (nul !== -1) return { message: 'A NUL character has no place here; remove it.', offset: nul };
  const lone = text.search(/\p{Surrogate}/u);
  if (lone === -1) return undefined;
  return {
    message: 'Half of a surrogate pair stands alone here; remove it or write the whole character.',
    offset: lone,
  };
}

/** Where brackets open deeper than allowed; found without recursion, before any parser recurses. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (OPENING.has(token) && ++depth > DEEPEST_NESTING) return scanner.getTokenOffset();
    if (CLOSING.has(token)) depth--;
  }
  return undefined;
}

/** Tokens of the scanner, whose own enum only exists for its compiler. */
const OPENING: ReadonlySet<number> = new Set([1, 3]);
const CLOSING: ReadonlySet<number> = new Set([2, 4]);
const END_OF_FILE = 17;

function inspect(node: Node, text: string): Problem[] {
  if (node.type === 'string') return inspectString(node);
  if (node.type === 'number') return inspectNumber(node, text);
  const below = (node.children ?? []).flatMap((child) => inspect(child, text));
  return node.type === 'object' ? [...inspectKeys(node), ...below] : below;
}

function inspectString(node: Node): Problem[] {
  const bad = unreadable(String(node.value));
  return bad === undefined ? [] : [problem(bad.message, node.offset, node.length)];
}

function inspectNumber(node: Node, text: string): Problem[] {
  const digits = text.slice(node.offset, node.offset + node.length);
  const exact = Number.isFinite(node.value) && (!/^-?\d+$/.test(digits) || Number.isSafeInteger(node.value));
  return exact
    ? []
    : [
        problem(
          'This number cannot be kept exactly; write it as a text in quotes.',
          node.offset,
          node.length,
        ),
      ];
}

function inspectKeys(node: Node): Problem[] {
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [key] = [] }) => {
    if (key === undefined) return [];
    const name = String(key.value);
    if (isForbidden(name))
      return [problem(`"${name}" may not be a key; choose another name.`, key.offset, key.length)];
    if (seen.has(name))
      return [problem(`The key "${name}" is there twice; remove one.`, key.offset, key.length)];
    seen.add(name);
    return [];
  });
}

function problem(message: string, offset: number, length: number): Problem {
  return { code: 'invalid-json', severity: 'error', message, offset, length };
}

/** By the parser's error numbers. */
const PARSE_ERRORS: Readonly<Record<number, string>> = {
  1: 'This is not JSON: expected a value in JSON, a text needs double quotes.',
  2: 'This is not a JSON number.',
  3: 'Expected a property name in double quotes.',
  4: 'Expected a value: a text in double quotes, a number, true, false, null, { … } or [ … ].',
  5: 'Expected a colon after the property name.',
  6: 'Expected a comma between two items.',
  7: 'A closing brace } is missing.',
  8: 'A closing bracket ] is missing.',
  9: 'The file should end here; remove what follows.',
  10: 'This comment is not allowed here.',
  11: 'The comment is not closed; add */.',
  12: 'The text is not closed; add a double quote.',
  13: 'The number is not complete.',
  14: 'This \\u escape is not complete; it needs four hexadecimal digits.',
  15: 'This escape is not known in JSON; write \\\\ for a backslash.',
  16: 'A control character stands in this text; write it as an escape such as \\n.',
};
