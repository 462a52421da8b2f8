/** The fields of each node type, as the schemas beside this file say. */
import type { NodeFields } from '../generated/workflow.ts';

export type { HandoffFields, NodeFields } from '../generated/workflow.ts';

export type NodeType = keyof NodeFields;
