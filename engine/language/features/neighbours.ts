/** Which nodes and edges belong together, by id. */

import { remembered } from '../../model/remembered.ts';
import type { EdgeItem, Item, NodeItem } from './items.ts';
import type { List, Outline } from './outline.ts';

const byId = remembered((list: readonly NodeItem[]): ReadonlyMap<string, number> => {
  const indexes = new Map<string, number>();
  for (const [index, { id }] of list.entries())
    if (id !== undefined && !indexes.has(id)) indexes.set(id, index);
  return indexes;
});

const bySource = remembered((list: readonly EdgeItem[]): ReadonlyMap<string, readonly number[]> => {
  const groups = new Map<string, number[]>();
  for (const [index, { source = '' }] of list.entries()) {
    const group = groups.get(source);
    if (group === undefined) groups.set(source, [index]);
    else group.push(index);
  }
  return groups;
});

/** The node of an id; of several the first. While the shape is the same, so are the ids. */
export function nodeOf({ nodes, shape }: Outline, id: string | undefined): NodeItem | undefined {
  return nodes.items[id === undefined ? -1 : (byId(shape.nodes).get(id) ?? -1)];
}

/** Edges that leave a node, in the order of the file. */
export function edgesFrom({ edges, shape }: Outline, id: string | undefined): readonly EdgeItem[] {
  const indexes = id === undefined ? [] : (bySource(shape.edges).get(id) ?? []);
  return indexes.flatMap((index) => edges.items[index] ?? []);
}

/** The items between two offsets, each with where it begins. */
export function itemsBetween<I extends Item>(
  { items, offsets }: List<I>,
  from: number,
  to: number,
): { item: I; offset: number }[] {
  return items.flatMap((item, index) => {
    const offset = offsets[index] ?? 0;
    return offset > to || offset + item.text.length < from ? [] : [{ item, offset }];
  });
}
