/**
 * Branches that meet: in whatever order people, clocks, users and tools come, and wherever the process dies, the run ends in
 * the same state, and the call behind the join is made once (G22, I3).
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { call, edges, say, start } from '../simulate/parts.ts';
import { House, soon } from './house.ts';

const SEED = 20_270_104;
const RUNS = 100;
const config = { mcpServers: { s: { command: 'unused', tools: { look: { effect: 'read' as const } } } } };

type Kind = 'ask' | 'wait' | 'reply' | 'look' | 'set' | 'say';

const MAKE: Readonly<Record<Kind, (id: string) => object>> = {
  ask: (id) => ({ id, type: 'human', prompt: `${id}?`, outputVariable: id }),
  wait: (id) => ({ id, type: 'wait_delay', duration: '10m' }),
  reply: (id) => ({ id, type: 'wait_for_reply', outputVariable: id }),
  look: (id) => call(id, 's__look', { id }, { outputVariable: id }),
  set: (id) => ({ id, type: 'data_transform', set: { [id]: '{{amount}}' } }),
  say: (id) => say(id),
};

/** A fork into branches of these steps, a join of all of them, and a payment behind it. */
function plan(branches: readonly (readonly Kind[])[]) {
  const nodes = [start, { id: 'fork', type: 'parallel' }];
  const ways = ['start>fork'];
  for (const [b, steps] of branches.entries()) {
    const ids = steps.map((_, at) => `b${b}s${at}`);
    nodes.push(...steps.map((kind, at) => ({ ...(MAKE[kind](ids[at] ?? '') as typeof start) })));
    for (const [at, id] of ['fork', ...ids].entries()) {
      const handle = at > 0 && steps[at - 1] === 'ask' ? ':approved' : '';
      ways.push(`${id}>${ids[at] ?? 'meet'}${handle}`);
    }
  }
  const behind = [
    { id: 'meet', type: 'parallel', join: 'fork' },
    call('pay', 's__pay', { amount: 5 }),
    say('done'),
  ];
  return { config, nodes: [...nodes, ...behind], edges: edges(...ways, 'meet>pay', 'pay>done') };
}

/** What can be done next, by what is open. */
async function act(house: House, choice: number, answers: (() => void)[]): Promise<void> {
  const open = [...house.state.handoffs.entries()].filter(([, { status }]) => status === 'open');
  const isAsked = [...house.state.conversations.entries()].some(([, { replies }]) => replies.length > 0);
  const moves: (() => Promise<unknown>)[] = [
    ...open.map(
      ([id, { revision }]) =>
        () =>
          house.decides('user:alice', 'approve', { id, revision }),
    ),
    ...(isAsked ? [() => house.says('x')] : []),
    ...answers.map((answer, at) => async () => {
      answers.splice(at, 1);
      answer();
      await soon();
    }),
    () => house.clock.turn(600_000, 'runs'),
    () => die(house, answers),
    async () => {
      const body = { bot: 'shop', conversation: 'c' };
      await house.engine.submit({ kind: 'take', actor: 'user:bob', body });
      await die(house, answers);
      await house.engine.submit({ kind: 'return', actor: 'user:bob', body });
      await soon();
    },
  ];
  await moves[choice % moves.length]?.();
}

/** A call that only reads is made again after a death in its middle, until it was tried too often. */
async function die(house: House, answers: (() => void)[]): Promise<void> {
  const tries = [...house.state.effects.entries()].map(([, { attempt }]) => attempt);
  if (answers.length > 0 && Math.max(0, ...tries) > 1) return;
  answers.length = 0;
  await house.open();
}

async function play(branches: readonly (readonly Kind[])[], choices: readonly number[]) {
  const house = new House(plan(branches));
  const answers: (() => void)[] = [];
  house.answer = ({ tool }) =>
    tool === 'look'
      ? new Promise((resolve) => answers.push(() => resolve({ kind: 'succeeded', output: { found: 1 } })))
      : Promise.resolve({ kind: 'succeeded', output: {} });
  await house.open();
  await house.says('hi', { variables: { amount: 5 } });
  const isOver = (): boolean => house.run() !== 'waiting';
  for (const choice of choices) if (!isOver()) await act(house, choice, answers);
  // Whatever is still open is done in turn.
  for (let round = 0; round < 200 && !isOver(); round++) await act(house, 0, answers);
  const [, run] = [...house.state.runs.entries()][0] ?? [];
  assert.deepEqual(house.errors, []);
  return {
    status: run?.status,
    variables: JSON.parse(JSON.stringify(run?.variables)),
    paid: house.calls.filter(({ call: made }) => made.tool === 'pay').length,
    done: house.said().filter((text) => text === 'done').length,
  };
}

describe('branches that meet', () => {
  const kind = fc.constantFrom<Kind>('ask', 'wait', 'reply', 'look', 'set', 'say');
  const branches = fc.array(fc.array(kind, { maxLength: 3 }), { minLength: 1, maxLength: 4 });
  const choices = fc.array(fc.nat(30), { maxLength: 25 });

  it(`end in the same state in every order, over deaths and takeovers (${RUNS} runs, seed ${SEED})`, () =>
    fc.assert(
      fc.asyncProperty(branches, choices, choices, async (made, one, other) => {
        const first = await play(made, one);
        assert.deepEqual(
          { status: first.status, paid: first.paid, done: first.done },
          { status: 'completed', paid: 1, done: 1 },
        );
        assert.deepEqual(await play(made, other), first);
      }),
      { numRuns: RUNS, seed: SEED },
    ));
});

describe('cancelling (F42)', () => {
  const inner = { id: 'self', type: 'sub_workflow', workflow: './test.workflow.json' };

  it('a run ends everything it waits for: clocks, questions, runs within it', async () => {
    const house = new House({
      nodes: [
        start,
        { id: 'first', type: 'logic', condition: 'again' },
        { ...inner, inputs: { again: false } },
        { id: 'ask', type: 'human', prompt: 'Well?', timeout: '1h' },
        { id: 'wait', type: 'wait_delay', duration: '1h' },
      ],
      edges: edges(
        'start>first',
        'first>self:true',
        'first>ask:false',
        'first>wait:false',
        'first>wait:true',
      ),
    });
    await house.open();
    await house.says('hi', { variables: { again: true } });
    const [root] = [...house.state.runs.entries()];
    assert.ok(root);
    assert.equal([...house.state.runs.entries()].length, 2);
    assert.equal([...house.state.timers.entries()].length, 3);
    await house.engine.submit({ kind: 'cancel', actor: 'user:alice', body: { run: root[0] } });
    await house.open();
    assert.deepEqual(
      [...house.state.runs.entries()].map(([, { status }]) => status),
      ['cancelled', 'cancelled'],
    );
    assert.deepEqual([...house.state.timers.entries()], []);
    assert.equal(house.handoff('ask').status, 'cancelled');
    await house.clock.turn(86_400_000, 'runs');
    assert.deepEqual(house.errors, []);
  });

  it('of a run within another one lets that one go on by error', async () => {
    const house = new House({
      nodes: [
        start,
        { id: 'first', type: 'logic', condition: 'again' },
        { ...inner, inputs: { again: false } },
        { id: 'wait', type: 'wait_delay', duration: '1h' },
        say('failed', '{{error.message}}'),
      ],
      edges: edges('start>first', 'first>self:true', 'first>wait:false', 'self>failed:error'),
    });
    await house.open();
    await house.says('hi', { variables: { again: true } });
    const child = [...house.state.runs.entries()].at(-1)?.[0] ?? '';
    await house.engine.submit({ kind: 'cancel', actor: 'user:alice', body: { run: child } });
    await soon();
    assert.deepEqual(house.said(), ['what it started was cancelled']);
    assert.equal([...house.state.runs.entries()][0]?.[1].status, 'completed');
  });
});

describe('an error handler', () => {
  it('never repeats a call whose outcome is not known: a person says first, and the new call has a permit of its own (I5)', async () => {
    const house = new House({
      nodes: [
        start,
        call('pay', 's__pay', { amount: 5 }),
        { id: 'failed', type: 'error_handler', retries: 2, delay: '1m' },
        say('done'),
      ],
      edges: edges('start>pay', 'pay>done', 'pay>failed:error'),
    });
    const outcomes = [{ kind: 'unknown' as const, why: 'the line broke' }];
    house.answer = async () => outcomes.shift() ?? { kind: 'succeeded', output: {} };
    await house.open();
    await house.says('hi');
    await house.clock.turn(86_400_000, 'runs');
    assert.equal(house.handoff().kind, 'unknown');
    assert.equal(house.calls.length, 1);
    await house.decides('user:alice', 'did-not-happen', { reason: 'the bank knows of none' });
    assert.equal(house.calls.length, 1);
    await house.clock.turn(60_000, 'runs');
    assert.equal(house.calls.length, 2);
    assert.notEqual(house.calls[0]?.key, house.calls[1]?.key);
    const permits = house.of('effect-planned').map((event) => event.kind === 'call' && event.permit?.kind);
    assert.deepEqual(permits, ['policy', 'policy']);
    assert.deepEqual(house.said().slice(-1), ['done']);
  });
});

describe('a workflow inside another one', () => {
  it('is the one that was there when the run began (I13)', async () => {
    const plan = (said: string) => ({
      nodes: [
        start,
        { id: 'inside', type: 'logic', condition: 'inside' },
        say('hi', said),
        { id: 'reply', type: 'wait_for_reply', message: 'Well?' },
        { id: 'self', type: 'sub_workflow', workflow: './test.workflow.json', inputs: { inside: true } },
      ],
      edges: edges('start>inside', 'inside>hi:true', 'inside>reply:false', 'reply>self'),
    });
    const house = new House(plan('before'));
    await house.open();
    await house.says('hi', { variables: { inside: false } });
    house.redefine(plan('after'));
    await house.open();
    await house.says('go');
    assert.deepEqual(house.said(), ['Well?', 'before']);
    await house.says('again', { variables: { inside: true } });
    assert.deepEqual(house.said(), ['Well?', 'before', 'after']);
  });

  it('is today\u2019s once a person has moved the run to today\u2019s definition (F26)', async () => {
    const plan = (said: string) => ({
      nodes: [
        start,
        { id: 'inside', type: 'logic', condition: 'inside' },
        say('hi', said),
        { id: 'reply', type: 'wait_for_reply', message: 'Well?' },
        { id: 'self', type: 'sub_workflow', workflow: './test.workflow.json', inputs: { inside: true } },
      ],
      edges: edges('start>inside', 'inside>hi:true', 'inside>reply:false', 'reply>self'),
    });
    const house = new House(plan('before'));
    await house.open();
    const { run = '' } = await house.says('hi', { variables: { inside: false } });
    house.redefine(plan('after'));
    await house.open();
    const to = createHash('sha256')
      .update(JSON.stringify({ bot: 'shop', ...plan('after') }))
      .digest('hex');
    await house.engine.submit({ kind: 'migrate', actor: 'user:alice', body: { run, to } });
    await house.says('go');
    assert.deepEqual(house.said(), ['Well?', 'after']);
  });

  it('goes on after deaths in its middle, and then its parent does (I1, G22)', async () => {
    const house = new House({
      nodes: [
        start,
        { id: 'inside', type: 'logic', condition: 'inside' },
        { id: 'wait', type: 'wait_delay', duration: '1h' },
        { id: 'self', type: 'sub_workflow', workflow: './test.workflow.json', inputs: { inside: true } },
        say('done'),
      ],
      edges: edges('start>inside', 'inside>wait:true', 'inside>self:false', 'self>done'),
    });
    await house.open();
    await house.says('hi', { variables: { inside: false } });
    for (let minutes = 0; minutes < 60; minutes += 20) {
      await house.open();
      assert.deepEqual(house.said(), []);
      await house.clock.turn(20 * 60_000, 'runs');
    }
    assert.deepEqual(house.said(), ['done']);
    await house.open();
    assert.deepEqual(house.said(), ['done']);
  });
});

describe('what a reviewer is shown of calls behind these nodes (I8)', () => {
  const shown = async (nodes: object[], ways: string[], variables: Record<string, unknown> = {}) => {
    const ask = { id: 'ask', type: 'human', prompt: 'May I?' };
    const pay = call('pay', 's__pay', { order: '{{order}}' });
    const house = new House({ nodes: [start, ask, ...nodes, pay], edges: edges('start>ask', ...ways) });
    await house.open();
    await house.says('hi', { variables: { order: 7, ...variables } });
    return house.handoff().calls.map((one) => (one.known ? one.call.arguments : `${one.node}: ${one.why}`));
  };
  const loop = { id: 'round', type: 'loop', items: '{{orders}}', itemVariable: 'order' };
  const around = ['ask>round:approved', 'round>pay:each', 'pay>round'];

  it('the first round of a loop, with its item', async () =>
    assert.deepEqual(await shown([loop], around, { orders: [1, 2] }), ['{"order":1}']));

  it('nothing of a loop without items', async () =>
    assert.deepEqual(await shown([loop], around, { orders: [] }), []));

  it('what a transformation gives', async () => {
    const set = { id: 'set', type: 'data_transform', expression: 'order * 2', outputVariable: 'order' };
    assert.deepEqual(await shown([set], ['ask>set:approved', 'set>pay']), ['{"order":14}']);
  });

  it('the way that a known confidence takes', async () => {
    const sure = { id: 'sure', type: 'confidence_router', confidence: 'confidence' };
    const ways = ['ask>sure:approved', 'sure>pay:high'];
    assert.deepEqual(await shown([sure], ways, { confidence: 0.9 }), ['{"order":7}']);
    assert.deepEqual(await shown([sure], ways, { confidence: 0.1 }), []);
  });

  it('behind a wait, that it is not known yet', async () => {
    const wait = { id: 'wait', type: 'wait_delay', duration: '1h' };
    assert.deepEqual(await shown([wait], ['ask>wait:approved', 'wait>pay']), [
      'pay: it stands behind the wait at wait',
    ]);
  });

  it('inside another workflow, each call by its way there', async () => {
    const give = { id: 'give', type: 'delegate_to_bot', bot: 'shop' };
    const calls = await shown([give], ['ask>give:approved']);
    assert.deepEqual(calls[0], 'give > pay: it stands behind the start of another workflow');
  });
});
