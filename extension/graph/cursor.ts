/** What of a graph a place in the text means: the node or edge it stands in, and the path of the diagnostic under it. */
import type { Graph, TextPlace, TextRange } from '../../schemas/protocol/graph.ts';

export interface Cursor {
  readonly node: string | null;
  readonly edge: number | null;
  readonly path: readonly string[];
}

export function cursorIn({ nodes, edges, marks }: Graph, place: TextPlace): Cursor {
  const node = nodes.find(({ range }) => holds(range, place));
  const edge = node === undefined ? edges.find(({ range }) => holds(range, place)) : undefined;
  const under = [...(node?.marks ?? []), ...(edge?.marks ?? []), ...marks];
  const proof = under.find(({ range, path }) => path.length > 1 && holds(range, place));
  return { node: node?.id ?? null, edge: edge?.index ?? null, path: proof?.path ?? [] };
}

function holds({ start, end }: TextRange, { line, character }: TextPlace): boolean {
  const afterStart = line > start.line || (line === start.line && character >= start.character);
  const beforeEnd = line < end.line || (line === end.line && character <= end.character);
  return afterStart && beforeEnd;
}
