/** What a screen reader says of nodes and of the ways between them. */
import type { Graph, GraphEdge, GraphNode, Mark } from '../../schemas/protocol/graph.ts';

/** Handle and condition of an edge in words, or "then" where it has neither. */
export function wayOf({ handle, when }: Pick<GraphEdge, 'handle' | 'when'>): string {
  const condition = when && `if ${when.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '$1')}`;
  return [handle, condition].filter(Boolean).join(' ') || 'then';
}

const SEVERITIES: Readonly<Record<Mark['severity'], readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['remark', 'remarks'],
  hint: ['hint', 'hints'],
};

/** `2 errors, 1 warning`, or nothing. */
export function countsOf(marks: readonly Mark[]): string {
  return (Object.keys(SEVERITIES) as Mark['severity'][])
    .flatMap((severity) => {
      const count = marks.filter((mark) => mark.severity === severity).length;
      const [one, many] = SEVERITIES[severity];
      return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
    })
    .join(', ');
}

export interface Ways {
  /** Edges that leave a node and that reach it, in file order. */
  readonly out: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly into: ReadonlyMap<string, readonly GraphEdge[]>;
}

export function waysOf({ edges }: Graph): Ways {
  const out = new Map<string, GraphEdge[]>();
  const into = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    for (const [map, key] of [
      [out, edge.source],
      [into, edge.target],
    ] as const) {
      const known = map.get(key);
      if (known) known.push(edge);
      else map.set(key, [edge]);
    }
  }
  return { out, into };
}

/** One sentence or two: what the node is, what is wrong with it, where it leads. */
export function spokenNode(
  node: GraphNode,
  ways: Ways,
  labelOf: (id: string) => string,
  folded: number,
): string {
  const counts = countsOf(node.marks);
  const out = ways.out.get(node.id) ?? [];
  const leads = out.map((edge) => `${wayOf(edge)} to ${labelOf(edge.target)}`);
  return [
    `${node.kind}: ${node.label}.`,
    counts && `${counts}: ${node.marks.map(({ message }) => message).join(' ')}`,
    folded > 0 ? `${folded} folded.` : '',
    leads.length === 0 ? 'Leads nowhere.' : `Leads ${leads.join('; ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
