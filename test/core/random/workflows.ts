/** Random workflows over every node type, and configurations that go with them. */
import fc from 'fast-check';
import type { Config } from '../../../engine/model/config.ts';
import { edges } from '../../simulate/parts.ts';
import type { Plan } from '../house.ts';

const IDS = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'] as const;
const id = fc.constantFrom(...IDS);
const HANDLES = [
  ':approved',
  ':approved',
  ':rejected',
  ':timeout',
  ':error',
  ':true',
  ':false',
  ':returned',
  ':redirected',
  ':ship',
  ':failed',
  ':each',
  ':done',
  ':high',
];
const handle = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 5, arbitrary: fc.constantFrom(...HANDLES) },
);
const when = fc.constantFrom(
  '',
  '',
  '',
  '?response.approved',
  '?amount > 3',
  '?none > 1',
  '?error.type == "tool"',
  '?o.ok == true',
);

/** What a node that asks a person may say, each or none of it. */
export const asking = fc.record(
  {
    options: fc.constantFrom(['approve', 'reject'], ['approve', 'edit', 'reject'], ['ship', 'reject']),
    timeout: fc.constantFrom('1h', '10m'),
    due: fc.constant('5m'),
    escalation: fc.constantFrom('auto_approve', 'auto_reject', 'escalate', 'retry', 'queue'),
    levels: fc.constantFrom(
      [{ to: 'role:finance', authority: 'amount <= 3', timeout: '20m' }, { to: 'user:carl' }],
      [
        { to: 'user:bob', authority: 'none > 1' },
        { to: 'role:legal', timeout: '5m' },
      ],
    ),
    takeover: fc.constant(true),
    approvals: fc.constantFrom({ count: 2 }, { count: 2, groups: { 'role:finance': 1, 'role:legal': 1 } }),
    fourEyes: fc.boolean(),
    exclude: fc.constant(['user:bob']),
    undoSeconds: fc.constantFrom(30, 600),
    assignee: fc.constantFrom<unknown>('user:alice', 'role:finance', {
      strategy: 'round_robin',
      pool: ['user:alice', 'user:bob'],
    }),
    editable: fc.constant(['amount']),
    risk: fc.constant('low'),
    response_schema: fc.constant({ type: 'object', properties: { approved: { type: 'boolean' } } }),
  },
  { requiredKeys: [] },
);

const tool = fc.constantFrom('s__pay', 's__again', 's__look').map((toolName) => ({
  type: 'mcp_tool',
  toolName,
  arguments: { amount: '{{amount}}' },
  outputVariable: 'o',
}));
const simple = fc.constantFrom<object>(
  { type: 'send_message', message: 'Now {{amount}}' },
  { type: 'auth_gate', outputVariable: 'mail' },
  { type: 'logic', condition: 'amount > 3' },
  { type: 'logic', condition: 'none > 1' },
  { type: 'logic', condition: 'response.approved' },
  { type: 'data_transform', expression: 'amount - 1', outputVariable: 'amount' },
  { type: 'confidence_router', confidence: 'amount' },
  { type: 'teleport' },
);
const models = fc.constantFrom<object>(
  { type: 'llm', prompt: '{{amount}}', output_schema: { properties: { amount: { type: 'number' } } } },
  { type: 'llm_call', prompt: 'Say {{amount}}', outputVariable: 'o' },
  { type: 'router', routes: [{ name: 'ship', when: 'amount > 3' }, { name: 'true' }] },
  { type: 'guardrail', input: '{{amount}}', keywords: ['x'], prompt: 'Be fair.' },
  { type: 'agent_loop', instructions: 'Pay {{amount}}.', tools: ['s__pay', 's__look'], timeout: '10m' },
);
const ways = fc.constantFrom<object>(
  { type: 'parallel' },
  { type: 'parallel' },
  { type: 'parallel', join: 'start' },
  { type: 'parallel', join: 'n0' },
  { type: 'parallel', join: 'n1', wait: 'any' },
  { type: 'parallel', join: 'start', wait: 'any' },
  { type: 'error_handler', retries: 2, delay: '1m', message: 'No.' },
  { type: 'wait_delay', duration: '10m' },
  { type: 'wait_for_reply', message: 'Which?', outputVariable: 'o', timeout: '1h' },
  { type: 'loop', items: '{{list}}', itemVariable: 'amount', maxRounds: 3 },
  { type: 'loop', condition: 'amount > 3', maxRounds: 4 },
);
const within = fc.constantFrom<object>(
  { type: 'sub_workflow', workflow: './desk.workflow.json', inputs: { amount: 4 }, outputVariable: 'o' },
  { type: 'delegate_to_bot', bot: 'desk', inputs: { amount: 2, list: [1, 2] } },
  { type: 'delegate_to_bot', bot: 'desk', maxHops: 1 },
);
const human = asking.map((handoff) => ({ type: 'human', prompt: 'Pay {{amount}} {{none}}?', ...handoff }));

/** What runs inside another run: asks, calls, says, or gives it back where it came from. */
const desk = fc
  .tuple(fc.oneof(human, human, tool, models), fc.oneof(tool, tool, human, ways))
  .map(([first, second]) => ({
    nodes: [
      { id: 'begin', type: 'trigger', triggerType: 'message_received' },
      { id: 'first', ...first },
      { id: 'second', ...second },
      { id: 'end', type: 'send_message', message: 'The desk: {{amount}}' },
    ],
    edges: edges(
      'begin>first',
      `first>second${usual(first)}`,
      `second>end${usual(second)}`,
      'first>end:rejected',
    ),
  }));

const fields = fc.oneof(
  { weight: 5, arbitrary: human },
  { weight: 3, arbitrary: tool },
  { weight: 3, arbitrary: ways },
  { weight: 2, arbitrary: simple },
  { weight: 2, arbitrary: models },
  { weight: 2, arbitrary: within },
);

/** The handle that such a node mostly ends with. */
function usual(node: object): string {
  const { type, options, response_schema: form } = node as Record<string, unknown>;
  if (type === 'loop') return ':each';
  if (type === 'auth_gate') return ':verified';
  if (type !== 'human') return '';
  if (form !== undefined && options === undefined) return '';
  return Array.isArray(options) && options[0] === 'ship' ? ':ship' : ':approved';
}

/** Nodes n0 to n5 in any order, with any edges between them. */
export const workflow: fc.Arbitrary<Plan> = fc
  .record({
    nodes: fc.tuple(...IDS.map(() => fields)),
    links: fc.array(fc.tuple(id, id, handle, when), { minLength: 2, maxLength: 10, size: 'max' }),
    chained: fc.tuple(...IDS.map(() => fc.constantFrom(true, true, true, false))),
    both: fc.boolean(),
    desk,
  })
  .map(({ nodes, links, chained, both, desk }) => ({
    desk,
    nodes: [
      { id: 'start', type: 'trigger', triggerType: 'message_received' },
      ...nodes.map((node, n) => ({ id: `n${n}`, ...node })),
    ],
    edges: edges(
      'start>n0',
      ...(both ? ['start>n1'] : []),
      ...nodes.flatMap((node, n) => (chained[n] && n < 5 ? [`n${n}>n${n + 1}${usual(node)}`] : [])),
      // Back only by a handle: what goes round without anybody's word ends in the step budget, which costs much.
      ...links
        .filter(([from, to, by]) => from < to || by !== '')
        .map(([from, to, by, on]) => `${from}>${to}${by}${on}`),
    ),
  }));

export const people = {
  alice: { name: 'A', roles: ['finance'], manager: 'user:carl', email: 'alice@shop.example' },
  bob: { name: 'B', roles: ['finance', 'legal'], manager: 'user:dana' },
  carl: { name: 'C', roles: ['legal'], manager: 'user:dana' },
  dana: { name: 'D' },
  customer: { name: 'E', roles: ['finance'] },
};

export const config = fc
  .record(
    {
      undoSeconds: fc.constant(60),
      reviews: fc.constant({ first: 1, percent: 50 }),
      askForPerson: fc.constant(true),
      notify: fc.constant(['email:role:finance']),
      owners: fc.constant(['user:dana']),
    },
    { requiredKeys: [] },
  )
  .map(
    (shop): Config => ({
      people,
      bots: { shop: JSON.parse(JSON.stringify(shop)), desk: {} },
      channels: { email: { smtp: 'smtp://127.0.0.1:1', from: 'shop@shop.example' } },
      mcpServers: {
        s: {
          command: 'unused',
          tools: { again: { effect: 'idempotent' as const }, look: { effect: 'read' as const } },
        },
      },
      policies: [{ tool: 's__again', when: 'amount > 4', require: 'role:finance' }],
    }),
  );
