/**
 * What is in the SVG: only what the view shows, in as much detail as its scale bears. Elements are made when they come
 * into view and dropped when they leave it; panning within them moves one attribute.
 */
import type { Graph, Mark, PlacedGraph } from '../../schemas/protocol/graph.ts';
import { Culling, type Visible } from './culling.ts';
import { draw, edgeElement, nodeElement } from './elements.ts';
import type { Rect } from './grid.ts';
import { spokenNode, waysOf } from './spoken.ts';

/** What is pointed out; ids that are not drawn are passed over. */
export interface Pointed {
  readonly selected: string | null;
  readonly edge: number | null;
  readonly path: readonly string[];
  readonly found: ReadonlySet<string>;
}

/** More than the view is drawn, so that small moves need nothing new; the share of its size on each side. */
const AHEAD = 0.25;

export class Scene {
  readonly #svg: SVGSVGElement;
  readonly #camera = draw('g', { class: 'camera' });
  readonly #far = draw('g', { 'aria-hidden': 'true' });
  readonly #edges = draw('g', {});
  readonly #nodes = draw('g', {});
  readonly #shownNodes = new Map<number, SVGElement>();
  readonly #shownEdges = new Map<number, SVGElement>();
  readonly #shownSquares = new Map<string, SVGElement>();
  #graph: Graph = { name: '', nodes: [], edges: [], marks: [] };
  #placed: PlacedGraph = { width: 0, height: 0, nodes: [], edges: [] };
  #culling = new Culling(this.#placed);
  #index = new Map<string, number>();
  #pointed: Pointed = { selected: null, edge: null, path: [], found: new Set() };
  #ways = waysOf(this.#graph);
  #marks = new Map<number, readonly Mark[]>();

  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
    this.#camera.append(this.#far, this.#edges, this.#nodes);
    svg.append(this.#camera);
  }

  /** How many elements stand for nodes and lines right now. */
  get size(): number {
    return this.#shownNodes.size + this.#shownEdges.size + this.#shownSquares.size;
  }

  /** Takes a new drawing; `look` shows it. */
  show(graph: Graph, placed: PlacedGraph): void {
    if (placed !== this.#placed) this.#culling = new Culling(placed);
    this.#graph = graph;
    this.#placed = placed;
    this.#index = new Map(graph.nodes.map(({ id }, at) => [id, at]));
    this.#ways = waysOf(graph);
    this.#marks = new Map(graph.edges.map(({ index, marks }) => [index, marks]));
    for (const shown of [this.#shownNodes, this.#shownEdges, this.#shownSquares]) shown.clear();
    for (const layer of [this.#far, this.#edges, this.#nodes]) layer.replaceChildren();
  }

  move({ x, y, k }: { x: number; y: number; k: number }): void {
    this.#camera.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
  }

  /** Draws what belongs into this part of the plane and drops the rest. */
  look({ x, y, width, height }: Rect, scale: number): void {
    const ahead = { x: x - width * AHEAD, y: y - height * AHEAD };
    const more = 1 + 2 * AHEAD;
    const visible = this.#culling.look({ ...ahead, width: width * more, height: height * more }, scale);
    this.#svg.dataset.detail = visible.detail;
    sync(this.#shownEdges, visible.edges, this.#edges, (at) => this.#edge(at));
    sync(this.#shownNodes, visible.nodes, this.#nodes, (at) => this.#node(at));
    this.#squares(visible);
  }

  point(pointed: Pointed): void {
    this.#pointed = pointed;
    this.#svg.classList.toggle('has-path', pointed.path.length > 0);
    for (const [at, element] of this.#shownNodes) this.#markNode(at, element);
    for (const [at, element] of this.#shownEdges) this.#markEdge(at, element);
  }

  /** What is said of a node. */
  spoken(id: string, folded: number): string {
    const node = this.#graph.nodes[this.#index.get(id) ?? -1];
    return node ? spokenNode(node, this.#ways, (other) => this.#labelOf(other), folded) : '';
  }

  #labelOf(id: string): string {
    return this.#graph.nodes[this.#index.get(id) ?? -1]?.label ?? id;
  }

  #node(at: number): SVGElement | undefined {
    const placed = this.#placed.nodes[at];
    const node = this.#graph.nodes[this.#index.get(placed?.id ?? '') ?? -1];
    if (!placed || !node) return undefined;
    const element = nodeElement({ placed, node, spoken: this.spoken(node.id, placed.folded.length) });
    element.id = `node-${at}`;
    this.#markNode(at, element);
    return element;
  }

  #edge(at: number): SVGElement | undefined {
    const edge = this.#placed.edges[at];
    if (!edge) return undefined;
    const element = edgeElement(
      edge,
      edge.edges.flatMap((index) => this.#marks.get(index) ?? []),
    );
    this.#markEdge(at, element);
    return element;
  }

  #markNode(at: number, { classList }: SVGElement): void {
    const placed = this.#placed.nodes[at];
    const { selected, path, found } = this.#pointed;
    const ids = placed ? [placed.id, ...placed.folded] : [];
    classList.toggle('selected', selected !== null && ids.includes(selected));
    classList.toggle(
      'lit',
      ids.some((id) => path.includes(id)),
    );
    classList.toggle(
      'found',
      ids.some((id) => found.has(id)),
    );
  }

  #markEdge(at: number, { classList }: SVGElement): void {
    const edge = this.#placed.edges[at];
    const { edge: selected, path } = this.#pointed;
    classList.toggle('selected', selected !== null && (edge?.edges ?? []).includes(selected));
    const lit = path.some((id, step) => id === edge?.source && path[step + 1] === edge.target);
    classList.toggle('lit', lit);
  }

  #squares({ squares }: Visible): void {
    sync(this.#shownSquares, new Set(squares), this.#far, (key) => {
      const { nodes, edges } = this.#culling.square(key);
      if (nodes === '' && edges === '') return undefined;
      const group = draw('g', {});
      group.append(
        draw('path', { class: 'far-edges', d: edges }),
        draw('path', { class: 'far-nodes', d: nodes }),
      );
      return group;
    });
  }
}

function sync<K>(
  shown: Map<K, SVGElement>,
  wanted: ReadonlySet<K>,
  layer: SVGElement,
  make: (key: K) => SVGElement | undefined,
): void {
  for (const [key, element] of shown) {
    if (wanted.has(key)) continue;
    element.remove();
    shown.delete(key);
  }
  const fresh = document.createDocumentFragment();
  for (const key of wanted) {
    if (shown.has(key)) continue;
    const element = make(key);
    if (element === undefined) continue;
    shown.set(key, element);
    fresh.append(element);
  }
  layer.append(fresh);
}
