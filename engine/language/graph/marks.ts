/** Which node or edge a diagnostic is painted on: the edge it stands in, else the node it names, else the node it stands in. */
import type { Mark, TextPlace, TextRange } from '../../../schemas/protocol/graph.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** A stretch of the text and what is drawn for it. */
export type Owner =
  | { readonly node: string; readonly range: TextRange }
  | { readonly edge: number; readonly range: TextRange };

export interface Painted {
  readonly ofNode: ReadonlyMap<string, readonly Mark[]>;
  readonly ofEdge: ReadonlyMap<number, readonly Mark[]>;
  readonly others: readonly Mark[];
}

/** @param approach the way that leads to a node, for paths that begin in the middle */
export function paint(
  owners: readonly Owner[],
  diagnostics: readonly Diagnostic[],
  approach: (id: string) => readonly string[],
): Painted {
  const sorted = [...owners].sort((a, b) => compare(a.range.start, b.range.start));
  const nodes = new Set(owners.flatMap((owner) => ('node' in owner ? [owner.node] : [])));
  const ofNode = new Map<string, Mark[]>();
  const ofEdge = new Map<number, Mark[]>();
  const others: Mark[] = [];
  for (const diagnostic of diagnostics) {
    const owner = ownerAt(sorted, diagnostic.range.start);
    const named =
      diagnostic.nodeId !== undefined && nodes.has(diagnostic.nodeId) ? diagnostic.nodeId : undefined;
    if (owner !== undefined && 'edge' in owner) add(ofEdge, owner.edge, markOf(diagnostic, approach));
    else if (named !== undefined) add(ofNode, named, markOf(diagnostic, approach));
    else if (owner !== undefined) add(ofNode, owner.node, markOf(diagnostic, approach));
    else others.push(markOf(diagnostic, approach));
  }
  return { ofNode, ofEdge, others };
}

function markOf(
  { code, severity, message, range, path = [] }: Diagnostic,
  approach: (id: string) => readonly string[],
): Mark {
  const [first] = path;
  return { code, severity, message, range, path: first === undefined ? [] : [...approach(first), ...path] };
}

/** Items of a list do not overlap, so the last that starts at or before a place is the only one that can hold it. */
function ownerAt(sorted: readonly Owner[], place: TextPlace): Owner | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const owner = sorted[middle];
    if (owner !== undefined && compare(owner.range.start, place) <= 0) low = middle + 1;
    else high = middle;
  }
  const owner = sorted[low - 1];
  return owner !== undefined && compare(place, owner.range.end) <= 0 ? owner : undefined;
}

function compare(a: TextPlace, b: TextPlace): number {
  return a.line - b.line || a.character - b.character;
}

function add<K>(marks: Map<K, Mark[]>, key: K, mark: Mark): void {
  const known = marks.get(key);
  if (known === undefined) marks.set(key, [mark]);
  else known.push(mark);
}
