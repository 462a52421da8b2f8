/** The picture as one SVG file: no script, no link, colours inside it for light and dark. Texts of the author are escaped. */
import type {
  Graph,
  GraphNode,
  Mark,
  PlacedEdge,
  PlacedGraph,
  PlacedNode,
  Scheme,
} from '../../../schemas/protocol/graph.ts';
import { SIZES } from './boxes.ts';
import { svgStyle } from './svg-style.ts';

/** @param scheme colours for one ground, or for the one the viewer prefers */
export function svgOf(graph: Graph, placed: PlacedGraph, scheme: Scheme = 'auto'): string {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const marks = new Map(graph.edges.map(({ index, marks: ofEdge }) => [index, ofEdge]));
  const [width, height] = [Math.ceil(placed.width), Math.ceil(placed.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(graph.name === '' ? 'Workflow' : graph.name)}</title>`,
    `<style>${svgStyle(scheme)}</style>`,
    '<rect class="ground" width="100%" height="100%"/>',
    ...placed.edges.map((edge) => lineOf(edge, worst(edge.edges.flatMap((index) => marks.get(index) ?? [])))),
    ...placed.edges.flatMap(pillsOf),
    ...placed.nodes.map((node) => nodeOf(node, byId.get(node.id))),
    '</svg>\n',
  ].join('\n');
}

function lineOf({ line, head, tone, back }: PlacedEdge, severity: Mark['severity'] | undefined): string {
  const classes = ['edge', tone, back ? 'back' : '', severity ?? ''].filter(Boolean).join(' ');
  return `<g class="${classes}"><path class="line" d="${line}"/><path class="arrow" d="${head}"/></g>`;
}

function pillsOf({ pill, tone }: PlacedEdge): string[] {
  if (pill === undefined) return [];
  const { x, y, width, text } = pill;
  const [left, top] = [round(x - width / 2), round(y - SIZES.pillHeight / 2)];
  return [
    `<g class="pill ${tone}"><rect x="${left}" y="${top}" width="${width}" height="${SIZES.pillHeight}" rx="${SIZES.pillHeight / 2}"/><text x="${round(x)}" y="${round(y + 4)}">${escaped(text)}</text></g>`,
  ];
}

function nodeOf(placed: PlacedNode, node: GraphNode | undefined): string {
  const severity = worst(node?.marks ?? []);
  const { x, y, width } = placed;
  const spoken = node === undefined ? placed.id : `${node.kind}: ${node.label}${said(node.marks)}`;
  return [
    `<g class="node ${node?.shape ?? 'unknown'} ${severity ?? ''}"><title>${escaped(spoken)}</title>`,
    `<path class="outline" d="${placed.outline}"/><path class="sign" d="${placed.sign}"/>`,
    ...placed.texts.flatMap((each) =>
      each.role === 'short'
        ? []
        : `<text class="${each.role}" x="${round(each.x)}" y="${round(each.y)}">${escaped(each.text)}</text>`,
    ),
    placed.folded.length > 0
      ? `<text class="kind end" x="${round(x + width - 14)}" y="${round(y + 20)}">+${placed.folded.length}</text>`
      : '',
    severity === undefined || severity === 'hint'
      ? ''
      : `<g class="badge"><circle cx="${round(x + width - 4)}" cy="${round(y + 4)}" r="8"/><text x="${round(x + width - 4)}" y="${round(y + 8)}">${SIGN_OF[severity]}</text></g>`,
    '</g>',
  ].join('');
}

const SIGN_OF: Readonly<Record<Mark['severity'], string>> = {
  error: '×',
  warning: '!',
  information: 'i',
  hint: 'i',
};

function said(marks: readonly Mark[]): string {
  return marks.map(({ severity, message }) => `\n${severity}: ${message}`).join('');
}

const ORDER: readonly Mark['severity'][] = ['error', 'warning', 'information', 'hint'];

/** The worst severity among marks. */
function worst(marks: readonly Mark[]): Mark['severity'] | undefined {
  return ORDER.find((severity) => marks.some((mark) => mark.severity === severity));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** XML knows no control characters, so those are left out. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' || character === '\n')
    .map((character) => ENTITIES[character] ?? character)
    .join('');
}
