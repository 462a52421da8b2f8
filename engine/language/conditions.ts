/** Every condition of a workflow: those of nodes, of routes and of edges, each parsed once. */
import { type Expression, parse } from '../model/condition.ts';
import type { Node } from '../model/json-text.ts';
import { rowOf } from '../model/node-table.ts';
import { remembered } from '../model/remembered.ts';
import type { Edge, KnownNode } from '../model/workflow.ts';
import type { WorkflowDocument } from './document.ts';
import type { Condition } from './uses.ts';

export function conditionsOf(document: WorkflowDocument): Condition[] {
  const ofNodes = document.nodes.flatMap((node) => ofNode(node, document));
  const ofEdges = document.workflow.edges.flatMap((edge) =>
    edge.when === undefined ? [] : ofEdge(edge, document.edgePart(edge, 'when')),
  );
  return [...ofNodes, ...ofEdges];
}

const ofNode = remembered((node: KnownNode, document: WorkflowDocument): Condition[] =>
  pathsOf(node).flatMap((path) => {
    const string = document.field(node, path);
    if (typeof string?.value !== 'string') return [];
    return [{ source: string.value, expression: expressionOf(string.value), string, nodeId: node.id }];
  }),
);

const ofEdge = remembered((edge: Edge, string: Node | undefined): Condition[] => {
  if (edge.when === undefined || typeof string?.value !== 'string') return [];
  const expression = edge.when.tree.kind === 'broken' ? undefined : edge.when;
  return [{ source: edge.when.source, expression, string, nodeId: edge.source, edge }];
});

/** Where the conditions of a node stand among its fields. */
function pathsOf(node: KnownNode): (string | number)[][] {
  const own = rowOf(node.type).conditions.map((name) => [name]);
  if (node.type !== 'router') return own;
  return node.fields.routes.flatMap(({ when }, index) =>
    when === undefined ? [] : [['routes', index, 'when']],
  );
}

function expressionOf(source: string): Expression | undefined {
  const parsed = parse(source);
  return parsed.kind === 'ok' ? parsed.expression : undefined;
}
