import assert from 'node:assert/strict';
import { Refused } from '../../engine/run/engine.ts';
import { ask, call, edges, start } from '../simulate/parts.ts';
import { House, refusal, soon } from './house.ts';
import { about, paying, people, undo } from './paying.ts';

const MINUTE = 60_000;

describe('handoff/undo', () => {
  it('rises the revision, keeps both in the history and clears what was decided', async () => {
    const house = await paying({ undoSeconds: 30 });
    await house.decides('user:alice', 'approve');
    assert.equal((await undo(house)).revision, 2);
    const handoff = house.handoff();
    assert.equal(handoff.status, 'open');
    assert.equal(handoff.decidedBy, undefined);
    assert.equal(handoff.decisionCalls, undefined);
    const history = handoff.history.map(({ type, by }) => [type, by]);
    assert.deepEqual(history.slice(-2), [
      ['handoff-decided', 'user:alice'],
      ['handoff-undone', 'user:alice'],
    ]);
    assert.equal(
      await refusal(house, () => house.decides('user:alice', 'approve', { revision: 1 })),
      'stale',
    );
  });

  it('after the time the conflict says when it went ahead (F16)', async () => {
    const house = await paying({ undoSeconds: 30 });
    await house.decides('user:alice', 'approve');
    await house.clock.turn(30_000, 'runs');
    assert.equal(house.of('handoff-went-ahead').length, 1);
    await assert.rejects(undo(house), (error) => {
      assert.ok(error instanceof Refused);
      assert.equal(error.refusal.code, 'conflict');
      assert.equal(error.refusal.data?.at, '2027-01-04T09:00:30.000Z');
      return true;
    });
  });

  it('a decision that was held while the engine was off gets its grace, and can be undone in it (F11)', async () => {
    const house = await paying({ undoSeconds: 30 });
    await house.decides('user:alice', 'approve');
    house.clock.clear();
    await house.clock.turn(2 * 60 * MINUTE, 'runs');
    await house.open();
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff().held?.until, house.clock.now() + 30_000);
    await undo(house);
    await house.clock.turn(MINUTE, 'runs');
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff().status, 'open');
  });

  it('dies with the process between any two batches and comes back to the same (I1)', async () => {
    const whole = await paying({ undoSeconds: 30, timeout: '1h' });
    await whole.decides('user:alice', 'approve');
    await undo(whole);
    await whole.decides('user:alice', 'approve');
    await whole.clock.turn(MINUTE, 'runs');
    for (let kept = 1; kept <= whole.journal.batches().length; kept++) {
      const house = await paying({ undoSeconds: 30, timeout: '1h' });
      await house.decides('user:alice', 'approve');
      await undo(house);
      await house.decides('user:alice', 'approve');
      house.cut(Math.min(kept, house.journal.batches().length));
      await house.open();
      await house.clock.turn(MINUTE, 'runs');
      assert.ok(house.calls.length <= 1, `after ${kept} batches`);
      assert.deepEqual(house.errors, []);
    }
  });

  it('others who come meanwhile hear that it is decided (I2, F15)', async () => {
    const house = await paying({ undoSeconds: 30 });
    await house.decides('user:alice', 'approve');
    assert.equal(
      await refusal(house, () => house.decides('user:bob', 'reject', { reason: 'no' })),
      'already-decided',
    );
  });

  it('a handoff about an effect whose result is not known can be undone as well (I5)', async () => {
    const house = await paying({}, { bots: { shop: { undoSeconds: 30 } } });
    await house.decides('user:alice', 'approve');
    house.answer = async () => ({ kind: 'unknown', why: 'the line broke' });
    await house.clock.turn(30_000, 'runs');
    assert.equal(house.handoff().kind, 'unknown');
    await house.decides('user:bob', 'did-not-happen');
    await undo(house, 'user:bob');
    assert.equal(house.handoff().status, 'open');
    await house.decides('user:bob', 'happened');
    assert.equal(house.run(), 'waiting');
    await house.clock.turn(30_000, 'runs');
    assert.equal(house.run(), 'completed');
  });

  it('a run that is cancelled meanwhile does nothing, and its decision is gone', async () => {
    const house = await paying({ undoSeconds: 30, timeout: '1h' });
    await house.decides('user:alice', 'approve');
    const { run } = house.handoff().place;
    await house.engine.submit({ kind: 'cancel', actor: 'user:bob', body: { run } });
    await house.clock.turn(MINUTE, 'runs');
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff().status, 'cancelled');
    assert.deepEqual([...house.state.timers.entries()], []);
    assert.equal(await refusal(house, () => undo(house)), 'conflict');
  });

  it('what changed meanwhile is shown anew (I8)', async () => {
    const house = await paying({ undoSeconds: 30 });
    house.describe = () => ({ hash: 'one', refuses: () => undefined });
    await house.decides('user:alice', 'approve');
    await undo(house);
    assert.equal(house.of('handoff-revised').length, 1);
    assert.equal(house.handoff().revision, 3);
  });
});

describe('handoff/redirect: what is shown', () => {
  it('the preview of a redirect shows the calls of that path alone (I8)', async () => {
    const house = await new House({
      nodes: [start, ask('a'), call('x', 's__x'), call('y', 's__y'), call('z', 's__z')],
      edges: edges('start>a', 'a>x:redirected', 'a>y:redirected', 'a>z:approved'),
    }).open();
    await house.says('hi');
    const preview = { ...about(house), decision: 'redirect', to: 'y' };
    const { calls } = await house.engine.preview(preview, 'user:alice');
    assert.deepEqual(
      calls.map((one) => one.node),
      ['y'],
    );
    assert.deepEqual(house.handoff().redirects, [
      { node: 'x', label: 'x' },
      { node: 'y', label: 'y' },
    ]);
  });
  it('a workflow cannot offer an option of that name', () => {
    assert.throws(
      () => new House({ nodes: [start, ask('a', { options: ['redirected'] })], edges: edges('start>a') }),
      /option name/,
    );
  });
  it('the same request again gets the same answer', async () => {
    const house = await paying();
    const body = { ...about(house), to: 'legal', reason: 'theirs' };
    const first = await house.engine.submit({ kind: 'redirect', actor: 'user:alice', body });
    const again = await house.engine.submit({ kind: 'redirect', actor: 'user:alice', body });
    assert.equal(again.seq, first.seq);
    assert.equal(house.of('handoff-decided').length, 1);
  });
});

describe('handoff/ask: the history', () => {
  it('holds the question and the answer, and the reviewer sees one new message', async () => {
    const house = await paying();
    const body = { ...about(house), text: 'Which order?' };
    await house.engine.submit({ kind: 'ask', actor: 'user:alice', body });
    await house.says('number 7');
    await house.says('and please hurry');
    const handoff = house.handoff();
    const texts = handoff.history.filter(({ text }) => text).map(({ by, text }) => [by, text]);
    assert.deepEqual(texts.slice(-2), [
      ['user:alice', 'Which order?'],
      ['user', 'number 7'],
    ]);
    assert.equal(handoff.newMessages, 2);
    const said = house.of('message-said').at(-1);
    assert.deepEqual([said?.message.from, said?.message.name], ['operator', 'Alice']);
  });
  it('marks what a model answered, and a model that fails as no answer', async () => {
    const house = await paying({}, { models: { default: { baseUrl: 'http://127.0.0.1:1', model: 'm' } } });
    const body = { ...about(house), text: 'Is that usual?', to: 'bot' as const };
    house.think = async () => ({ kind: 'succeeded', output: { text: 'No.', calls: [] } });
    await house.engine.submit({ kind: 'ask', actor: 'user:alice', body });
    await soon();
    assert.deepEqual(
      house.of('handoff-answered').map(({ by, text }) => [by, text]),
      [['model', 'No.']],
    );
    house.think = async () => ({ kind: 'failed', type: 'model', message: 'it is down', retry: false });
    await house.engine.submit({ kind: 'ask', actor: 'user:alice', body });
    await soon();
    assert.match(house.handoff().history.at(-1)?.text ?? '', /no answer: it is down/);
    assert.equal(house.handoff().status, 'open');
  });
});

describe('handoff/batch (T58)', () => {
  async function several(count: number, fields: object = { risk: 'low' }): Promise<House> {
    const house = await new House({
      nodes: [start, ask('a', { ...fields })],
      edges: edges('start>a'),
      config: { people },
    }).open();
    for (let n = 0; n < count; n++) await house.says('hi', { conversation: `c${n}` });
    return house;
  }
  const items = (house: House) =>
    [...house.state.handoffs.entries()].map(([id, { revision }]) => ({ id, revision }));
  const together = (house: House, some = items(house)) =>
    house.engine.submit({ kind: 'batch', actor: 'user:alice', body: { items: some } });
  async function look(house: House, count: number): Promise<void> {
    for (const item of items(house).slice(0, count))
      await house.engine.submit({ kind: 'seen', actor: 'user:alice', body: item });
  }

  it('needs one in ten to have been on this screen, one at least', async () => {
    const house = await several(11);
    assert.equal(await refusal(house, () => together(house)), 'invalid');
    await look(house, 1);
    assert.equal(await refusal(house, () => together(house)), 'invalid');
    await look(house, 2);
    assert.equal(await refusal(house, () => together(house)), 'accepted');
    const bob = () =>
      house.engine.submit({ kind: 'batch', actor: 'user:bob', body: { items: items(house) } });
    assert.equal(await refusal(house, bob), 'invalid');
  });
  it('a look at an earlier revision does not count', async () => {
    const house = await several(1);
    await look(house, 1);
    const body = { ...about(house), assignee: 'user:alice' };
    await house.engine.submit({ kind: 'assign', actor: 'user:alice', body });
    assert.equal(await refusal(house, () => together(house)), 'invalid');
    await look(house, 1);
    assert.equal(await refusal(house, () => together(house)), 'accepted');
  });
  it('takes low risk only, nothing twice, and 200 at most', async () => {
    const normal = await several(1, {});
    await look(normal, 1);
    assert.equal(await refusal(normal, () => together(normal)), 'invalid');
    const house = await several(1);
    await look(house, 1);
    assert.equal(await refusal(house, () => together(house, [...items(house), ...items(house)])), 'invalid');
    const many = Array.from({ length: 201 }, (_, n) => ({ id: `h${n}`, revision: 1 }));
    assert.equal(await refusal(house, () => together(house, many)), 'invalid');
  });
  it('asks one question only', async () => {
    const house = await new House({
      nodes: [start, ask('a', { risk: 'low' }), ask('b', { risk: 'low' })],
      edges: edges('start>a', 'start>b'),
    }).open();
    await house.says('hi');
    await look(house, 2);
    assert.equal(await refusal(house, () => together(house)), 'invalid');
  });
});

describe('solo mode: the label', () => {
  const own = { as: 'user:alice', conversation: 'own' };
  it('stands on the handoff, in the notice and in the record of the decision', async () => {
    const shop = { solo: true, notify: ['email:a@b.c'] };
    const house = await paying({}, { bots: { shop } });
    await house.says('me', own);
    const mine = [...house.state.handoffs.entries()].at(-1)?.[1];
    assert.deepEqual(mine?.flags, ['solo']);
    assert.match(house.mails.at(-1)?.text ?? '', /Solo mode/);
    await house.decides('user:alice', 'approve', { id: mine?.id, revision: 1 });
    assert.equal(house.of('handoff-decided').at(-1)?.solo, true);
  });
  it('does not hold for what was opened without it, nor after it was switched off', async () => {
    const house = await paying({}, { bots: { shop: {} } });
    await house.says('me', own);
    const id = [...house.state.handoffs.entries()].at(-1)?.[0];
    const decide = () => house.decides('user:alice', 'approve', { id, revision: 1 });
    house.config = { people, bots: { shop: { solo: true } } };
    assert.equal(await refusal(house, decide), 'forbidden');
  });
});
