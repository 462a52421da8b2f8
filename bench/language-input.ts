/** Workflows of any size that are as varied as people's: the refund story over and over, each time with its own names. */

/** A workflow's text with about `size` nodes; every story leads on to the next. */
export function workflowOf(size: number): string {
  const stories = Math.max(1, Math.round(size / NODES_A_STORY));
  const nodes: unknown[] = [{ id: 'start', type: 'trigger', data: { triggerType: 'message_received' } }];
  const edges: unknown[] = [{ source: 'start', target: 'verify_0' }];
  for (let story = 0; story < stories; story++) {
    nodes.push(...nodesOf(story));
    edges.push(...edgesOf(story, story + 1 < stories));
  }
  return `${JSON.stringify({ name: 'Many refunds', bot: 'shop', nodes, edges }, null, 2)}\n`;
}

const NODES_A_STORY = 10;

function nodesOf(n: number): unknown[] {
  const call = `{"order_id": "{{order_${n}.id}}", "amount": "{{order_${n}.total}}"}`;
  return [
    { id: `verify_${n}`, type: 'auth_gate', data: { contact_type: 'email', outputVariable: `email_${n}` } },
    {
      id: `lookup_${n}`,
      type: 'mcp_tool',
      data: {
        toolName: 'orders__get_order',
        arguments: `{"email": "{{email_${n}}}"}`,
        outputVariable: `order_${n}`,
      },
    },
    {
      id: `check_${n}`,
      type: 'logic',
      data: { logicType: 'if_else', condition: `{{order_${n}.total}} > 500` },
    },
    {
      id: `review_${n}`,
      type: 'action',
      data: {
        actionType: 'human_handoff',
        reason: `Refund \${{order_${n}.total}} for order #{{order_${n}.id}} to {{email_${n}}}`,
        assignee: 'role:finance',
        priority: 'high',
        timeout: '4h',
        escalation: { action: 'escalate', to: 'role:lead', timeout: '8h', final_action: 'auto_reject' },
        holdingMessage: 'A colleague from finance looks at this. Urgent? Call +1 555 0100.',
      },
    },
    {
      id: `refund_${n}`,
      type: 'mcp_tool',
      data: { toolName: 'payments__create_refund', arguments: call, outputVariable: `refund_${n}` },
    },
    {
      id: `small_${n}`,
      type: 'mcp_tool',
      data: { toolName: 'payments__create_refund', arguments: call, outputVariable: `refund_${n}` },
    },
    {
      id: `told_${n}`,
      type: 'send_message',
      data: { message: `Your refund of \${{order_${n}.total}} is on its way: {{refund_${n}.id}}.` },
    },
    { id: `refused_${n}`, type: 'send_message', data: { message: `Refused: {{response.reason}}.` } },
    { id: `failed_${n}`, type: 'send_message', data: { message: 'That did not work. Call +1 555 0100.' } },
    {
      id: `more_${n}`,
      type: 'human',
      prompt: `Did {{email_${n}}} ask for more?`,
      timeout: '1h',
      escalation: 'auto_reject',
    },
  ];
}

function edgesOf(n: number, leadsOn: boolean): unknown[] {
  const edge = (source: string, target: string, sourceHandle?: string) => ({
    source: `${source}_${n}`,
    target: `${target}_${n}`,
    ...(sourceHandle === undefined ? {} : { sourceHandle }),
  });
  return [
    edge('verify', 'lookup', 'verified'),
    edge('verify', 'failed', 'failed'),
    edge('lookup', 'check'),
    edge('lookup', 'failed', 'error'),
    edge('check', 'review', 'true'),
    edge('check', 'small', 'false'),
    edge('review', 'refund', 'approved'),
    edge('review', 'refused', 'rejected'),
    edge('refund', 'told'),
    edge('refund', 'failed', 'error'),
    edge('small', 'told'),
    edge('small', 'failed', 'error'),
    edge('told', 'more'),
    edge('more', 'refused', 'rejected'),
    leadsOn
      ? { from: `more_${n}`, to: `verify_${n + 1}`, when: 'response.approved == true' }
      : edge('more', 'failed', 'approved'),
  ];
}
