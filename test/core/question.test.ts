import assert from 'node:assert/strict';
import type { InputBodies } from '../../engine/core/input.ts';
import type { Config } from '../../engine/model/config.ts';
import { say, start } from '../simulate/parts.ts';
import { House, refusal } from './house.ts';

const people: Config = {
  people: { alice: { name: 'Alice', roles: ['ops'] }, bob: { name: 'Bob', email: 'bob@shop.example' } },
};

async function house(config: Config = people): Promise<House> {
  return new House({ nodes: [start, say('hi')], edges: [{ from: 'start', to: 'hi' }], config }).open();
}

async function ask(house: House, actor: string, body: InputBodies['question']) {
  return house.engine.submit({ kind: 'question', actor, body });
}

describe('R27, a question outside of any workflow file', () => {
  it('is a handoff of a pinned workflow of one node, and its answer ends the run', async () => {
    const shop = await house();
    const asked = await ask(shop, 'user:bob', { question: 'Deploy 2.1?', context: { version: '2.1', n: 3 } });
    const handoff = shop.handoff();
    assert.deepEqual([asked.id, asked.ticket, asked.run], [handoff.id, handoff.ticket, handoff.place.run]);
    assert.equal(handoff.reason, 'Deploy 2.1?');
    assert.equal(handoff.kind, 'question');
    assert.deepEqual(handoff.context, { version: '2.1', n: 3 });
    assert.deepEqual(handoff.options, ['approve', 'reject']);
    assert.equal(shop.of('workflow-pinned').length, 1);
    await shop.decides('user:alice', 'approve');
    assert.equal(shop.run(), 'completed');
    assert.deepEqual(shop.said(), []);
  });

  it('reads nothing in it as a template (T39)', async () => {
    const shop = await house();
    const question = 'Is {{context.secret}} right, ${{question}}?';
    await ask(shop, 'bot:shop', { question, bot: 'shop', context: { 'odd key': '{{question}}' } });
    assert.equal(shop.handoff().reason, question);
    assert.deepEqual(shop.handoff().context, { 'odd key': '{{question}}' });
  });

  it('pins the same shape once, whatever is asked', async () => {
    const shop = await house();
    for (const question of ['one?', 'two?']) await ask(shop, 'user:bob', { question });
    assert.equal(shop.of('workflow-pinned').length, 1);
    await ask(shop, 'user:bob', { question: 'three?', options: ['now', 'later'] });
    assert.equal(shop.of('workflow-pinned').length, 2);
  });

  it('nobody decides what they asked themselves, nor whom a bot asks for (T57, I6)', async () => {
    const shop = await house();
    await ask(shop, 'user:bob', { question: 'Deploy?' });
    assert.equal(await refusal(shop, () => shop.decides('user:bob', 'approve')), 'forbidden');
    await shop.decides('user:alice', 'reject', { reason: 'not on a Friday' });
    await ask(shop, 'bot:shop', { question: 'Refund?', bot: 'shop', context: { email: 'bob@shop.example' } });
    assert.equal(await refusal(shop, () => shop.decides('user:bob', 'approve')), 'forbidden');
    assert.equal(await refusal(shop, () => shop.decides('bot:shop', 'approve')), 'forbidden');
    await shop.decides('user:alice', 'approve');
  });

  it('has no other definition to go on with (I13)', async () => {
    const shop = await house();
    const { run } = await ask(shop, 'user:bob', { question: 'Deploy?' });
    const asked = shop.state.runs.get(run);
    assert.ok(asked);
    assert.equal(shop.engine.changes(asked).current?.hash, asked.workflow);
    const body = { run, to: asked.workflow };
    assert.equal(
      await refusal(shop, () => shop.engine.submit({ kind: 'migrate', actor: 'user:alice', body })),
      'conflict',
    );
  });

  it('runs out of time as any other handoff', async () => {
    const shop = await house();
    await ask(shop, 'user:bob', { question: 'Deploy?', timeout: '1h' });
    await shop.clock.turn(3_600_000, 'runs');
    assert.equal(shop.handoff().status, 'expired');
    assert.equal(shop.run(), 'timed-out');
  });

  it('survives a restart, with the node of its pinned text', async () => {
    const shop = await house();
    await ask(shop, 'user:bob', { question: 'Deploy?', options: ['now', 'later'] });
    await shop.open();
    await shop.decides('user:alice', 'later');
    assert.equal(shop.handoff().decision, 'later');
    assert.equal(shop.run(), 'completed');
  });

  for (const [body, path] of [
    [{ question: ' ' }, 'question'],
    [{ question: 'x', timeout: 'soon' }, 'timeout'],
    [{ question: 'x', assignee: 'alice' }, 'assignee'],
    [{ question: 'x', assignee: 'user:bob' }, 'assignee'],
    [{ question: 'x', assignee: 'role:nobody' }, 'assignee'],
    [{ question: 'x', context: { '"]}}{{a': 1 } }, 'context'],
    [{ question: 'x', options: ['approved'] }, 'question'],
  ] as [InputBodies['question'], string][])
    it(`refuses ${JSON.stringify(body)} and leaves no trace (F47)`, async () => {
      const shop = await house();
      assert.equal(await refusal(shop, () => ask(shop, 'user:bob', body)), 'invalid');
      await ask(shop, 'user:bob', body).catch((error) => assert.equal(error.refusal.data.path, path));
    });
});
