/** SVG elements of one node and one line. Texts are set as text; nothing here is parsed (T20). */
import type { GraphNode, Mark, PlacedEdge, PlacedNode } from '../../schemas/protocol/graph.ts';
import type { Detail } from './culling.ts';

const SVG = 'http://www.w3.org/2000/svg';
const PILL_HEIGHT = 18;

/** An element with attributes and, last, its text. */
export function draw(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

const ORDER: readonly Mark['severity'][] = ['error', 'warning', 'information', 'hint'];
const SIGNS: Readonly<Record<Mark['severity'], string>> = {
  error: '×',
  warning: '!',
  information: 'i',
  hint: 'i',
};

/** The worst severity among marks. */
export function worst(marks: readonly Mark[]): Mark['severity'] | undefined {
  return ORDER.find((severity) => marks.some((mark) => mark.severity === severity));
}

export interface DrawnNode {
  readonly placed: PlacedNode;
  readonly node: GraphNode;
  readonly spoken: string;
  readonly detail: Detail;
}

export function nodeElement({ placed, node, spoken, detail }: DrawnNode): SVGElement {
  const severity = worst(node.marks);
  const classes = ['node', node.shape, severity ?? '', placed.folded.length > 0 ? 'folded' : '']
    .filter(Boolean)
    .join(' ');
  const group = draw('g', { class: classes, role: 'img', 'aria-label': spoken, 'data-node': node.id });
  group.append(
    draw('path', { class: 'outline', d: placed.outline }),
    draw('path', { class: 'sign', d: placed.sign }),
  );
  if (node.shape === 'person') {
    const bar = `M${placed.x + 5} ${placed.y + 8}v${placed.height - 16}`;
    group.append(draw('path', { class: 'rib', d: bar }));
  }
  for (const { role, x, y, text } of placed.texts)
    if ((role === 'short') === (detail === 'label')) group.append(draw('text', { class: role, x, y }, text));
  group.append(...foldElements(placed), ...badgeElements(placed, severity));
  return group;
}

function foldElements({ x, y, width, folded, foldable }: PlacedNode): SVGElement[] {
  if (foldable === 0) return [];
  const right = x + width - 14;
  const sign = folded.length > 0 ? `+${folded.length}` : '−';
  const box = Math.max(18, 8 + sign.length * 8);
  return [
    draw('rect', { class: 'fold', x: right - box + 4, y: y + 8, width: box, height: 18, rx: 4 }),
    draw('text', { class: 'fold-sign', x: right + 4 - box / 2, y: y + 21.5 }, sign),
  ];
}

function badgeElements({ x, y, width }: PlacedNode, severity: Mark['severity'] | undefined): SVGElement[] {
  if (severity === undefined || severity === 'hint') return [];
  return [
    draw('circle', { class: 'badge', cx: x + width - 2, cy: y + 2, r: 8.5 }),
    draw('text', { class: 'badge-sign', x: x + width - 2, y: y + 6.3 }, SIGNS[severity]),
  ];
}

export function edgeElement(edge: PlacedEdge, marks: readonly Mark[]): SVGElement {
  const severity = worst(marks);
  const classes = ['edge', edge.tone, edge.back ? 'back' : '', severity ?? ''].filter(Boolean).join(' ');
  const group = draw('g', { class: classes, 'data-edge': edge.edges[0] ?? 0, 'aria-hidden': 'true' });
  group.append(
    draw('path', { class: 'reach', d: edge.line }),
    draw('path', { class: 'line', d: edge.line }),
    draw('path', { class: 'head', d: edge.head }),
  );
  if (edge.pill) {
    const { x, y, width, text } = edge.pill;
    const corner = { x: x - width / 2, y: y - PILL_HEIGHT / 2 };
    group.append(
      draw('rect', { class: 'pill', ...corner, width, height: PILL_HEIGHT, rx: PILL_HEIGHT / 2 }),
      draw('text', { class: 'pill-text', x, y: y + 4 }, text),
    );
  }
  return group;
}
