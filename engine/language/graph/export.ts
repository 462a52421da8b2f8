import type { Export, Graph } from '../../../schemas/protocol/graph.ts';
import { mermaidOf } from './mermaid.ts';
import { place } from './place.ts';
import { svgOf } from './svg.ts';

/** The graph as a file for others, with these nodes folded where it is a picture. */
export function exported(graph: Graph, folded: readonly string[], as: Export): string {
  return as.format === 'mermaid' ? mermaidOf(graph) : svgOf(graph, place(graph, folded), as.scheme);
}
