/** The fields of each node type, as the schemas beside this file say. */
import type { NodeFields } from '../generated/workflow.ts';

export type {
  ActionFields,
  Assignee,
  AssigneeStrategy,
  AuthGateFields,
  Duration,
  EscalationLevel,
  EscalationObject,
  EscalationWord,
  HandoffFields,
  HumanFields,
  LogicFields,
  McpToolFields,
  NodeFields,
  SendMessageFields,
  TriggerFields,
} from '../generated/workflow.ts';

export type NodeType = keyof NodeFields;
