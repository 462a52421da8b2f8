/** Layouts of one graph by us, by elkjs and by d3-dag, all with our boxes; lines as corners, so that crossings compare. */
import { coordGreedy, graph as dag, decrossTwoLayer, layeringLongestPath, sugiyama } from 'd3-dag';
import Elk, { type ElkExtendedEdge } from 'elkjs';
import { place } from '../../engine/language/graph/place.ts';
import type { Graph, Point } from '../../schemas/protocol/graph.ts';

export interface Drawing {
  readonly ms: number;
  readonly lines: readonly (readonly Point[])[];
}

const SIZE = { width: 228, height: 103 };

export function ours(graph: Graph): Drawing {
  const start = performance.now();
  const { edges } = place(graph, []);
  return {
    ms: performance.now() - start,
    lines: edges.map(({ points }) => points.filter((_, at) => at % 3 === 0)),
  };
}

export async function elk({ nodes, edges }: Graph): Promise<Drawing> {
  const layout = new Elk();
  const start = performance.now();
  const answer = await layout.layout({
    id: 'all',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN', 'elk.edgeRouting': 'POLYLINE' },
    children: nodes.map(({ id }) => ({ id, ...SIZE })),
    edges: edges.map(({ index, source, target }) => ({
      id: `e${index}`,
      sources: [source],
      targets: [target],
    })),
  });
  const ms = performance.now() - start;
  const routed: readonly ElkExtendedEdge[] = answer.edges ?? [];
  const lines = routed.map(({ sections = [] }) =>
    sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
  );
  return { ms, lines };
}

export function d3({ nodes, edges }: Graph): Drawing {
  const start = performance.now();
  const made = dag<string, number>();
  const byId = new Map(nodes.map(({ id }) => [id, made.node(id)]));
  for (const { source, target, index } of edges) {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (from && to && from !== to) made.link(from, to, index);
  }
  sugiyama()
    .layering(layeringLongestPath())
    .decross(decrossTwoLayer())
    .coord(coordGreedy())
    .nodeSize([SIZE.width, SIZE.height])
    .gap([32, 44])(made);
  const ms = performance.now() - start;
  return { ms, lines: [...made.links()].map(({ points }) => points.map(([x, y]) => ({ x, y }))) };
}

/** How often lines cross each other. */
export function crossings({ lines }: Drawing): number {
  const strokes = lines.flatMap((line, owner) =>
    line.slice(1).map((to, at) => ({ owner, from: line[at] ?? to, to })),
  );
  strokes.sort((a, b) => topOf(a) - topOf(b));
  let count = 0;
  for (const [at, one] of strokes.entries()) {
    const bottom = Math.max(one.from.y, one.to.y);
    for (let next = at + 1; next < strokes.length; next += 1) {
      const other = strokes[next];
      if (other === undefined || topOf(other) >= bottom) break;
      if (other.owner !== one.owner && cross(one, other)) count += 1;
    }
  }
  return count;
}

interface Stroke {
  readonly from: Point;
  readonly to: Point;
}

function topOf({ from, to }: Stroke): number {
  return Math.min(from.y, to.y);
}

function cross(a: Stroke, b: Stroke): boolean {
  return (
    side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < -1e-6 &&
    side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < -1e-6
  );
}

function side(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
