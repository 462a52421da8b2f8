/** Both steps of a workflow's validation: the envelope, then each node's fields by the schema of its type. */
import type { NodeType } from '../../schemas/workflow/types.ts';
import type { Node } from './json-text.ts';
import type { Problem } from './problem.ts';

export function envelopeProblems(_value: unknown, _tree: Node): Problem[] {
  return [];
}

export function fieldProblems(_type: NodeType, _fields: unknown, _item: Node, _id: string): Problem[] {
  return [];
}
