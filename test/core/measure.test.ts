import assert from 'node:assert/strict';
import { statsOf } from '../../engine/core/measure/stats.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House } from './house.ts';

const refunds = (fields: Record<string, unknown> = {}) =>
  new House({
    nodes: [start, ask('a', fields), call('pay', 's__pay', { amount: '{{amount}}' }), say('no')],
    edges: edges('start>a', 'a>pay:approved', 'a>no:rejected', 'a>no:timeout'),
    config: { people: { alice: { name: 'A' }, bob: { name: 'B' } } },
  }).open();

let conversations = 0;

async function comes(house: House, amount: number): Promise<void> {
  await house.says('hi', { conversation: `c${++conversations}`, variables: { amount } });
}

async function decided(
  house: House,
  amounts: readonly number[],
  decision: 'approve' | 'reject',
): Promise<void> {
  for (const amount of amounts) {
    await comes(house, amount);
    await house.clock.turn(60_000, 'runs');
    await house.decides('user:alice', decision, { ...(decision === 'reject' && { reason: 'no' }) });
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function looks(house: House, who: string): Promise<void> {
  const { id, revision } = house.handoff();
  await house.engine.submit({ kind: 'seen', actor: who, body: { id, revision } });
}

describe('measures', () => {
  it('R67 counts what was opened, approved, edited, rejected, escalated and expired at each node', async () => {
    const house = await refunds({ timeout: '1h', options: ['approve', 'reject', 'edit'] });
    await decided(house, [1, 2], 'approve');
    await decided(house, [3], 'reject');
    await comes(house, 4);
    await house.decides('user:alice', 'edit', { edits: { amount: 5 } });
    await comes(house, 6);
    await house.clock.turn(3_600_000, 'runs');
    await comes(house, 7);
    const stats = statsOf(house.state);
    assert.deepEqual(stats.nodes, [
      {
        bot: 'shop',
        workflow: 'test.workflow.json',
        node: 'a',
        opened: 6,
        decided: 4,
        approved: 2,
        edited: 1,
        rejected: 1,
        escalated: 0,
        expired: 1,
        medianMs: 60_000,
      },
    ]);
    assert.deepEqual(stats.handoffs, { open: 1, decided: 4, expired: 1, cancelled: 0 });
    assert.equal(stats.approvalRate, 3 / 4);
    assert.equal(stats.firstPassRate, 3 / 4);
    assert.equal(stats.reviewRate, 1);
    assert.deepEqual(stats.band, { low: 0.1, high: 0.15 });
  });

  it('R67 times the first look and the decision', async () => {
    const house = await refunds();
    assert.equal(statsOf(house.state).firstLook, null);
    await comes(house, 1);
    await house.clock.turn(5_000, 'runs');
    await looks(house, 'user:bob');
    await house.clock.turn(5_000, 'runs');
    await house.decides('user:alice', 'approve');
    const { firstLook, latency } = statsOf(house.state);
    assert.deepEqual(firstLook, { medianMs: 5_000, p90Ms: 5_000 });
    assert.deepEqual(latency, { medianMs: 10_000, p90Ms: 10_000 });
  });

  it('R67 R68 calls a node a candidate for automation when people approve nearly all, and shows the figures', async () => {
    const house = await refunds();
    await decided(house, upTo(20), 'approve');
    assert.deepEqual(statsOf(house.state).nodes[0]?.suggestion, {
      kind: 'automate',
      text: 'People approve nearly all of these: a candidate for automation.',
      evidence: '20 of 20 approved as they were',
    });
  });

  it('R68 suggests a threshold only below the first case that was not approved', async () => {
    const house = await refunds();
    await decided(house, upTo(24), 'approve');
    await decided(house, [20, 30, 31, 32], 'reject');
    assert.equal(statsOf(house.state).nodes[0]?.suggestion, undefined);
    await decided(house, upTo(19), 'approve');
    assert.deepEqual(statsOf(house.state).nodes[0]?.suggestion, {
      kind: 'automate',
      text: 'People approve all of these where amount <= 19.',
      evidence: '38 of 38 approved as they were, of 47 in all',
    });
  });

  it('R68 suggests nothing from a handful of cases', async () => {
    const house = await refunds();
    await decided(house, upTo(19), 'approve');
    assert.equal(statsOf(house.state).nodes[0]?.suggestion, undefined);
  });

  it('R67 says that a node lacks people when a fifth runs out of time', async () => {
    const house = await refunds({ timeout: '1h' });
    await decided(house, upTo(16), 'approve');
    for (const amount of upTo(4)) await comes(house, amount);
    await house.clock.turn(3_600_000, 'runs');
    assert.equal(statsOf(house.state).nodes[0]?.suggestion?.kind, 'staff');
  });

  it('R67 shows signals of decisions that nobody can have read, and none of a careful reviewer', async () => {
    const house = await refunds({
      prompt: 'A long question that takes anybody a few seconds to read '.repeat(4),
    });
    for (const amount of upTo(20)) {
      await comes(house, amount);
      await looks(house, 'user:alice');
      await house.clock.turn(200, 'runs');
      await house.decides('user:alice', 'approve');
    }
    await comes(house, 1);
    await looks(house, 'user:bob');
    await house.clock.turn(600_000, 'runs');
    await house.decides('user:bob', 'reject', { reason: 'no' });
    const [alice, bob] = statsOf(house.state).reviewers;
    assert.deepEqual(
      alice?.signals.map(({ kind }) => kind),
      ['approves-nearly-all', 'below-reading-time', 'burst'],
    );
    assert.match(
      alice?.signals[1]?.evidence ?? '',
      /^0\.2 s from look to decision, reading takes about \d+\.\d s \(median of 20\)$/,
    );
    assert.deepEqual([bob?.who, bob?.decided, bob?.signals], ['user:bob', 1, []]);
  });

  it('an engine on which nothing happened yet has counts of zero and no rates', async () => {
    const stats = statsOf((await refunds()).state);
    assert.deepEqual(
      [stats.approvalRate, stats.reviewRate, stats.latency, stats.firstPassRate],
      [null, null, null, null],
    );
    assert.deepEqual([stats.nodes, stats.reviewers, stats.load], [[], [], []]);
  });
});
