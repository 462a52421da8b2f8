/**
 * What of a placed graph is drawn for a view: the nodes and lines in it, in as much detail as can be read at its scale.
 * Pure. From far away whole squares are drawn as one path each, so that what is drawn never grows with the graph.
 */
import type { PlacedEdge, PlacedGraph, PlacedNode } from '../../schemas/protocol/graph.ts';
import { around, Grid, type Rect, touches } from './grid.ts';

/** `full` shows all texts, `label` the labels, `far` no text: boxes and lines alone. */
export type Detail = 'full' | 'label' | 'far';

export interface Visible {
  readonly detail: Detail;
  /** Places in the graph's nodes and edges; empty from far away. */
  readonly nodes: ReadonlySet<number>;
  readonly edges: ReadonlySet<number>;
  /** Squares to draw as a whole; empty up close. */
  readonly squares: readonly string[];
}

const FULL_FROM = 0.5;
const LABEL_FROM = 0.25;
const NEAR_CELL = 800;
const FAR_CELL = 4000;
const PILL_HEIGHT = 18;

export function detailAt(scale: number): Detail {
  if (scale >= FULL_FROM) return 'full';
  return scale >= LABEL_FROM ? 'label' : 'far';
}

export class Culling {
  readonly #graph: PlacedGraph;
  readonly #nodes = new Grid(NEAR_CELL);
  readonly #edges = new Grid(NEAR_CELL);
  readonly #farNodes = new Grid(FAR_CELL);
  readonly #farEdges = new Grid(FAR_CELL);
  readonly #squares = new Map<string, { nodes: string; edges: string }>();

  constructor(graph: PlacedGraph) {
    this.#graph = graph;
    for (const [at, node] of graph.nodes.entries()) {
      this.#nodes.add(at, node);
      this.#farNodes.add(at, node);
    }
    for (const [at, edge] of graph.edges.entries()) {
      for (const rect of partsOf(edge)) {
        this.#edges.add(at, rect);
        this.#farEdges.add(at, rect);
      }
    }
  }

  /** What is to be drawn for a part of the plane at a scale. */
  look(view: Rect, scale: number): Visible {
    const detail = detailAt(scale);
    if (detail === 'far') {
      return { detail, nodes: new Set(), edges: new Set(), squares: this.#farNodes.cellsOf(view) };
    }
    const { nodes, edges } = this.#graph;
    const seen = (item: PlacedNode | undefined): boolean => item !== undefined && touches(item, view);
    const crosses = (edge: PlacedEdge | undefined): boolean =>
      edge !== undefined && partsOf(edge).some((part) => touches(part, view));
    return {
      detail,
      nodes: new Set([...this.#nodes.near(view)].filter((at) => seen(nodes[at]))),
      edges: new Set([...this.#edges.near(view)].filter((at) => crosses(edges[at]))),
      squares: [],
    };
  }

  /** The paths of one square, made once. */
  square(key: string): { nodes: string; edges: string } {
    const known = this.#squares.get(key);
    if (known) return known;
    const { nodes, edges } = this.#graph;
    const made = {
      nodes: this.#farNodes
        .of(key)
        .map((at) => boxOf(nodes[at]))
        .join(''),
      edges: [...new Set(this.#farEdges.of(key))]
        .map((at) => lineIn(edges[at], key, this.#farEdges))
        .join(''),
    };
    this.#squares.set(key, made);
    return made;
  }
}

/** A rectangle around each curve of a line, and one around its words. */
function partsOf({ points, pill }: PlacedEdge): Rect[] {
  const parts: Rect[] = [];
  for (let at = 0; at + 3 < points.length; at += 3) parts.push(around(points.slice(at, at + 4)));
  if (pill)
    parts.push({
      x: pill.x - pill.width / 2,
      y: pill.y - PILL_HEIGHT / 2,
      width: pill.width,
      height: PILL_HEIGHT,
    });
  return parts;
}

function boxOf(node: PlacedNode | undefined): string {
  if (node === undefined) return '';
  return `M${Math.round(node.x)} ${Math.round(node.y)}h${Math.round(node.width)}v${Math.round(node.height)}h${-Math.round(node.width)}z`;
}

/** The curves of a line that touch one square, as straight strokes. */
function lineIn(edge: PlacedEdge | undefined, key: string, grid: Grid): string {
  if (edge === undefined) return '';
  const { points } = edge;
  let path = '';
  for (let at = 0; at + 3 < points.length; at += 3) {
    const [from, to] = [points[at], points[at + 3]];
    if (from === undefined || to === undefined || !grid.cellsOf(around([from, to])).includes(key)) continue;
    path += `M${Math.round(from.x)} ${Math.round(from.y)}L${Math.round(to.x)} ${Math.round(to.y)}`;
  }
  return path;
}
