/** Finding nodes by what is written on them. */
import type { GraphNode } from '../../schemas/protocol/graph.ts';

/** Ids of the nodes that hold every word, in file order; none for an empty search. */
export function search(nodes: readonly GraphNode[], text: string): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return nodes
    .filter(({ id, type, kind, label, detail }) => {
      const all = `${id}\n${type}\n${kind}\n${label}\n${detail}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .map(({ id }) => id);
}
