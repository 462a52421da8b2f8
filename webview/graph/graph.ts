/**
 * The graph page: a workflow drawn beside its text.
 *
 * Owns: what is drawn, selected, folded and looked at. Does not own: the text, what is wrong with it, the layout.
 * 1. The focus stays where the person put it: a moved text cursor only points at its node. 2. The last drawing stays
 * until there is a new one. 3. What the list says and what the drawing shows are made from the same data.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Graph, PlacedGraph, PlacedNode } from '../../schemas/protocol/graph.ts';
import type { GraphView, Picture, ToGraphPage } from '../../schemas/protocol/graph-page.ts';
import { aboutAll, aboutEdge, aboutNode } from './about.ts';
import { Camera } from './camera.ts';
import { around } from './grid.ts';
import type { GraphHost } from './host.ts';
import { keyAction } from './keys.ts';
import type { Layouts } from './layout.ts';
import { Minimap } from './minimap.ts';
import { outline } from './outline.ts';
import { pngOf } from './picture.ts';
import { Scene } from './scene.ts';
import { search } from './search.ts';
import { waysOf } from './spoken.ts';
import { graphStyles } from './styles.ts';
import { toolbar } from './toolbar.ts';
import { arrive, type Step, type Walk, walk } from './walk.ts';

const LISTED_AT_FIRST = 300;
const NO_GRAPH: Graph = { name: '', nodes: [], edges: [], marks: [] };
const NO_PLACES: PlacedGraph = { width: 0, height: 0, nodes: [], edges: [] };

export class HandoffGraph extends LitElement {
  static override styles = graphStyles;

  @property({ attribute: false }) host!: GraphHost;
  @property({ attribute: false }) layouts!: Layouts;
  @state() private view: GraphView = { file: '', graph: null, state: { kind: 'loading' } };
  /** What is drawn: a graph and its layout belong together. */
  @state() private drawing = { graph: NO_GRAPH, placed: NO_PLACES };
  @state() private selected: string | null = null;
  @state() private edge: number | null = null;
  @state() private path: readonly string[] = [];
  @state() private folded: readonly string[] = [];
  @state() private searched = '';
  @state() private outlineOpen = false;
  @state() private listed = LISTED_AT_FIRST;
  #walk: Walk | undefined;
  /** What the text cursor meant last; empty once the person pointed at something here. */
  #cursor = '';
  #scene!: Scene;
  #camera!: Camera;
  #minimap!: Minimap;
  #asked = 0;
  #frame = 0;
  /** All is to be seen, until the person or a text cursor out of view moves the view. */
  #whole = true;
  readonly #resized = new ResizeObserver(() => this.#refit());
  readonly #themed = new MutationObserver(() => {
    this.#minimap.show(this.drawing.placed);
    this.#look();
  });

  override render(): TemplateResult {
    const { file, state: standing } = this.view;
    const { placed } = this.drawing;
    const current = placed.nodes.findIndex((node) => this.#stands(node));
    return html`
      ${toolbar({ searched: this.searched, found: this.#found().size, folded: this.folded.length, outlineOpen: this.outlineOpen, empty: placed.nodes.length === 0 }, this.#tools)}
      <div role="status">${banner(standing)}</div>
      <div class="plane" tabindex="0" role="application" aria-roledescription="graph" aria-label="Graph of ${file}. Arrow keys walk along the edges, Enter goes to the text, Space folds."
        aria-activedescendant=${current >= 0 ? `node-${current}` : nothing} @keydown=${this.#onKey}>
        <svg @mousedown=${this.#onPress} @click=${this.#onClick} @dblclick=${this.#onDoubleClick}></svg>
        ${placed.nodes.length === 0 && this.view.graph ? html`<p class="empty">There is no node yet. Write one under "nodes" and it appears here.</p>` : nothing}
        <canvas aria-hidden="true" hidden @mousedown=${keepFocus}></canvas>
      </div>
      ${this.outlineOpen ? outline({ ...this.drawing, ways: waysOf(this.drawing.graph), selected: this.selected, most: this.listed }, this.#list) : nothing}
      ${this.#about()}`;
  }

  protected override firstUpdated(): void {
    const svg = this.renderRoot.querySelector('svg');
    const canvas = this.renderRoot.querySelector('canvas');
    if (!svg || !canvas) return;
    this.folded = this.host.folded();
    this.#scene = new Scene(svg);
    this.#camera = new Camera(svg, (transform) => {
      this.#whole = false;
      this.#scene.move(transform);
      this.#look();
    });
    this.#minimap = new Minimap(canvas, (x, y) => this.#camera.centre(x, y));
    this.#resized.observe(svg);
    this.#themed.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    this.host.onMessage((message) => this.#receive(message));
    this.host.post({ kind: 'ready' });
  }

  override disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#themed.disconnect();
    this.#camera.close();
    this.layouts.close();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('drawing')) {
      this.#scene.show(this.drawing.graph, this.drawing.placed);
      this.#minimap.show(this.drawing.placed);
      if (this.#whole && changed.get('drawing')?.placed !== this.drawing.placed) this.#fit();
    }
    this.#scene.point({ selected: this.selected, edge: this.edge, path: this.path, found: this.#found() });
    this.#look();
  }

  #receive(message: ToGraphPage): void {
    switch (message.kind) {
      case 'view':
        this.view = message.view;
        void this.#layOut();
        return;
      case 'cursor':
        this.#follow(message);
        return;
      default:
        message satisfies never;
    }
  }

  /** Said again with each new drawing: only a cursor that means something else moves what is pointed out and seen. */
  #follow({ node, edge, path }: Extract<ToGraphPage, { kind: 'cursor' }>): void {
    const cursor = JSON.stringify([node, edge, path]);
    if (cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.edge = edge;
    this.path = path;
    this.#select(node);
    this.#bringPath();
  }

  /** Lays out what is wanted now; an answer that is no longer wanted is dropped. */
  async #layOut(): Promise<void> {
    const { graph } = this.view;
    if (graph === null) return;
    this.#asked += 1;
    const asked = this.#asked;
    const placed = await this.layouts.place(graph, this.folded);
    if (asked === this.#asked) this.drawing = { graph, placed };
  }

  /** Once a frame, however often the view moved. */
  #look(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#scene.look(this.#camera.view, this.#camera.transform.k);
      this.#minimap.look(this.#camera.view);
    });
  }

  #fit(): void {
    const { width, height } = this.drawing.placed;
    this.#camera.fit({ x: 0, y: 0, width, height });
    this.#whole = true;
  }

  /** More or less room: what was seen as a whole stays so, and so does a lit path. */
  #refit(): void {
    if (this.#whole) this.#fit();
    else this.#bringPath();
    this.#look();
  }

  #found(): ReadonlySet<string> {
    return new Set(search(this.drawing.graph.nodes, this.searched));
  }

  /** Whether a drawn node is the selected one, or has it folded in. */
  #stands({ id, folded }: PlacedNode): boolean {
    return this.selected !== null && (id === this.selected || folded.includes(this.selected));
  }

  #select(id: string | null): void {
    this.selected = id;
    const node = this.drawing.placed.nodes.find((each) => this.#stands(each));
    if (node && this.#walk?.at !== node.id) this.#walk = arrive(node);
    if (node) this.#camera.bring(node);
  }

  /** The whole of a lit path is worth seeing, not only its end. */
  #bringPath(): void {
    const lit = this.drawing.placed.nodes.filter(({ id }) => this.path.includes(id));
    if (lit.length < 2) return;
    const corners = lit.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]);
    this.#camera.show(around(corners));
  }

  /** The person points at a node here: the text shows it too, and keeps or takes the focus as `jump` says. */
  #choose(id: string, jump: boolean): void {
    this.#cursor = '';
    this.edge = null;
    this.path = [];
    this.#select(id);
    this.host.post({ kind: 'reveal', node: id, jump });
  }

  #jump(): void {
    if (this.selected !== null) this.host.post({ kind: 'reveal', node: this.selected, jump: true });
    else if (this.edge !== null) this.host.post({ kind: 'reveal-edge', edge: this.edge, jump: true });
  }

  #step(step: Step): void {
    const next = walk(this.drawing.placed, this.#walk, step);
    if (!next) return;
    this.#walk = next;
    this.#choose(next.at, false);
  }

  #fold(id: string | null): void {
    const node = this.drawing.placed.nodes.find((each) => each.id === id);
    if (!node || node.foldable === 0) return;
    const folded = node.folded.length > 0;
    this.#setFolded(folded ? this.folded.filter((each) => each !== node.id) : [...this.folded, node.id]);
  }

  #setFolded(folded: readonly string[]): void {
    this.folded = folded;
    this.host.saveFolded(folded);
    void this.#layOut();
  }

  async #save(picture: Picture): Promise<void> {
    const { graph } = this.drawing;
    const isDark =
      document.body.classList.contains('vscode-dark') ||
      document.body.classList.contains('vscode-high-contrast');
    const as =
      picture === 'mermaid'
        ? ({ format: 'mermaid' } as const)
        : ({ format: 'svg', scheme: picture === 'svg' ? 'auto' : isDark ? 'dark' : 'light' } as const);
    const text = await this.layouts.export(graph, this.folded, as);
    this.host.post({ kind: 'save', picture, content: picture === 'png' ? await pngOf(text) : text });
  }

  readonly #tools = {
    search: (text: string): void => {
      this.searched = text;
    },
    nextFound: (): void => {
      const found = [...this.#found()];
      const next = found[(found.indexOf(this.selected ?? '') + 1) % found.length];
      if (next !== undefined) this.#choose(next, false);
    },
    zoom: (direction: 1 | -1): void => this.#camera.zoomBy(direction),
    fit: (): void => this.#fit(),
    unfold: (): void => this.#setFolded([]),
    outline: (): void => {
      this.outlineOpen = !this.outlineOpen;
    },
    save: (picture: Picture): void => void this.#save(picture),
  };

  readonly #list = {
    select: (id: string): void => this.#choose(id, false),
    jump: (id: string): void => this.#choose(id, true),
    more: (): void => {
      this.listed *= 4;
    },
  };

  #about(): TemplateResult | typeof nothing {
    const { graph } = this.drawing;
    const hands = {
      light: (path: readonly string[]): void => {
        this.path = path;
        this.#bringPath();
      },
      jump: (): void => this.#jump(),
    };
    const lit = this.path.length > 0;
    const edge = graph.edges.find(({ index }) => index === this.edge);
    if (edge)
      return aboutEdge(edge, (id) => graph.nodes.find((node) => node.id === id)?.label ?? id, lit, hands);
    const node = graph.nodes.find(({ id }) => id === this.selected);
    if (!node) return graph.nodes.length > 0 ? aboutAll(graph) : nothing;
    const taken = graph.edges.flatMap(({ source, handle }) => (source === node.id ? [handle ?? ''] : []));
    return aboutNode(node, new Set(taken), lit, hands);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const action = keyAction(event);
    if (action === undefined) return;
    event.preventDefault();
    switch (action.kind) {
      case 'step':
        this.#step(action.step);
        return;
      case 'jump':
        this.#jump();
        return;
      case 'fold':
        this.#fold(this.#walk?.at ?? null);
        return;
      case 'zoom':
        this.#camera.zoomBy(action.direction);
        return;
      case 'fit':
        this.#fit();
        return;
      case 'search':
        this.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
        return;
      case 'leave':
        this.path = [];
        return;
      default:
        action satisfies never;
    }
  };

  /** Pointing at something leaves the focus in the text; pressing the empty plane takes it, to walk by keys. */
  readonly #onPress = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('[data-node], [data-edge]')) keepFocus(event);
  };

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const id = target?.closest<SVGElement>('[data-node]')?.dataset.node;
    const edge = target?.closest<SVGElement>('[data-edge]')?.dataset.edge;
    if (id !== undefined && target?.classList.contains('fold')) this.#fold(id);
    else if (id !== undefined) this.#choose(id, false);
    else if (edge !== undefined) this.#chooseEdge(Number(edge));
  };

  readonly #onDoubleClick = (): void => this.#jump();

  #chooseEdge(edge: number): void {
    this.#cursor = '';
    this.selected = null;
    this.path = [];
    this.edge = edge;
    this.host.post({ kind: 'reveal-edge', edge, jump: false });
  }
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

function banner(standing: GraphView['state']): TemplateResult | typeof nothing {
  switch (standing.kind) {
    case 'outdated':
      return html`<p class="banner">The text cannot be read right now, so this is the last drawing. ${standing.why}</p>`;
    case 'closed':
      return html`<p class="banner">The file is closed; this is its last drawing.</p>`;
    case 'error':
      return html`<p class="banner error">${standing.what}</p>`;
    case 'loading':
    case 'live':
      return nothing;
    default:
      return standing satisfies never;
  }
}
