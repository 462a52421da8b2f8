import { closest } from '../../model/closest.ts';
import { references as conditionReferences, parse } from '../../model/condition.ts';
import type { Node } from '../../model/json-text.ts';
import { BRANCH_VARIABLES, outputsOf, rowOf, TRIGGER_VARIABLES } from '../../model/node-table.ts';
import { references } from '../../model/template.ts';
import type { Workflow, WorkflowNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import type { Span, WorkflowDocument } from '../document.ts';

interface Use {
  readonly root: string;
  readonly place: Span;
  readonly nodeId: string;
}

/** Every variable that is read is set somewhere. */
export const undefinedVariable: Check = (document) => {
  const known = variablesOf(document.workflow);
  return usesIn(document)
    .filter(({ root }) => !known.has(root))
    .map(({ root, place, nodeId }) => {
      const guess = closest(root, [...known]);
      const hint =
        guess === undefined ? 'declare it under inputs of the trigger' : `did you mean "${guess}"?`;
      const message = `Nothing sets "${root}"; ${hint}`;
      return finding('undefined-variable', message.endsWith('?') ? message : `${message}.`, place, nodeId);
    });
};

function variablesOf({ nodes }: Workflow): Set<string> {
  const outputs = [...nodes.values()].flatMap((node) =>
    node.type === 'unknown' ? outputsOfUnknown(node.fields) : outputsOf(node),
  );
  return new Set([...TRIGGER_VARIABLES, ...BRANCH_VARIABLES, ...outputs]);
}

/** A type without a row still says in the usual fields what it sets. */
function outputsOfUnknown({
  outputVariable,
  output_schema: schema,
}: Readonly<Record<string, unknown>>): string[] {
  const properties =
    typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : {};
  return [
    ...(typeof outputVariable === 'string' ? [outputVariable] : []),
    ...(typeof properties === 'object' && properties !== null ? Object.keys(properties) : []),
  ];
}

function usesIn(document: WorkflowDocument): Use[] {
  const { workflow } = document;
  return [
    ...[...workflow.nodes.values()].flatMap((node) => usesOfNode(document, node)),
    ...workflow.edges.flatMap((edge) =>
      edge.when === undefined ? [] : inCondition(document, document.edgePart(edge, 'when'), edge.source),
    ),
  ];
}

function usesOfNode(document: WorkflowDocument, node: WorkflowNode): Use[] {
  if (node.type === 'unknown') return [];
  const row = rowOf(node.type);
  const fields: Readonly<Record<string, unknown>> = { ...node.fields };
  return [
    ...row.templated.flatMap((name) => inTemplates(document, node, name, fields[name])),
    ...row.conditions.flatMap((name) => inCondition(document, document.field(node, [name]), node.id)),
  ];
}

function inTemplates(document: WorkflowDocument, node: WorkflowNode, name: string, value: unknown): Use[] {
  return references(value).flatMap(({ root, path, offset, at }) => {
    const string = document.field(node, [name, ...at]);
    return string === undefined
      ? []
      : [{ root, place: document.within(string, offset, path.length), nodeId: node.id }];
  });
}

function inCondition(document: WorkflowDocument, string: Node | undefined, nodeId: string): Use[] {
  if (typeof string?.value !== 'string') return [];
  const parsed = parse(string.value);
  if (parsed.kind === 'invalid') return [];
  return conditionReferences(parsed.expression).map(({ root, offset, length }) => ({
    root,
    place: document.within(string, offset, length),
    nodeId,
  }));
}
