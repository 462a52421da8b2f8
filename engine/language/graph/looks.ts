/** How each node type looks and what is written on it: one row a type, and the compiler asks for it. */
import type { Shape } from '../../../schemas/protocol/graph.ts';
import type { NodeType, WorkflowNode } from '../../model/workflow.ts';

interface Look {
  readonly shape: Shape;
  /** The type in words. */
  readonly kind: string;
  /** Fields of which the first that is there says most about the node. */
  readonly detail: readonly string[];
}

const LOOKS: Readonly<Record<NodeType | 'unknown', Look>> = {
  trigger: { shape: 'start', kind: 'Trigger', detail: ['triggerType'] },
  auth_gate: { shape: 'step', kind: 'Identity check', detail: ['contact', 'contact_type', 'provider'] },
  mcp_tool: { shape: 'step', kind: 'Tool', detail: ['toolName'] },
  logic: { shape: 'choice', kind: 'Condition', detail: ['condition'] },
  send_message: { shape: 'say', kind: 'Message', detail: ['message'] },
  action: { shape: 'person', kind: 'Handoff', detail: ['reason'] },
  human: { shape: 'person', kind: 'Handoff', detail: ['prompt'] },
  llm: { shape: 'step', kind: 'Model', detail: ['prompt', 'system', 'model'] },
  llm_call: { shape: 'step', kind: 'Model', detail: ['prompt', 'system', 'model'] },
  agent_loop: { shape: 'step', kind: 'Agent', detail: ['instructions', 'model'] },
  delegate_to_bot: { shape: 'step', kind: 'Other bot', detail: ['bot', 'message'] },
  router: { shape: 'choice', kind: 'Router', detail: ['input', 'model'] },
  confidence_router: { shape: 'choice', kind: 'Confidence', detail: ['confidence'] },
  guardrail: { shape: 'choice', kind: 'Guardrail', detail: ['input', 'prompt'] },
  parallel: { shape: 'choice', kind: 'Branches', detail: ['wait', 'join'] },
  loop: { shape: 'choice', kind: 'Loop', detail: ['items', 'condition'] },
  wait_delay: { shape: 'step', kind: 'Wait', detail: ['duration', 'until'] },
  wait_for_reply: { shape: 'say', kind: 'Wait for reply', detail: ['message', 'outputVariable'] },
  sub_workflow: { shape: 'step', kind: 'Workflow', detail: ['workflow'] },
  data_transform: { shape: 'step', kind: 'Data', detail: ['expression', 'outputVariable'] },
  error_handler: { shape: 'step', kind: 'Error handler', detail: ['message', 'outputVariable'] },
  unknown: { shape: 'unknown', kind: 'Unknown type', detail: ['label', 'message', 'prompt'] },
};

export interface Appearance {
  readonly type: string;
  readonly shape: Shape;
  readonly kind: string;
  readonly label: string;
  readonly detail: string;
}

export function appearanceOf(node: WorkflowNode): Appearance {
  const fields: Readonly<Record<string, unknown>> = { ...node.fields };
  const look = LOOKS[node.type];
  const label = textOf(fields.label) || node.id;
  const details = look.detail.map((name) => textOf(fields[name]));
  return {
    type: node.type === 'unknown' ? node.declaredType : node.type,
    shape: look.shape,
    kind: node.type === 'unknown' ? node.declaredType : look.kind,
    label,
    detail: details.find((text) => text !== '' && text !== label) ?? '',
  };
}

/** A text on one line, its templates in single braces; anything else says nothing here. */
function textOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '{$1}')
    .replace(/\s+/g, ' ')
    .trim();
}
