/** The graph as a Mermaid flowchart, for pages that draw those. */
import type { Graph, GraphNode, Shape } from '../../../schemas/protocol/graph.ts';
import { wordsOf } from './boxes.ts';

/** Ids are replaced, so that none can be a word of the language; labels keep the author's words. */
export function mermaidOf({ nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${at + 1}`]));
  return [
    'flowchart TD',
    ...nodes.map((node) => `  ${names.get(node.id)}${shaped(node)}`),
    ...edges.map((edge) => {
      const words = wordsOf(edge);
      const label = words === '' ? '' : `|${quoted(words)}|`;
      return `  ${names.get(edge.source)} -->${label} ${names.get(edge.target)}`;
    }),
    '',
  ].join('\n');
}

const BRACKETS: Readonly<Record<Shape, readonly [string, string]>> = {
  start: ['([', '])'],
  step: ['[', ']'],
  choice: ['{', '}'],
  person: ['[[', ']]'],
  say: ['(', ')'],
  unknown: ['[', ']'],
};

function shaped({ shape, kind, label }: GraphNode): string {
  const [open, close] = BRACKETS[shape];
  return `${open}${quoted(`${kind}: ${label}`)}${close}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '#quot;',
  '#': '#35;',
  '&': '#amp;',
  '<': '#lt;',
  '>': '#gt;',
  '`': '#96;',
  '\\': '#92;',
};

function quoted(text: string): string {
  return `"${text.replace(/["#&<>`\\]/g, (character) => ENTITIES[character] ?? '').replace(/\s+/g, ' ')}"`;
}
