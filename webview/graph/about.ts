/** The strip below the drawing: what is selected and what the checks say about it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Graph, GraphEdge, GraphNode, Mark } from '../../schemas/protocol/graph.ts';
import { countsOf, wayOf } from './spoken.ts';

export interface AboutHands {
  light(path: readonly string[]): void;
  jump(): void;
}

export function aboutNode(
  node: GraphNode,
  taken: ReadonlySet<string>,
  lit: boolean,
  hands: AboutHands,
): TemplateResult {
  const unused = node.handles.filter((handle) => !taken.has(handle));
  return strip(
    html`<p class="what">${node.label} <span class="quiet">${node.kind} · <code>${node.id}</code></span></p>
      ${unused.length > 0 ? html`<p class="quiet">No edge after: ${unused.join(', ')}</p>` : nothing}`,
    node.marks,
    lit,
    hands,
  );
}

export function aboutEdge(
  edge: GraphEdge,
  labelOf: (id: string) => string,
  lit: boolean,
  hands: AboutHands,
): TemplateResult {
  return strip(
    html`<p class="what">${labelOf(edge.source)} → ${labelOf(edge.target)} <span class="quiet">${wayOf(edge)}</span></p>`,
    edge.marks,
    lit,
    hands,
  );
}

/** While nothing is selected: how much there is, and how much is said about it. */
export function aboutAll({ nodes, edges, marks }: Graph): TemplateResult {
  const counts = countsOf([...nodes, ...edges, { marks }].flatMap((each) => each.marks));
  const said = `${nodes.length} nodes, ${edges.length} edges`;
  return html`<section class="about" aria-label="The whole graph"><p class="quiet">${[said, counts].filter(Boolean).join(' · ')}</p></section>`;
}

function strip(
  what: TemplateResult,
  marks: readonly Mark[],
  lit: boolean,
  hands: AboutHands,
): TemplateResult {
  return html`<section class="about" aria-label="Selected">
    <button class="jump" @click=${() => hands.jump()}>Go to text</button>
    ${what}
    ${marks.length > 0 ? html`<ul>${marks.map((mark) => markLine(mark, lit, hands))}</ul>` : nothing}
  </section>`;
}

function markLine({ severity, message, code, path }: Mark, lit: boolean, hands: AboutHands): TemplateResult {
  const show = html`<button aria-pressed=${lit} @click=${() => hands.light(lit ? [] : path)}>Show path</button>`;
  return html`<li><span class="severity">${severity}</span> ${message} <code>${code}</code> ${path.length > 1 ? show : nothing}</li>`;
}
