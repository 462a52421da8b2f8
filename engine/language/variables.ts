/** Which variables there are in a workflow, who sets them, and of what type they are. */
import { type Output, responseType } from '../model/node-outputs.ts';
import { BRANCH_VARIABLES, outputsOf, TRIGGER_VARIABLES, typedOutputsOf } from '../model/node-table.ts';
import type { Path } from '../model/path.ts';
import { remembered } from '../model/remembered.ts';
import { ANY, objectOf, TEXT, typeAt, type ValueType } from '../model/value-type.ts';
import type { WorkflowNode } from '../model/workflow.ts';
import type { WorkflowDocument } from './document.ts';

/** Variables that a node sets; one of a type without a row still says in the usual fields what it sets. */
export const variablesSetBy = remembered((node: WorkflowNode): readonly string[] => {
  if (node.type !== 'unknown') return outputsOf(node);
  const { outputVariable, output_schema: schema } = node.fields;
  const properties =
    typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : {};
  return [
    ...(typeof outputVariable === 'string' ? [outputVariable] : []),
    ...(typeof properties === 'object' && properties !== null ? Object.keys(properties) : []),
  ];
});

/** Every variable that can have a value anywhere in a workflow. */
export function variablesOf({ workflow }: WorkflowDocument): Set<string> {
  const set = [...workflow.nodes.values()].flatMap(variablesSetBy);
  return new Set([...TRIGGER_VARIABLES, ...BRANCH_VARIABLES, ...set]);
}

/** Types of the variables of a workflow; `any` where nodes give different ones or nothing is known. */
export function typesOf(document: WorkflowDocument): (path: Path) => ValueType {
  const types = new Map<string, ValueType>();
  const add = (name: string, type: ValueType): void => {
    const known = types.get(name);
    if (known === undefined) types.set(name, type);
    else if (known !== type && JSON.stringify(known) !== JSON.stringify(type)) types.set(name, ANY);
  };
  for (const name of TRIGGER_VARIABLES) add(name, TEXT);
  for (const node of document.workflow.nodes.values())
    for (const { name, type } of typedVariablesOf(node)) add(name, type);
  for (const { fields } of document.handoffs) add('response', responseType(fields));
  add('error', objectOf({ message: TEXT, type: TEXT, node: TEXT }));
  return ({ root, segments }) => typeAt(types.get(root) ?? ANY, segments);
}

/** What a node sets; a trigger's own fields are the same everywhere. */
const typedVariablesOf = remembered((node: WorkflowNode): readonly Output[] => {
  if (node.type === 'unknown') return variablesSetBy(node).map((name) => ({ name, type: ANY }));
  const outputs = typedOutputsOf(node);
  return node.type === 'trigger' ? outputs.slice(TRIGGER_VARIABLES.length) : outputs;
});
