/** Walking along edges by keyboard. Pure: from where one is and came from, to where a key leads. */
import type { PlacedGraph, PlacedNode } from '../../schemas/protocol/graph.ts';

export type Step = 'down' | 'up' | 'left' | 'right' | 'first' | 'last';

export interface Walk {
  readonly at: string;
  /** Nodes passed on the way here, the nearest last. */
  readonly trail: readonly string[];
}

const LONGEST_TRAIL = 200;

/**
 * Down follows the first way on, left to right; up goes back along the way one came, else along the first way in; left
 * and right go to the other nodes that lie beside, first to those that the same node leads to.
 */
export function walk(graph: PlacedGraph, from: Walk | undefined, step: Step): Walk | undefined {
  const here = graph.nodes.find(({ id }) => id === from?.at);
  if (here === undefined || from === undefined || step === 'first') return arrive(graph.nodes[0]);
  if (step === 'last') return arrive(graph.nodes.at(-1));
  if (step === 'down') {
    const next = targets(graph, here.id)[0];
    return next && { at: next.id, trail: [...from.trail, here.id].slice(-LONGEST_TRAIL) };
  }
  if (step === 'up') {
    const sources = neighbours(graph, here.id, 'target', 'source');
    const back = sources.find(({ id }) => id === from.trail.at(-1)) ?? sources[0];
    return back && { at: back.id, trail: from.trail.slice(0, -1) };
  }
  const beside = besides(graph, here, from.trail.at(-1));
  const place = beside.indexOf(here);
  const next = beside[place + (step === 'right' ? 1 : -1)];
  return next && { at: next.id, trail: from.trail };
}

/** Where a walk begins. */
export function arrive(node: PlacedNode | undefined): Walk | undefined {
  return node && { at: node.id, trail: [] };
}

function besides(graph: PlacedGraph, here: PlacedNode, parent: string | undefined): PlacedNode[] {
  const siblings = parent === undefined ? [] : targets(graph, parent);
  if (siblings.length > 1 && siblings.includes(here)) return siblings;
  return graph.nodes.filter(({ rank }) => rank === here.rank).sort((a, b) => a.x - b.x);
}

function targets(graph: PlacedGraph, id: string): PlacedNode[] {
  return neighbours(graph, id, 'source', 'target');
}

/** The other ends of the lines at a node, once each, from left to right. */
function neighbours(
  graph: PlacedGraph,
  id: string,
  end: 'source' | 'target',
  other: 'source' | 'target',
): PlacedNode[] {
  const ids = new Set(
    graph.edges.filter((edge) => edge[end] === id && edge[other] !== id).map((edge) => edge[other]),
  );
  return graph.nodes.filter((node) => ids.has(node.id)).sort((a, b) => a.x - b.x || a.y - b.y);
}
