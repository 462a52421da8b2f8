/**
 * Random workflows, random people, random deaths. Whatever happens, the engine throws never (F47), its journal gives the
 * state it had (I1, G22), and no money moves twice for one word (I2, I3).
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commit } from '../../engine/core/draft.ts';
import { emptyState, type State, TABLES } from '../../engine/core/state.ts';
import { Refused } from '../../engine/run/engine.ts';
import type { Event, Place } from '../../schemas/journal/event.ts';
import { edges } from '../simulate/parts.ts';
import { House, soon } from './house.ts';

const SEED = 424242;
const RUNS = 200;

const IDS = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'] as const;
const id = fc.constantFrom(...IDS);
const handle = fc.constantFrom(
  '',
  '',
  '',
  ':approved',
  ':rejected',
  ':timeout',
  ':error',
  ':true',
  ':false',
  ':returned',
  ':ship',
  ':failed',
  ':each',
  ':done',
  ':high',
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

const waiting = fc.record(
  {
    options: fc.constantFrom(['approve', 'reject'], ['approve', 'edit', 'reject'], ['ship', 'reject']),
    timeout: fc.constantFrom('1h', '10m'),
    escalation: fc.constantFrom('auto_approve', 'auto_reject', 'escalate', 'retry', 'queue'),
    takeover: fc.boolean(),
    approvals: fc.constant({ count: 2 }),
    assignee: fc.constantFrom('user:alice', 'role:finance', {
      strategy: 'round_robin',
      pool: ['user:alice', 'user:bob'],
    }),
    editable: fc.constant(['amount']),
    response_schema: fc.constant({ type: 'object', properties: { approved: { type: 'boolean' } } }),
  },
  { requiredKeys: [] },
);
const fields = fc.oneof(
  waiting.map((handoff) => ({ type: 'human', prompt: 'Pay {{amount}} {{none}}?', ...handoff })),
  fc.constantFrom('s__pay', 's__again', 's__look').map((toolName) => ({
    type: 'mcp_tool',
    toolName,
    arguments: { amount: '{{amount}}' },
    outputVariable: 'o',
  })),
  fc
    .constantFrom('amount > 3', 'none > 1', 'response.approved')
    .map((condition) => ({ type: 'logic', condition })),
  fc.constant({ type: 'send_message', message: 'Now {{amount}}' }),
  fc.constant({ type: 'auth_gate', outputVariable: 'mail' }),
  fc.constantFrom(
    { type: 'llm', prompt: '{{amount}}', output_schema: { properties: { amount: { type: 'number' } } } },
    { type: 'router', routes: [{ name: 'ship', when: 'amount > 3' }, { name: 'true' }] },
    { type: 'guardrail', input: '{{amount}}', keywords: ['x'], prompt: 'Be fair.' },
    { type: 'agent_loop', instructions: 'Pay {{amount}}.', tools: ['s__pay', 's__look'], timeout: '10m' },
  ),
  fc.constantFrom(
    { type: 'parallel' },
    { type: 'parallel', join: 'start' },
    { type: 'parallel', join: 'start', wait: 'any' },
    { type: 'error_handler', retries: 2, delay: '1m', message: 'No.' },
    { type: 'wait_delay', duration: '10m' },
    { type: 'wait_for_reply', message: 'Which?', outputVariable: 'o', timeout: '1h' },
  ),
  fc.constantFrom(
    { type: 'loop', items: '{{list}}', itemVariable: 'amount', maxRounds: 3 },
    { type: 'loop', condition: 'amount > 3', maxRounds: 4 },
    { type: 'data_transform', expression: 'amount - 1', outputVariable: 'amount' },
    { type: 'confidence_router', confidence: 'amount' },
    { type: 'sub_workflow', workflow: './test.workflow.json', inputs: { amount: 4 }, outputVariable: 'o' },
    { type: 'delegate_to_bot', bot: 'shop', inputs: { amount: 2, list: [1, 2] } },
  ),
  fc.constant({ type: 'teleport' }),
);
const workflow = fc.record({
  nodes: fc.tuple(...IDS.map(() => fields)),
  edges: fc.array(fc.tuple(id, id, handle, when), { minLength: 4, maxLength: 14 }),
});

const who = fc.constantFrom('user:alice', 'user:bob', 'user:carl', 'user:customer', 'bot:shop', 'owner');
const decision = fc.constantFrom(
  'approve',
  'approve',
  'approve',
  'reject',
  'edit',
  'ship',
  'submit',
  'continue',
  'true',
  'retry',
  'happened',
  'did-not-happen',
  'repeat',
  'n3',
  'n5',
);
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      who,
      decision,
      nth: fc.nat(3),
      edits: fc.option(fc.constant({ amount: 9 }), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.constantFrom('hi', 'jane@acme.com', 'CODE', '000000', '{{secret}}'),
      amount: fc.constantFrom(1, 5, 'x', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 15, 60, 600) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('talk' as const),
      who: fc.constant('user:bob'),
      kind: fc.constantFrom('take' as const, 'return' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const), lost: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('tools' as const),
      answer: fc.constantFrom('succeeded' as const, 'failed' as const, 'unknown' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('models' as const),
      text: fc.constantFrom('{"amount":4}', 'true', 'passed', '{"response":{"approved":true}}', ''),
      wants: fc.constantFrom('s__pay', 's__look', 's__again', 'ask_user', 'ask_person'),
      busy: fc.boolean(),
    }),
  },
);

const config = {
  people: {
    alice: { name: 'A', roles: ['finance'], manager: 'user:carl' },
    bob: { name: 'B', roles: ['finance'] },
    carl: { name: 'C' },
  },
  mcpServers: {
    s: {
      command: 'unused',
      tools: { again: { effect: 'idempotent' as const }, look: { effect: 'read' as const } },
    },
  },
  policies: [{ tool: 's__again', when: 'amount > 4', require: 'role:finance' }],
};
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function takePart(house: House, step: Act): Promise<void> {
  switch (step.do) {
    case 'decide': {
      const all = [...house.state.handoffs.entries()].map(([, handoff]) => handoff);
      const open = all.filter((handoff) => handoff.status === 'open');
      const chosen = open[step.nth % Math.max(open.length, 1)] ?? all.at(-1);
      if (!chosen) return;
      const { id: handoff, revision } = chosen;
      const response = chosen.byForm ? { approved: step.decision === 'approve' } : undefined;
      await house.decides(step.who, step.decision, {
        id: handoff,
        revision,
        reason: 'so',
        edits: step.edits,
        response,
      });
      return;
    }
    case 'say':
      await house.says(step.text === 'CODE' ? house.code() : step.text, {
        variables: { amount: step.amount },
      });
      return;
    case 'wait':
      await house.clock.turn(step.minutes * 60_000, 'runs');
      return;
    case 'talk':
      await house.engine.submit({
        kind: step.kind,
        actor: step.who,
        body: { bot: 'shop', conversation: 'c' },
      });
      await soon();
      return;
    case 'die':
      house.cut(Math.max(house.journal.batches().length - step.lost, 0));
      await house.open();
      return;
    case 'tools':
      house.answer = async () =>
        step.answer === 'succeeded'
          ? { kind: 'succeeded', output: { ok: true } }
          : step.answer === 'failed'
            ? { kind: 'failed', type: 'tool', message: 'down' }
            : { kind: 'unknown', why: 'reset' };
      return;
    case 'models':
      house.think = async ({ messages, tools }) =>
        step.busy
          ? { kind: 'failed', type: 'rate-limit', message: 'later', retry: true }
          : { kind: 'succeeded', output: said(step, tools ? messages.length : undefined) };
      return;
    default:
      step satisfies never;
  }
}

/** An agent's model wants a tool three times before it has said enough. */
function said({ text, wants }: { text: string; wants: string }, talked: number | undefined) {
  if (talked === undefined || talked > 6) return { text, calls: [] };
  const args = JSON.stringify({ amount: talked, question: 'Which?' });
  return { text, calls: [{ id: `c${talked}`, name: wants, arguments: args }] };
}

/** Tables as they would come back from disk, where what is undefined is not there. */
function stored(state: State): unknown {
  return TABLES.map((table) => [
    table,
    [...state[table].entries()].map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]),
  ]);
}

function sameAfterReplay(house: House): void {
  assert.deepEqual(stored(house.journal.replay()), stored(house.state));
}

/** A node with those that started the runs it is in: the same one in another round is the same. */
function nameOf(events: readonly Event[], { run, node }: Pick<Place, 'run' | 'node'>): string {
  const begun = events.find((event) => event.type === 'run-started' && event.run === run);
  const parent = begun?.type === 'run-started' ? begun.parent : undefined;
  return parent ? `${nameOf(events, parent)} > ${node}` : node;
}

function neverTwice(house: House): void {
  const events = house.events();
  const decisions = events.filter((event) => event.type === 'handoff-decided');
  const decided = decisions.map((event) => event.handoff);
  assert.equal(new Set(decided).size, decided.length, 'at most one decision a handoff (I2)');
  for (const { by } of decisions)
    assert.match(
      by,
      /^(timeout|user:(alice|bob|carl))$/,
      'only people decide, never the requester (I6, T57)',
    );
  const planned = events
    .filter((event) => event.type === 'effect-planned')
    .flatMap((event) => (event.kind === 'call' && event.call.effect === 'irreversible' ? [event] : []));
  const uses = planned.flatMap(({ permit, place }) => {
    assert.ok(permit, 'no irreversible call without a permit (I3)');
    return permit.kind === 'decision' ? [`${permit.handoff} ${nameOf(events, place)}`] : [];
  });
  assert.equal(new Set(uses).size, uses.length, 'a permit is used once (I3)');
  const ids = new Set(planned.map((event) => event.id));
  const begun = events.flatMap((event) =>
    event.type === 'effect-started' && ids.has(event.id) ? [event.id] : [],
  );
  assert.equal(new Set(begun).size, begun.length, 'an irreversible call begins once (I5)');
}

describe('whatever happens (G1, G22)', () => {
  it(`nothing throws, the journal gives the same state, and nothing acts twice (${RUNS} runs, seed ${SEED})`, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(workflow, fc.array(act, { minLength: 6, maxLength: 24 }), async (made, acts) => {
        const nodes = [
          { id: 'start', type: 'trigger', triggerType: 'message_received' },
          ...made.nodes.map((node, n) => ({ id: `n${n}`, ...node })),
        ];
        const house = new House({
          nodes,
          edges: edges(
            'start>n0',
            'start>n1',
            ...made.edges.map(([from, to, by, on]) => `${from}>${to}${by}${on}`),
          ),
          config,
        });
        await house.open();
        await house.says('hi', { variables: { amount: 5, list: [1, 5] } });
        for (const step of acts) {
          if (step.do === 'die') neverTwice(house);
          await takePart(house, step).catch((error) => {
            if (!(error instanceof Refused)) throw error;
          });
        }
        neverTwice(house);
        assert.deepEqual(house.errors, []);
        sameAfterReplay(house);
        for (const event of house.events()) seen.add(event.type);
        await house.open();
        sameAfterReplay(house);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    for (const type of [
      'handoff-decided',
      'handoff-expired',
      'handoff-returned',
      'effect-unknown',
      'agent-progressed',
      'loop-turned',
      'branches-joined',
    ])
      assert.ok(seen.has(type), `no run came to ${type}`);
  });

  it('a draft that is thrown away leaves the state as it was (F47)', () => {
    const state = emptyState();
    commit(state, [{ table: 'rotations', key: 'a', value: { last: 'x' } }]);
    assert.deepEqual([...state.rotations.entries()], [['a', { last: 'x' }]]);
    commit(state, [{ table: 'rotations', key: 'a', value: undefined }]);
    assert.deepEqual([...state.rotations.entries()], []);
  });
});
