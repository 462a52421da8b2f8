/**
 * Quick fixes for a text that is not JSON: one small edit, offered only where the text is JSON after it, or where what is
 * still wrong stands further down.
 */
import { createScanner } from 'jsonc-parser';
import { parseSound } from '../../model/json-parse.ts';
import {
  DEEPEST_NESTING,
  hasForbiddenKey,
  isUnreadable,
  type Node,
  readJson,
} from '../../model/json-text.ts';
import type { Edit } from './write.ts';

export interface Mending {
  readonly title: string;
  readonly edit: Edit;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

const LARGEST_TEXT = 512 * 1024;
/** With several mistakes in it each try reads the whole text anew, so a larger one is left to its author. */
const LARGEST_WITH_SEVERAL = 64 * 1024;

/** What makes a text JSON again at the place of a problem. */
export function mendings(text: string, place: Place): Mending[] {
  if (text.length > LARGEST_TEXT) return [];
  const before = readJson(text).problems.length;
  const mayStay = before > 1 && text.length <= LARGEST_WITH_SEVERAL;
  return TRIES.flatMap((attempt) => attempt(text, place)).filter(({ edit: { offset, length, text: by } }) => {
    const after = text.slice(0, offset) + by + text.slice(offset + length);
    return (
      isSound(after) || (mayStay && isBetter(after, before, place.offset + Math.max(0, by.length - length)))
    );
  });
}

/** Whether a text is JSON as it should be, found at one reading. */
function isSound(text: string): boolean {
  const tree = isUnreadable(text) ? undefined : parseSound(text, DEEPEST_NESTING);
  return tree !== undefined && !hasForbiddenKey(tree);
}

function isBetter(after: string, before: number, from: number): boolean {
  const { problems } = readJson(after);
  return problems.length < before && problems.every(({ offset }) => offset > from);
}

type Try = (text: string, place: Place) => Mending[];

const WORDS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['undefined', 'null'],
  ['nil', 'null'],
  ['NaN', 'null'],
]);

const TRIES: readonly Try[] = [
  (text, { offset }) => [insertion('Add a comma', endBefore(text, offset), ',')],
  (text, { offset }) => [insertion('Add a colon', endBefore(text, offset), ':')],
  (text, { offset }) => [insertion('Add a closing bracket', endBefore(text, offset), ']')],
  (text, { offset }) => [insertion('Add a closing brace', endBefore(text, offset), '}')],
  quoted,
  number,
  repeatedKey,
  closingQuote,
  closed,
  (text) => [insertion('Close the comment', text.length, ' */')],
  escaped,
  removed,
];

function insertion(title: string, offset: number, text: string): Mending {
  return { title, edit: { offset, length: 0, text } };
}

/** A character that may not be there, or what follows where the file is complete. */
function removed(text: string, { offset }: Place): Mending[] {
  const end = endBefore(text, offset);
  const isComplete = !/^\s*\//.test(text.slice(end)) && isSound(text.slice(0, end));
  return [
    ...(/^[\0\uFEFF\p{Surrogate}]/u.test(text.slice(offset, offset + 1))
      ? [{ title: 'Remove this character', edit: { offset, length: 1, text: '' } }]
      : []),
    ...(isComplete
      ? [{ title: 'Remove what follows', edit: { offset: end, length: text.length - end, text: '\n' } }]
      : []),
  ];
}

/** Where what stands before a place ends, blanks and comments aside. */
function endBefore(text: string, offset: number): number {
  const scanner = createScanner(text, true);
  let end = 0;
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (scanner.getTokenOffset() >= offset) break;
    end = scanner.getTokenOffset() + scanner.getTokenLength();
  }
  return end;
}

/** The scanner's own enum only exists for its compiler. */
const END_OF_FILE = 17;

/** A word, or a text in single quotes, in double quotes. */
function quoted(text: string, { offset }: Place): Mending[] {
  if (/[\d-]/.test(text[offset] ?? '')) return [];
  const rest = text.slice(offset, offset + 1024);
  const single = /^'([^'\n]*)'/.exec(rest);
  const word = /^[^\s,:{}[\]"']+/.exec(rest)?.[0];
  const instead = (length: number, by: string): Mending => ({
    title: `Write ${by}`,
    edit: { offset, length, text: by },
  });
  if (single !== null) return [instead(single[0].length, JSON.stringify(single[1]))];
  if (word === undefined) return [];
  const known = WORDS.get(word);
  return [
    ...(known === undefined ? [] : [instead(word.length, known)]),
    instead(word.length, JSON.stringify(word)),
  ];
}

/** A number that cannot be kept exactly, as a text. */
function number(text: string, { offset, length }: Place): Mending[] {
  const digits = text.slice(offset, offset + length);
  return /^-?[\d.eE+-]+$/.test(digits)
    ? [{ title: `Write "${digits}"`, edit: { offset, length, text: `"${digits}"` } }]
    : [];
}

/** Takes a member out whose key is there twice. */
function repeatedKey(text: string, { offset }: Place): Mending[] {
  const { tree } = readJson(text);
  const member = tree === undefined ? undefined : memberAt(tree, offset);
  const key = member?.children?.[0]?.value;
  const isTwice = member?.parent?.children?.some(
    (other) => other !== member && other.children?.[0]?.value === key,
  );
  if (member === undefined || isTwice !== true) return [];
  const start = endBefore(text, member.offset);
  const end = member.offset + member.length;
  const comma = /^\s*,/.exec(text.slice(end));
  const isAfterComma = text[start - 1] === ',';
  const edit =
    isAfterComma && comma === null
      ? { offset: start - 1, length: end - start + 1, text: '' }
      : { offset: start, length: end + (comma?.[0].length ?? 0) - start, text: '' };
  return [{ title: `Remove this "${key}"`, edit: keepingComments(text, edit) }];
}

function memberAt(node: Node, offset: number): Node | undefined {
  if (node.type === 'property' && node.offset === offset) return node;
  const inner = node.children?.find(
    (child) => child.offset <= offset && offset < child.offset + child.length,
  );
  return inner === undefined ? undefined : memberAt(inner, offset);
}

/** What is taken out leaves the comments before it behind. */
function keepingComments(text: string, { offset, length }: Edit): Edit {
  const gone = text.slice(offset, offset + length);
  const comments = gone.match(/^,?((?:\s*(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/))*)/)?.[1] ?? '';
  return { offset, length, text: comments };
}

/** A text that is not closed ends before what ends its line. */
function closingQuote(text: string, { offset }: Place): Mending[] {
  const stop = text.slice(offset).search(/\r?\n/);
  const end = stop === -1 ? text.length : offset + stop;
  const line = text.slice(offset, end);
  const tail = /[\s,\]}]*$/.exec(line)?.[0].length ?? 0;
  return [insertion('Add a closing quote', end - tail, '"')];
}

/** Every bracket that is still open at the end. */
function closed(text: string): Mending[] {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  for (let token = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    if (token === 1 || token === 3) open.push(token === 1 ? '}' : ']');
    else if (token === 2 || token === 4) open.pop();
  }
  const missing = open.reverse().join('');
  return missing === '' ? [] : [insertion(`Close with ${missing}`, text.trimEnd().length, missing)];
}

/** A backslash before a letter that means nothing to JSON. */
function escaped(text: string, { offset, length }: Place): Mending[] {
  const source = text.slice(offset, offset + length);
  const by = source.replace(/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/g, '\\\\');
  return by === source ? [] : [{ title: 'Double the backslashes', edit: { offset, length, text: by } }];
}
