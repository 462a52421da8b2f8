/**
 * Nodes whose fields do not fit, as proofs see them: of the type they say, with the fields that do fit. A person whose
 * priority is misspelt is still a person, so one mistake is not told again wherever a way passes it.
 */
import { isNodeType } from '../../model/node-table.ts';
import { remembered } from '../../model/remembered.ts';
import type { KnownNode, UnknownNode, WorkflowNode } from '../../model/workflow.ts';
import { unfitFields } from '../../model/workflow-schema.ts';
import { variablesSetBy } from '../variables.ts';

const unfit = new WeakSet<WorkflowNode>();

/** The node itself, but one of a known type whose fields do not fit without them; what cannot be saved stays unknown. */
export function asDeclared(node: WorkflowNode): WorkflowNode {
  return node.type === 'unknown' ? declared(node) : node;
}

/** Whether some of what is written at a node could not be read. */
export function isUnfit(node: WorkflowNode): boolean {
  return unfit.has(node);
}

const declared = remembered((node: UnknownNode): WorkflowNode => {
  const type = node.declaredType;
  if (!isNodeType(type)) return node;
  const wrong = new Set(unfitFields(type, node.fields));
  const fitting = Object.entries(node.fields).filter(([name]) => !wrong.has(name));
  const fields = { ...STAND_INS.get(type), ...Object.fromEntries(fitting) };
  if (unfitFields(type, fields).length > 0) return node;
  const saved = { id: node.id, type, fields } as unknown as KnownNode;
  // A variable that is lost with a field would be missed at every use.
  const sets = variablesSetBy(saved);
  if (variablesSetBy(node).some((name) => !sets.includes(name))) return node;
  unfit.add(saved);
  return saved;
});

/** For texts that have to be there and no proof reads. */
const STAND_INS = new Map<string, Readonly<Record<string, string>>>([
  ['human', { prompt: '…' }],
  ['send_message', { message: '…' }],
]);
