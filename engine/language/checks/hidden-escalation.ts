import { type ConditionReference, references } from '../../model/condition.ts';
import type { Tree } from '../../model/condition-tree.ts';
import { outputsOf } from '../../model/node-table.ts';
import type { Edge } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import { isModel } from '../tools.ts';
import type { Condition } from '../uses.ts';

/** Whether a person is asked is not up to a model alone: some way in is a rule that can be read and tested. */
export const hiddenEscalation: Check = (document) => {
  if (!document.nodes.some((node) => isModel(node) || node.type === 'router')) return [];
  const models = modelVariables(document);
  const ofNodes = new Map(
    document.conditions().flatMap((one) => (one.edge === undefined ? [[one.nodeId, one] as const] : [])),
  );
  const incoming = new Map<string, Edge[]>();
  for (const edge of document.workflow.edges) {
    const known = incoming.get(edge.target);
    if (known === undefined) incoming.set(edge.target, [edge]);
    else known.push(edge);
  }
  return document.handoffs.flatMap((node) => {
    const edges = incoming.get(node.id) ?? [];
    const [first] = edges;
    if (first === undefined || !edges.every((edge) => isModelsChoice(document, models, ofNodes, edge)))
      return [];
    const place = document.edgePart(first, 'when', 'sourceHandle') ?? document.idOf(node);
    const message = `Only a model decides whether "${node.id}" is asked; add a rule that can be read, such as a threshold, a keyword or the user's own wish.`;
    return [finding('hidden-escalation', message, place, node.id)];
  });
};

/** Variables that only models set. */
function modelVariables({ nodes }: WorkflowDocument): Set<string> {
  const others = new Set(nodes.filter((node) => !isModel(node)).flatMap(outputsOf));
  return new Set(
    nodes
      .filter(isModel)
      .flatMap(outputsOf)
      .filter((name) => !others.has(name)),
  );
}

function isModelsChoice(
  document: WorkflowDocument,
  models: ReadonlySet<string>,
  ofNodes: ReadonlyMap<string, Condition>,
  edge: Edge,
): boolean {
  const source = document.workflow.nodes.get(edge.source);
  if (source === undefined || source.type === 'unknown') return false;
  if (edge.when !== undefined) return reliesOn(models, edge.when.tree, references(edge.when));
  if (source.type === 'router')
    return source.fields.routes.every(({ when }) => when === undefined) && edge.handle !== 'default';
  if (source.type !== 'logic') return false;
  const condition = ofNodes.get(source.id)?.expression;
  return condition !== undefined && reliesOn(models, condition.tree, references(condition));
}

/** Whether a condition reads nothing but what a model said, and compares it with no threshold. */
function reliesOn(models: ReadonlySet<string>, tree: Tree, read: readonly ConditionReference[]): boolean {
  return read.length > 0 && read.every(({ root }) => models.has(root)) && !hasThreshold(tree);
}

function hasThreshold(tree: Tree): boolean {
  if (tree.kind === 'unary') return hasThreshold(tree.operand);
  if (tree.kind !== 'binary') return false;
  return (
    ['<', '<=', '>', '>='].includes(tree.operator) || hasThreshold(tree.left) || hasThreshold(tree.right)
  );
}
