/**
 * The layout: from a graph to boxes and lines with coordinates, top to bottom. Pure and deterministic.
 *
 * 1. No two nodes overlap, with the handles that hang below them.
 * 2. Every line leads down, but for those that lead back to a node that was there before.
 * 3. Handles hang in the order of what they lead to.
 */
import type { Graph, GraphNode, PlacedGraph, PlacedNode } from '../../../schemas/protocol/graph.ts';
import type { Arc } from './acyclic.ts';
import { arrange } from './arrange.ts';
import { type Box, boxOf, SIZES } from './boxes.ts';
import { drawing } from './drawing.ts';
import { type Folded, fold } from './folding.ts';
import { routes } from './route.ts';
import { type Standing, standing } from './standing.ts';
import { heightsOf, widthsOf, wiresOf } from './wires.ts';

/** Lays out a graph with these nodes folded. */
export function place(graph: Graph, foldedIds: readonly string[]): PlacedGraph {
  const folded = fold(graph, new Set(foldedIds));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = folded.shown.flatMap((id) => byId.get(id) ?? []);
  const boxes = nodes.map((node) => boxOf(node, (folded.could.get(node.id) ?? 0) > 0));
  const wires = wiresOf(folded, boxes.length);
  const lanes = wires.filter(({ kind }) => kind === 'back');
  const widths = [...widthsOf(boxes, wires), ...lanes.map(({ pill }) => pill?.width ?? SIZES.pillHeight)];
  const arcs: Arc[] = [
    ...wires.filter(({ kind }) => kind === 'forward'),
    ...lanes.map(({ target, lane }) => ({ source: target, target: lane })),
    ...lanes.map(({ source, lane }) => ({ source: lane, target: source })),
  ];
  const arrangement = arrange(widths, arcs, SIZES.betweenNodes);
  const heights = [...heightsOf(boxes, wires), ...lanes.map(() => SIZES.pillHeight)];
  const at = standing(arrangement, widths, heights, arcs);
  return {
    width: at.width,
    height: at.height,
    nodes: boxes.flatMap((box, index) => {
      const node = nodes[index];
      return node === undefined ? [] : [placedNode(node, box, folded, at, index)];
    }),
    edges: routes(wires, arcs, arrangement, at, boxes),
  };
}

function placedNode(
  node: GraphNode,
  box: Box,
  { hides, could }: Folded,
  at: Standing,
  place: number,
): PlacedNode {
  const rank = at.rank[place] ?? 0;
  const corner = { x: (at.x[place] ?? 0) - box.width / 2, y: at.top[rank] ?? 0 };
  return {
    id: node.id,
    ...corner,
    width: box.width,
    height: box.height,
    rank,
    ...drawing(node, box, corner),
    folded: hides.get(node.id) ?? [],
    foldable: could.get(node.id) ?? 0,
  };
}
