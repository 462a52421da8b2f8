/**
 * What is in the SVG: only what the view shows, in as much detail as its scale bears. Elements are made when they come
 * into view and dropped when they leave it; panning within them moves one attribute. A new drawing replaces only what
 * looks different, so that nothing flickers and no click is lost while somebody types.
 */
import type { Graph, Mark, PlacedEdge, PlacedGraph } from '../../schemas/protocol/graph.ts';
import { Culling, type Detail, type Visible } from './culling.ts';
import { draw, edgeElement, nodeElement, worst } from './elements.ts';
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
  #detail: Detail = 'full';

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
    const nodes = looksOf(this.#shownNodes, (at) => this.#lookOfNode(at));
    const edges = looksOf(this.#shownEdges, (at) => this.#lookOfEdge(at));
    if (placed !== this.#placed) {
      this.#culling = new Culling(placed);
      drop(this.#shownSquares, () => true);
    }
    this.#graph = graph;
    this.#placed = placed;
    this.#index = new Map(graph.nodes.map(({ id }, at) => [id, at]));
    this.#ways = waysOf(graph);
    this.#marks = new Map(graph.edges.map(({ index, marks }) => [index, marks]));
    drop(this.#shownNodes, (at) => nodes.get(at) !== this.#lookOfNode(at));
    drop(this.#shownEdges, (at) => edges.get(at) !== this.#lookOfEdge(at));
  }

  move({ x, y, k }: { x: number; y: number; k: number }): void {
    this.#camera.setAttribute('transform', `translate(${x},${y}) scale(${k})`);
  }

  /** Draws what belongs into this part of the plane and drops the rest. */
  look({ x, y, width, height }: Rect, scale: number): void {
    const ahead = { x: x - width * AHEAD, y: y - height * AHEAD };
    const more = 1 + 2 * AHEAD;
    const visible = this.#culling.look({ ...ahead, width: width * more, height: height * more }, scale);
    if (visible.detail !== this.#detail) drop(this.#shownNodes, () => true);
    this.#detail = visible.detail;
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
    const spoken = this.spoken(node.id, placed.folded.length);
    const element = nodeElement({ placed, node, spoken, detail: this.#detail });
    element.id = `node-${at}`;
    this.#markNode(at, element);
    return element;
  }

  /** All that the element of a node is made from, as one text. */
  #lookOfNode(at: number): string {
    const placed = this.#placed.nodes[at];
    const node = this.#graph.nodes[this.#index.get(placed?.id ?? '') ?? -1];
    if (!placed || !node) return '';
    return JSON.stringify([
      placed,
      node.shape,
      worst(node.marks),
      this.spoken(node.id, placed.folded.length),
    ]);
  }

  #lookOfEdge(at: number): string {
    const edge = this.#placed.edges[at];
    return edge ? JSON.stringify([edge, worst(this.#marksOf(edge))]) : '';
  }

  #marksOf({ edges }: PlacedEdge): readonly Mark[] {
    return edges.flatMap((index) => this.#marks.get(index) ?? []);
  }

  #edge(at: number): SVGElement | undefined {
    const edge = this.#placed.edges[at];
    if (!edge) return undefined;
    const element = edgeElement(edge, this.#marksOf(edge));
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

function looksOf(
  shown: ReadonlyMap<number, SVGElement>,
  look: (at: number) => string,
): ReadonlyMap<number, string> {
  return new Map([...shown.keys()].map((at) => [at, look(at)]));
}

function drop<K>(shown: Map<K, SVGElement>, isOld: (key: K) => boolean): void {
  for (const [key, element] of shown) {
    if (!isOld(key)) continue;
    element.remove();
    shown.delete(key);
  }
}

function sync<K>(
  shown: Map<K, SVGElement>,
  wanted: ReadonlySet<K>,
  layer: SVGElement,
  make: (key: K) => SVGElement | undefined,
): void {
  drop(shown, (key) => !wanted.has(key));
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
