/**
 * Reads JSON again after an edit. Where the edit stays inside one list of the file's object, only the items it touches are
 * parsed; all others stay the same objects and are moved.
 *
 * 1. The result equals a fresh reading of the text; where that is not sure, there is none.
 * 2. The earlier reading is spent: its tree and its value become those of the new text.
 */
import { copied, differenceOf } from './difference.ts';
import { parseItems } from './json-parse.ts';
import {
  DEEPEST_NESTING,
  hasForbiddenKey,
  isUnreadable,
  type JsonText,
  LARGEST_TEXT,
  type Node,
  plainValue,
} from './json-text.ts';
import { member } from './path.ts';

type Growing = { -readonly [K in keyof Node]: Node[K] };

/** The reading of a text, made from that of an earlier one; nothing where it has to be read as a whole. */
export function rereadJson(text: string, old: string, earlier: JsonText): JsonText | undefined {
  const { tree, value, problems } = earlier;
  if (tree?.type !== 'object' || problems.length > 0 || text.length > LARGEST_TEXT) return undefined;
  const { before, after } = differenceOf(old, text);
  const tail = old.length - after;
  const delta = text.length - old.length;
  const members = tree.children ?? [];
  const at = members.findIndex(({ children: [, list] = [] }) => isInside(list, before, tail));
  const property = members[at];
  const [key, list] = property?.children ?? [];
  const values = member(value, String(key?.value));
  if (property === undefined || list?.children === undefined || !Array.isArray(values)) return undefined;

  const items = list.children;
  const first = firstIndex(items, ({ offset, length }) => offset + length >= before);
  const last = Math.max(
    first,
    firstIndex(items, ({ offset }) => offset >= tail),
  );
  const start = first === 0 ? list.offset + 1 : endOf(items[first - 1]);
  const end = (items[last]?.offset ?? list.offset + list.length - 1) + delta;
  if (start > before || end < start) return undefined;
  const own = copied(text.slice(start, end));
  if (isUnreadable(own)) return undefined;
  const stretch = { isFirst: first === 0, isLast: last === items.length };
  const parsed = parseItems(own, DEEPEST_NESTING - LEVELS_ABOVE, stretch);
  if (parsed === undefined || parsed.some(hasForbiddenKey)) return undefined;

  for (const item of parsed) {
    move(item, start);
    (item as Growing).parent = list;
  }
  for (let index = last; index < items.length; index++) move(items[index], delta);
  for (let index = at + 1; index < members.length; index++) move(members[index], delta);
  for (const holder of [list, property, tree]) (holder as Growing).length += delta;
  replaceIn(items, first, last, parsed);
  replaceIn(values, first, last, parsed.map(plainValue));
  return earlier;
}

/** An item of a list of the file's object lies below two brackets. */
const LEVELS_ABOVE = 2;

function isInside(list: Node | undefined, before: number, tail: number): boolean {
  return list?.type === 'array' && list.offset < before && tail < list.offset + list.length;
}

function endOf(node: Node | undefined): number {
  return node === undefined ? 0 : node.offset + node.length;
}

/** Index of the first item that is so, of items that are so from one on. */
function firstIndex(items: readonly Node[], isSo: (item: Node) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isSo(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function replaceIn<T>(list: T[], from: number, to: number, fresh: readonly T[]): void {
  if (fresh.length !== to - from) {
    const rest = list.slice(to);
    list.length = from;
    for (const item of fresh) list.push(item);
    for (const item of rest) list.push(item);
    return;
  }
  for (const [index, item] of fresh.entries()) list[from + index] = item;
}

function move(node: Growing | undefined, delta: number): void {
  if (node === undefined || delta === 0) return;
  node.offset += delta;
  if (node.colonOffset !== undefined) node.colonOffset += delta;
  const { children } = node;
  if (children !== undefined) for (const child of children) move(child, delta);
}
