/**
 * A workflow's text as the editor features see it: its lists of nodes and edges, item by item.
 *
 * 1. Any text has an outline; what cannot be read is not in it.
 * 2. Given the outline before an edit, every item whose text did not change is the same object, with what is known of it.
 * 3. An edit inside one item costs what that item costs, and one pass over the offsets.
 */
import { copied, type Difference, differenceOf } from '../../model/difference.ts';
import { type EdgeItem, type Item, type NodeItem, ReadEdge, ReadNode } from './items.ts';
import { isWhole, type Member, split } from './split.ts';

export interface List<I extends Item> {
  /** Where the list's bracket opens, and how long it is; 0 where there is none. */
  readonly offset: number;
  readonly length: number;
  readonly items: readonly I[];
  /** Where each item begins in the file. */
  readonly offsets: readonly number[];
}

export interface Outline {
  readonly text: string;
  readonly nodes: List<NodeItem>;
  readonly edges: List<EdgeItem>;
  /** Members of the file's object, without their items. */
  readonly members: readonly Member[];
  /** The same object for as long as no edit changed which node leads where and sets what. */
  readonly shape: Shape;
}

/** What ways through a workflow depend on. */
export interface Shape {
  readonly nodes: readonly NodeItem[];
  readonly edges: readonly EdgeItem[];
}

/** Reads a text; what an earlier outline of it knows is kept. */
export function outlineOf(text: string, previous?: Outline): Outline {
  if (previous === undefined) return assembled(text);
  if (previous.text === text) return previous;
  const changed = differenceOf(previous.text, text);
  return editedInside(text, previous, changed) ?? assembled(text, previous, changed);
}

/** Index of the item at an offset, its ends included; -1 between items. */
export function itemAt({ items, offsets }: List<Item>, offset: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const start = offsets[middle] ?? 0;
    if (offset < start) high = middle - 1;
    else if (offset > start + (items[middle]?.text.length ?? 0)) low = middle + 1;
    else return middle;
  }
  return -1;
}

/** The outline after an edit that stays inside one item and leaves it one item. */
function editedInside(text: string, previous: Outline, { before, after }: Difference): Outline | undefined {
  const delta = text.length - previous.text.length;
  for (const name of ['nodes', 'edges'] as const) {
    const list = previous[name];
    const index = itemAt(list, before);
    const item = list.items[index];
    const start = list.offsets[index];
    if (item === undefined || start === undefined) continue;
    const isInside = before > start && previous.text.length - after < start + item.text.length;
    const own = copied(text.slice(start, start + item.text.length + delta));
    if (!isInside || !isWhole(own)) return undefined;
    const shifted = {
      nodes: moved(previous.nodes, start, delta),
      edges: moved(previous.edges, start, delta),
      members: previous.members.map((member) => movedMember(member, start, delta)),
    };
    return name === 'nodes'
      ? withNode(text, previous, shifted, index, new ReadNode(own))
      : withEdge(text, previous, shifted, index, new ReadEdge(own));
  }
  return undefined;
}

type Parts = Pick<Outline, 'nodes' | 'edges' | 'members'>;

function withNode(text: string, previous: Outline, parts: Parts, index: number, item: NodeItem): Outline {
  const nodes = replaced(parts.nodes, index, item);
  const old = previous.nodes.items[index];
  const isSame =
    old !== undefined && old.id === item.id && old.type === item.type && sets(old) === sets(item);
  const shape = isSame ? previous.shape : { nodes: nodes.items, edges: parts.edges.items };
  return { text, ...parts, nodes, shape };
}

function withEdge(text: string, previous: Outline, parts: Parts, index: number, item: EdgeItem): Outline {
  const edges = replaced(parts.edges, index, item);
  const old = previous.edges.items[index];
  const isSame =
    old !== undefined &&
    old.source === item.source &&
    old.target === item.target &&
    old.handle === item.handle;
  const shape = isSame ? previous.shape : { nodes: parts.nodes.items, edges: edges.items };
  return { text, ...parts, edges, shape };
}

function sets({ outputs }: NodeItem): string {
  return JSON.stringify(outputs);
}

function replaced<I extends Item>(list: List<I>, index: number, item: I): List<I> {
  return { ...list, items: list.items.with(index, item) };
}

/** A list after the item that begins at `start` grew by `delta`. */
function moved<I extends Item>(list: List<I>, start: number, delta: number): List<I> {
  const { offset, length } = movedSpan(list, start, delta);
  const offsets = list.offsets.map((own) => (own > start ? own + delta : own));
  return { ...list, offset, length, offsets };
}

function movedMember(member: Member, start: number, delta: number): Member {
  const keyOffset = member.keyOffset > start ? member.keyOffset + delta : member.keyOffset;
  return { ...member, ...movedSpan(member, start, delta), keyOffset };
}

function movedSpan({ offset, length }: { offset: number; length: number }, start: number, delta: number) {
  const grows = offset <= start && start < offset + length;
  return { offset: offset > start ? offset + delta : offset, length: grows ? length + delta : length };
}

function assembled(text: string, previous?: Outline, changed: Difference = { before: 0, after: 0 }): Outline {
  const members = split(text);
  const size = previous?.text.length;
  const nodes = listOf(text, members, 'nodes', (own) => new ReadNode(own), {
    list: previous?.nodes,
    size,
    changed,
  });
  const edges = listOf(text, members, 'edges', (own) => new ReadEdge(own), {
    list: previous?.edges,
    size,
    changed,
  });
  return {
    text,
    nodes,
    edges,
    members: members.map(({ items: _items, ...member }) => member),
    shape: { nodes: nodes.items, edges: edges.items },
  };
}

interface Earlier<I extends Item> {
  readonly list: List<I> | undefined;
  /** Length of the text before. */
  readonly size: number | undefined;
  readonly changed: Difference;
}

function listOf<I extends Item>(
  text: string,
  members: readonly Member[],
  key: string,
  make: (own: string) => I,
  { list: known, size, changed: { before, after } }: Earlier<I>,
): List<I> {
  const member = members.findLast((each) => each.key === key && each.items !== undefined);
  const spans = member?.items ?? [];
  const delta = text.length - (size ?? 0);
  const byOffset = new Map(known?.offsets.map((offset, index) => [offset, known.items[index]]));
  const items = spans.map(({ offset, length }) => {
    const isBefore = offset + length <= before;
    const isAfter = offset >= text.length - after;
    const same = isBefore ? byOffset.get(offset) : isAfter ? byOffset.get(offset - delta) : undefined;
    if (same !== undefined && same.text.length === length) return same;
    const own = text.slice(offset, offset + length);
    return make(size === undefined ? own : copied(own));
  });
  return {
    offset: member?.offset ?? 0,
    length: member?.length ?? 0,
    items,
    offsets: spans.map(({ offset }) => offset),
  };
}
