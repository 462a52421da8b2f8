import { fails, holds, type Play } from './play.ts';

/** A refund with the node types, handles and edges of the complete example (R9). */
const REFUND: Pick<Play, 'nodes' | 'edges'> = {
  nodes: [
    { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } },
    {
      id: 'auth',
      type: 'auth_gate',
      data: { provider: 'smtp', contact_type: 'email', outputVariable: 'email' },
    },
    {
      id: 'lookup',
      type: 'mcp_tool',
      data: { toolName: 'orders__get_order', arguments: '{"email": "{{email}}"}', outputVariable: 'order' },
    },
    { id: 'check', type: 'logic', data: { logicType: 'if_else', condition: '{{order.total}} > 500' } },
    {
      id: 'ask',
      type: 'action',
      data: { actionType: 'human_handoff', reason: 'Refund ${{order.total}} for #{{order.id}} ({{email}})' },
    },
    {
      id: 'small',
      type: 'mcp_tool',
      data: { toolName: 'pay__refund', arguments: '{"order": "{{order.id}}"}', outputVariable: 'refund' },
    },
    {
      id: 'large',
      type: 'mcp_tool',
      data: { toolName: 'pay__refund', arguments: '{"order": "{{order.id}}"}', outputVariable: 'refund' },
    },
    { id: 'yes', type: 'send_message', data: { message: 'Approved: ${{order.total}}.' } },
    { id: 'no', type: 'send_message', data: { message: 'Sorry: {{response.reason}}' } },
    { id: 'auto', type: 'send_message', data: { message: 'Done: ${{order.total}} for #{{order.id}}.' } },
  ],
  edges: [
    { id: 'e1', source: 'start', target: 'auth' },
    { id: 'e2', source: 'auth', target: 'lookup', sourceHandle: 'verified' },
    { id: 'e3', source: 'lookup', target: 'check' },
    { id: 'e4', source: 'check', target: 'ask', sourceHandle: 'true' },
    { id: 'e5', source: 'check', target: 'small', sourceHandle: 'false' },
    { id: 'e6', source: 'ask', target: 'large', sourceHandle: 'approved' },
    { id: 'e7', source: 'ask', target: 'no', sourceHandle: 'rejected' },
    { id: 'e8', source: 'large', target: 'yes' },
    { id: 'e9', source: 'small', target: 'auto' },
  ],
};
const auth: Play['auth'] = { auth: { verified: 'jane@acme.com' } };
const config: Play['config'] = {
  people: { alice: { name: 'Alice', roles: ['finance'] }, jane: { name: 'Jane', email: 'jane@acme.com' } },
  mcpServers: { orders: { command: 'unused', tools: { get_order: { effect: 'read' } } } },
};
const tools = (total?: unknown): Play['tools'] => ({
  orders__get_order: { returns: { id: '45678', ...(total !== undefined && { total }) } as never },
  pay__refund: { returns: { ok: true } as never },
});
const once = { expect: { toolCalled: { name: 'pay__refund', arguments: { order: '45678' }, times: 1 } } };
const never = { expect: { toolCalled: { name: 'pay__refund', times: 0 } } };

describe('the refund story (R9)', () => {
  it('pays a small refund without a person, and tells the customer (R4, R8)', () =>
    holds({
      ...REFUND,
      config,
      auth,
      tools: tools(120),
      steps: [
        { user: 'I want my money back' },
        { expect: { message: 'Done: $120 for #45678.' } },
        once,
        { expect: { run: 'completed' } },
      ],
    }));

  it('waits for a person above the limit, and pays once after the approval (R25, R26)', () =>
    holds({
      ...REFUND,
      config,
      auth,
      tools: tools(2000),
      steps: [
        { user: 'I want my money back' },
        { expect: { holding: { contains: 'person' } } },
        {
          expect: {
            handoff: {
              node: 'ask',
              reason: 'Refund $2000 for #45678 (jane@acme.com)',
              status: 'open',
              kind: 'approval',
            },
          },
        },
        never,
        { expect: { run: 'waiting' } },
        { restart: true },
        { reviewer: 'user:alice', decide: 'approve' },
        once,
        { expect: { message: 'Approved: $2000.' } },
        { expect: { run: 'completed' } },
      ],
    }));

  it('tells the customer why a refund was rejected, and pays nothing (R49)', () =>
    holds({
      ...REFUND,
      config,
      auth,
      tools: tools(2000),
      steps: [
        { user: 'I want my money back' },
        { reviewer: 'user:alice', decide: 'reject', refused: 'invalid' },
        { reviewer: 'user:alice', decide: 'reject', reason: 'paid back last week' },
        { expect: { message: 'Sorry: paid back last week' } },
        never,
        { reviewer: 'user:alice', decide: 'approve', refused: 'already-decided' },
        { expect: { run: 'completed' } },
      ],
    }));

  it('asks a person where the total is missing, and pays nothing (I16)', () =>
    holds({
      ...REFUND,
      config,
      auth,
      tools: tools(),
      steps: [
        { user: 'I want my money back' },
        { expect: { handoff: { node: 'check', kind: 'failure', status: 'open' } } },
        never,
        { expect: { run: 'waiting' } },
        { reviewer: 'user:alice', decide: 'reject' },
        never,
        { expect: { run: 'failed' } },
      ],
    }));

  it('lets nobody decide on their own request (T57)', () =>
    holds({
      ...REFUND,
      config,
      auth,
      tools: tools(2000),
      steps: [{ user: 'hello' }, { reviewer: 'user:jane', decide: 'approve', refused: 'forbidden' }, never],
    }));

  it('ends failed and says so where the gate is not passed', () =>
    holds({
      ...REFUND,
      config,
      auth: { auth: { failed: true } },
      steps: [
        { user: 'hello' },
        { expect: { run: 'failed' } },
        { expect: { holding: true } },
        { expect: { toolCalled: { name: 'orders__get_order', times: 0 } } },
      ],
    }));

  it('fails a scenario that has no double for a tool', () =>
    fails({ ...REFUND, config, auth, steps: [{ user: 'hello' }] }, /no double for it/));
});
