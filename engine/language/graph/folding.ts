/**
 * Folding: a node takes in what only it leads to, which is every node it dominates on the graph. Edges that leave the
 * folded part leave the node instead, and those that become the same line are drawn once.
 */
import type { Graph, GraphEdge, Tone } from '../../../schemas/protocol/graph.ts';
import { dominators } from './dominators.ts';

/** A line between two nodes that are shown; `edges` are the file's edges it stands for. */
export interface Link {
  readonly source: string;
  readonly target: string;
  readonly edges: readonly GraphEdge[];
  readonly tone: Tone;
}

export interface Folded {
  /** Ids of the nodes that are shown, in file order. */
  readonly shown: readonly string[];
  readonly links: readonly Link[];
  /** What each folded node hides, in file order. */
  readonly hides: ReadonlyMap<string, readonly string[]>;
  /** How many nodes each node would hide, or hides. */
  readonly could: ReadonlyMap<string, number>;
}

/** The graph as it is with these nodes folded; ids that it does not have are passed over. */
export function fold({ nodes, edges }: Graph, folded: ReadonlySet<string>): Folded {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const arcs = edges.map(({ source, target }) => [index.get(source) ?? 0, index.get(target) ?? 0] as const);
  const { parent, order } = dominators(nodes.length, arcs);
  const sizes = nodes.map(() => 0);
  for (const at of [...order].reverse()) {
    const above = parent[at] ?? -1;
    if (above >= 0) sizes[above] = (sizes[above] ?? 0) + 1 + (sizes[at] ?? 0);
  }
  // Parents come before their children in `order`, so where a parent is drawn is known by then.
  const standIn = nodes.map((_, at) => at);
  for (const at of order) {
    const above = parent[at] ?? -1;
    if (above < 0) continue;
    const host = standIn[above] ?? above;
    if (host !== above || folded.has(nodes[above]?.id ?? '')) standIn[at] = host;
  }
  const hides = new Map<string, string[]>();
  for (const [at, { id }] of nodes.entries()) {
    const host = nodes[standIn[at] ?? at]?.id ?? id;
    if (host === id) continue;
    const hidden = hides.get(host);
    if (hidden === undefined) hides.set(host, [id]);
    else hidden.push(id);
  }
  const idOf = (id: string): string => nodes[standIn[index.get(id) ?? 0] ?? 0]?.id ?? id;
  return {
    shown: nodes.filter((_, at) => standIn[at] === at).map(({ id }) => id),
    links: linksOf(edges, idOf),
    hides,
    could: new Map(nodes.map(({ id }, at) => [id, sizes[at] ?? 0])),
  };
}

function linksOf(edges: readonly GraphEdge[], idOf: (id: string) => string): Link[] {
  const links = new Map<string, GraphEdge[]>();
  const found: Link[] = [];
  for (const edge of edges) {
    const source = idOf(edge.source);
    const target = idOf(edge.target);
    const moved = source !== edge.source || target !== edge.target;
    if (!moved) found.push({ source, target, edges: [edge], tone: edge.tone });
    else if (source !== target) {
      const key = JSON.stringify([source, target]);
      links.set(key, [...(links.get(key) ?? []), edge]);
    }
  }
  for (const [key, merged] of links) {
    const [source = '', target = ''] = JSON.parse(key) as string[];
    found.push({ source, target, edges: merged, tone: toneOf(merged) });
  }
  return found.sort((a, b) => (a.edges[0]?.index ?? 0) - (b.edges[0]?.index ?? 0));
}

/** The tone that all share, else none. */
function toneOf([first, ...rest]: readonly GraphEdge[]): Tone {
  return first !== undefined && rest.every(({ tone }) => tone === first.tone) ? first.tone : 'plain';
}
