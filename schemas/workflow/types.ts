// Placeholder until `npm run generate` writes it from the schemas: the shapes below are what the schemas must yield.
export type Duration = string;

export interface TriggerFields {
  triggerType: 'message_received' | 'manual' | (string & {});
  inputs?: string[] | Record<string, unknown>;
  label?: string;
}
export interface AuthGateFields {
  provider?: string;
  contact_type?: 'email';
  contact?: string;
  outputVariable?: string;
  askMessage?: string;
  codeMessage?: string;
  label?: string;
}
export interface McpToolFields {
  toolName: string;
  arguments?: string | Record<string, unknown>;
  outputVariable?: string;
  label?: string;
}
export interface LogicFields {
  logicType?: 'if_else';
  condition: string;
  label?: string;
}
export interface SendMessageFields {
  message: string;
  label?: string;
}
export type EscalationWord = 'auto_approve' | 'auto_reject' | 'escalate' | 'retry' | 'queue';
export interface EscalationObject {
  action: EscalationWord;
  to?: string;
  timeout?: Duration;
  final_action?: EscalationWord;
  retries?: number;
}
export interface EscalationLevel {
  to: string;
  timeout?: Duration;
  authority?: string;
  requires?: string[];
}
export type Assignee = string | { strategy: 'role' | 'round_robin' | 'least_busy'; pool: string[] | string };
export interface HandoffFields {
  options?: string[];
  labels?: Record<string, string>;
  reasons?: string[];
  reasonRequired?: boolean;
  timeout?: Duration;
  escalation?: EscalationWord | EscalationObject;
  levels?: EscalationLevel[];
  final_action?: EscalationWord;
  retries?: number;
  assignee?: Assignee;
  exclude?: string[];
  approvals?: { count: number; groups?: Record<string, number> };
  priority?: 'low' | 'medium' | 'high' | 'urgent';
  context?: Record<string, unknown>;
  display?: { layout?: string; highlight?: string[] };
  response_schema?: Record<string, unknown>;
  editable?: string[];
  holdingMessage?: string;
  takeover?: boolean;
  summary?: string;
  note?: string;
  undoSeconds?: number;
  outputVariable?: string;
  label?: string;
  kind?: 'approval' | 'review' | 'question';
}
export interface ActionFields extends HandoffFields {
  actionType: 'human_handoff' | (string & {});
  reason?: string;
}
export interface HumanFields extends HandoffFields {
  prompt: string;
}

export interface NodeFields {
  trigger: TriggerFields;
  auth_gate: AuthGateFields;
  mcp_tool: McpToolFields;
  logic: LogicFields;
  send_message: SendMessageFields;
  action: ActionFields;
  human: HumanFields;
}
export type NodeType = keyof NodeFields;
