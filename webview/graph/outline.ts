/** The drawing as a list: the same nodes in the order they are drawn, each with where it leads and what is wrong with it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Graph, GraphNode, PlacedGraph } from '../../schemas/protocol/graph.ts';
import { countsOf, type Ways, wayOf } from './spoken.ts';

export interface OutlineHands {
  select(id: string): void;
  jump(id: string): void;
  more(): void;
}

interface Outline {
  readonly graph: Graph;
  readonly placed: PlacedGraph;
  readonly ways: Ways;
  readonly selected: string | null;
  /** Nodes listed at most. */
  readonly most: number;
}

export function outline(
  { graph, placed, ways, selected, most }: Outline,
  hands: OutlineHands,
): TemplateResult {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const rows = [...placed.nodes].sort((a, b) => a.rank - b.rank || a.x - b.x);
  const labelOf = (id: string): string => byId.get(id)?.label ?? id;
  const row = (id: string, folded: number): TemplateResult | typeof nothing => {
    const node = byId.get(id);
    return node === undefined ? nothing : line(node, folded, ways, labelOf, id === selected, hands);
  };
  return html`<aside aria-label="Outline">
    <h2>Outline</h2>
    <ul>${rows.slice(0, most).map(({ id, folded }) => row(id, folded.length))}</ul>
    ${rows.length > most ? html`<button @click=${() => hands.more()}>Show more of ${rows.length}</button>` : nothing}
  </aside>`;
}

function line(
  node: GraphNode,
  folded: number,
  ways: Ways,
  labelOf: (id: string) => string,
  current: boolean,
  hands: OutlineHands,
): TemplateResult {
  const counts = countsOf(node.marks);
  const leads = (ways.out.get(node.id) ?? []).map((edge) => `${wayOf(edge)} → ${labelOf(edge.target)}`);
  return html`<li><button aria-current=${current ? 'true' : 'false'} data-outline=${node.id}
    @click=${() => hands.select(node.id)} @dblclick=${() => hands.jump(node.id)}>
    ${node.kind}: ${node.label}${folded > 0 ? ` (${folded} folded)` : nothing}
    ${counts ? html`<span class="marks">${counts}</span>` : nothing}
    <span class="leads">${leads.length > 0 ? leads.join('; ') : 'leads nowhere'}</span>
  </button></li>`;
}
