/**
 * From a workflow's text to the graph that is drawn: nodes, edges, and the diagnostics painted on them. Pure.
 * An edge to a node that is not there is not drawn; what is said about it stands at the node it leaves.
 */
import type { Graph, GraphEdge, GraphNode, Tone } from '../../../schemas/protocol/graph.ts';
import { type Node, propertyOf } from '../../model/json-text.ts';
import { handlesOf } from '../../model/node-table.ts';
import type { Edge } from '../../model/workflow.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { openDocument, type WorkflowDocument } from '../document.ts';
import { Lines } from '../lines.ts';
import { approaches } from './approach.ts';
import { appearanceOf } from './looks.ts';
import { type Owner, paint } from './marks.ts';

export type DrawnText = { kind: 'graph'; graph: Graph } | { kind: 'unreadable'; why: string };

/**
 * The graph of a text, with these diagnostics of the same text on it. Never throws; a text that is not JSON is
 * unreadable, and `why` says where, with the line counted from one.
 */
export function graphOf(text: string, diagnostics: readonly Diagnostic[]): DrawnText {
  const { document, problems } = openDocument(text);
  const lines = new Lines(text);
  if (document === undefined) {
    const first = problems[0];
    const line = lines.positionAt(first?.offset ?? 0).line + 1;
    return { kind: 'unreadable', why: `Line ${line}: ${first?.message ?? 'there is nothing to draw.'}` };
  }
  return { kind: 'graph', graph: drawn(document, lines, diagnostics) };
}

function drawn(document: WorkflowDocument, lines: Lines, diagnostics: readonly Diagnostic[]): Graph {
  const { workflow, tree } = document;
  const edgeItems = propertyOf(tree, 'edges')?.value.children ?? [];
  const drawnEdges = workflow.edges.filter(
    ({ source, target }) => workflow.nodes.has(source) && workflow.nodes.has(target),
  );
  const isDrawn = new Set(drawnEdges);
  const owners: Owner[] = [
    ...itemsById(tree, workflow.nodes).map(([id, item]) => ({ node: id, range: lines.rangeOf(item) })),
    ...workflow.edges.map((edge) => {
      const range = lines.rangeOf(edgeItems[edge.index] ?? tree);
      return isDrawn.has(edge) ? { edge: edge.index, range } : { node: edge.source, range };
    }),
  ];
  const { ofNode, ofEdge, others } = paint(
    owners,
    diagnostics,
    approaches(workflow.nodes, workflow.outgoing, workflow.edges),
  );
  const rangeOfNode = new Map(
    owners.flatMap((owner) => ('node' in owner ? [[owner.node, owner.range]] : [])),
  );
  const whole = lines.rangeOf(tree);
  const nodes = [...workflow.nodes.values()].map(
    (node): GraphNode => ({
      id: node.id,
      ...appearanceOf(node),
      handles: handlesOf(node),
      range: rangeOfNode.get(node.id) ?? whole,
      marks: ofNode.get(node.id) ?? [],
    }),
  );
  const edges = drawnEdges.map(
    (edge): GraphEdge => ({
      ...wordsOf(edge),
      range: lines.rangeOf(edgeItems[edge.index] ?? tree),
      marks: ofEdge.get(edge.index) ?? [],
    }),
  );
  return { name: workflow.name ?? '', nodes, edges, marks: others };
}

/** The first item of each id, as reading took it. */
function itemsById(tree: Node, nodes: ReadonlyMap<string, unknown>): [string, Node][] {
  const items = new Map<string, Node>();
  for (const item of propertyOf(tree, 'nodes')?.value.children ?? []) {
    const id: unknown = propertyOf(item, 'id')?.value.value;
    if (typeof id === 'string' && nodes.has(id) && !items.has(id)) items.set(id, item);
  }
  return [...items];
}

function wordsOf({ index, source, target, handle, when }: Edge): Omit<GraphEdge, 'range' | 'marks'> {
  return {
    index,
    source,
    target,
    ...(handle === undefined ? {} : { handle }),
    ...(when === undefined ? {} : { when: when.source }),
    tone: TONES.get(handle ?? '') ?? 'plain',
  };
}

const TONES: ReadonlyMap<string, Tone> = new Map([
  ['approved', 'good'],
  ['verified', 'good'],
  ['submitted', 'good'],
  ['returned', 'good'],
  ['rejected', 'bad'],
  ['failed', 'bad'],
  ['error', 'bad'],
  ['timeout', 'bad'],
]);
