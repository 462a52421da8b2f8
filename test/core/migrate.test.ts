import assert from 'node:assert/strict';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, type Plan, refusal } from './house.ts';

const ASKING: Plan = {
  nodes: [start, ask('a'), call('pay', 's__pay', { amount: 5 }), say('no')],
  edges: edges('start>a', 'a>pay:approved', 'a>no:rejected'),
  config: { people: { alice: { name: 'A' }, bob: { name: 'B' }, customer: { name: 'C' } } },
};

const WAITING: Plan = {
  ...ASKING,
  nodes: [start, { id: 'reply', type: 'wait_for_reply', timeout: '2h' }, say('thanks'), say('late')],
  edges: edges('start>reply', 'reply>thanks', 'reply>late:timeout'),
};

async function waiting(plan: Plan): Promise<House> {
  const house = await new House(plan).open();
  await house.says('hi');
  return house;
}

const changes = (house: House) => {
  const run = [...house.state.runs.entries()][0]?.[1];
  assert.ok(run);
  const { current, changes: found } = house.engine.changes(run);
  assert.ok(current && found);
  return { run, current, ...found };
};

async function migrates(
  house: House,
  more: { by?: string; to?: string; nodes?: Record<string, string> } = {},
) {
  const { run, current } = changes(house);
  const { by = 'user:alice', to = current.hash, nodes } = more;
  await house.engine.submit({ kind: 'migrate', actor: by, body: { run: run.id, to, nodes, reason: 'typo' } });
}

describe('F26 the definition changed while a run waits', () => {
  it('I13 the run keeps its own definition until somebody moves it', async () => {
    const house = await waiting(ASKING);
    house.redefine({ ...ASKING, nodes: [start, ask('a'), say('pay', 'nothing is paid'), say('no')] });
    await house.decides('user:alice', 'approve');
    assert.equal(house.calls.length, 1);
  });

  it('safe: what differs is behind the run, and the open handoff stays as it is', async () => {
    const house = await waiting(ASKING);
    const before = house.handoff();
    house.redefine({
      ...ASKING,
      nodes: [{ ...start, label: 'Begin' }, ...ASKING.nodes.slice(1), say('unused')],
    });
    assert.deepEqual(changes(house).verdict, 'safe');
    await migrates(house);
    assert.deepEqual([house.handoff().id, house.handoff().revision], [before.id, before.revision]);
    const [moved] = house.of('run-migrated');
    assert.deepEqual(
      [moved?.from, moved?.to, moved?.by],
      [before.workflow, changes(house).current.hash, 'user:alice'],
    );
    await house.decides('user:alice', 'approve');
    assert.equal(house.calls.length, 1);
  });

  it('ask-again: another call ahead than was shown; the reviewer is asked anew and the old handoff is cancelled', async () => {
    const house = await waiting(ASKING);
    const before = house.handoff();
    house.redefine({
      ...ASKING,
      nodes: [start, ask('a'), call('pay', 's__pay', { amount: 500 }), say('no')],
    });
    const { verdict, why } = changes(house);
    assert.deepEqual(
      [verdict, why],
      ['ask-again', [`What follows ${before.ticket} differs from what was shown: "pay" is not the same.`]],
    );
    await migrates(house);
    assert.equal(house.state.handoffs.get(before.id)?.status, 'cancelled');
    const again = house.handoff();
    assert.notEqual(again.id, before.id);
    assert.ok(again.calls[0]?.known && again.calls[0].call.arguments === '{"amount":500}');
    assert.equal(
      await refusal(house, () => house.decides('user:alice', 'approve', { id: before.id })),
      'already-decided',
    );
    await house.decides('user:alice', 'approve');
    assert.deepEqual(
      house.calls.map(({ call: made }) => made.arguments),
      ['{"amount":500}'],
    );
  });

  it('I3 what was approved under the old definition is no permit under the new one', async () => {
    const plan: Plan = {
      ...ASKING,
      nodes: [
        start,
        ask('a'),
        { id: 'pause', type: 'wait_delay', duration: '1h' },
        call('pay', 's__pay', { amount: 5 }),
      ],
      edges: edges('start>a', 'a>pause:approved', 'pause>pay'),
    };
    const house = await waiting(plan);
    await house.decides('user:alice', 'approve');
    house.redefine({ ...plan, nodes: [...plan.nodes.slice(0, 3), call('pay', 's__pay', { amount: 500 })] });
    assert.equal(changes(house).verdict, 'ask-again');
    await migrates(house);
    await house.clock.turn(3_600_000, 'runs');
    assert.equal(house.calls.length, 0, 'nobody has agreed to this call');
    const asked = house.handoff('pay');
    assert.equal(asked.kind, 'drift');
    assert.match(asked.reason, /H-1001 was about another definition of the workflow/);
    await house.decides('user:bob', 'approve', { id: asked.id, revision: asked.revision });
    assert.deepEqual(
      house.calls.map(({ call: made }) => made.arguments),
      ['{"amount":500}'],
    );
  });

  it('needs-mapping: a node that is gone is named with the nearest one, and the clock goes on under its new name', async () => {
    const house = await waiting(WAITING);
    house.redefine({
      ...WAITING,
      nodes: [start, { id: 'replay', type: 'wait_for_reply', timeout: '2h' }, say('thanks'), say('late')],
      edges: edges('start>replay', 'replay>thanks', 'replay>late:timeout'),
    });
    assert.deepEqual(changes(house).mapping, [{ node: 'reply', suggestion: 'replay' }]);
    assert.equal(await refusal(house, () => migrates(house)), 'invalid');
    assert.equal(await refusal(house, () => migrates(house, { nodes: { reply: 'thanks' } })), 'invalid');
    await house.clock.turn(3_600_000, 'runs');
    await migrates(house, { nodes: { reply: 'replay' } });
    await house.clock.turn(3_600_000, 'runs');
    assert.deepEqual(house.said(), ['late']);
  });

  it('a reply goes on in the new definition', async () => {
    const house = await waiting(WAITING);
    house.redefine({
      ...WAITING,
      nodes: [...WAITING.nodes.slice(0, 2), say('thanks', 'Thank you!'), say('late')],
    });
    assert.equal(changes(house).verdict, 'safe');
    await migrates(house);
    await house.says('42');
    assert.deepEqual(house.said(), ['Thank you!']);
    assert.equal(house.run(), 'completed');
  });

  it('a restart folds to the same run', async () => {
    const house = await waiting(ASKING);
    house.redefine({ ...ASKING, nodes: [start, ask('a', { prompt: 'Really?' }), ...ASKING.nodes.slice(2)] });
    await migrates(house);
    const before = JSON.stringify([...house.state.runs.entries()]);
    await house.open();
    assert.equal(JSON.stringify([...house.state.runs.entries()]), before);
    assert.equal(house.handoff().reason, 'Really?');
  });

  it('refuses who asked for it, who is no owner, what has changed again, and what is under way', async () => {
    const house = await waiting(ASKING);
    const other = { ...ASKING, nodes: [start, ask('a', { prompt: 'Really?' }), ...ASKING.nodes.slice(2)] };
    assert.equal(await refusal(house, () => migrates(house)), 'conflict');
    house.redefine(other);
    assert.equal(await refusal(house, () => migrates(house, { by: 'user:customer' })), 'forbidden');
    assert.equal(await refusal(house, () => migrates(house, { by: 'user:nobody' })), 'forbidden');
    assert.equal(await refusal(house, () => migrates(house, { to: 'another' })), 'stale');
    house.config = { ...house.config, bots: { shop: { owners: ['user:bob'] } } };
    assert.equal(await refusal(house, () => migrates(house)), 'forbidden');
    await migrates(house, { by: 'user:bob' });
    assert.equal(await refusal(house, () => migrates(house, { by: 'user:bob' })), 'conflict');
  });
});
