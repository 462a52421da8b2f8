import assert from 'node:assert/strict';
import { ask, call, edges, start } from '../simulate/parts.ts';
import { House, never, refusal, soon } from './house.ts';
import { about, paying, people } from './paying.ts';

const MINUTE = 60_000;

describe('F50 a reviewer is removed while a handoff waits for them', () => {
  const without = (...names: (keyof typeof people)[]) =>
    Object.fromEntries(Object.entries(people).filter(([name]) => !names.some((one) => one === name)));
  async function leaves(
    house: House,
    gone: { who: string; manager?: string }[],
    left: object,
  ): Promise<void> {
    house.config = { ...house.config, people: left as never };
    await house.engine.submit({ kind: 'config', actor: 'engine', body: { hash: 'next', gone } });
    await soon();
  }
  it('it goes to their manager, with the reason, and everybody of it is told', async () => {
    const house = await paying({ assignee: 'user:alice' });
    await house.engine.submit({ kind: 'claim', actor: 'user:alice', body: about(house) });
    await leaves(house, [{ who: 'user:alice', manager: 'user:dana' }], without('alice'));
    assert.equal(house.handoff().assignee, 'user:dana');
    assert.equal(house.handoff().claimedBy, undefined);
    assert.match(house.of('handoff-assigned').at(-1)?.why ?? '', /user:alice is no longer among the people/);
    assert.equal(house.of('handoff-announced').at(-1)?.to, 'user:dana');
    assert.equal(await refusal(house, () => house.decides('user:alice', 'approve')), 'forbidden');
    await house.decides('user:dana', 'approve');
    assert.equal(house.run(), 'completed');
  });
  it('else to the pool, else to the owners, else to everybody', async () => {
    const pool = { strategy: 'round_robin', pool: ['user:alice', 'user:bob'] };
    const chosen = await paying({ assignee: pool });
    await leaves(chosen, [{ who: 'user:alice' }], without('alice'));
    assert.equal(chosen.handoff().assignee, 'user:bob');
    const owned = await paying({ assignee: 'user:alice' });
    await leaves(owned, [{ who: 'user:alice' }], without('alice'));
    assert.equal(owned.handoff().assignee, 'user:olga');
    const nobodys = await paying({ assignee: 'user:alice' });
    await leaves(nobodys, [{ who: 'user:alice' }], without('alice', 'olga'));
    assert.equal(nobodys.handoff().assignee, undefined);
    await nobodys.decides('user:bob', 'approve');
  });
  it('their credentials are dead, those of others live', async () => {
    const house = await paying({ assignee: 'user:alice' });
    for (const principal of ['user:alice', 'user:bob'])
      await house.engine.submit({
        kind: 'credential-issue',
        actor: 'owner',
        body: { principal, hash: `hash of ${principal}` },
      });
    await leaves(house, [{ who: 'user:alice' }], without('alice'));
    const left = [...house.state.credentials.entries()].map(([, { principal }]) => principal);
    assert.deepEqual(left, ['user:bob']);
  });
  it('a conversation that they had goes back to the queue or the bot, and its clocks run again', async () => {
    const talk = { bot: 'shop', conversation: 'c' };
    for (const [fields, owner] of [
      [{ timeout: '1h' }, 'bot'],
      [{ timeout: '1h', takeover: true }, 'queue'],
    ] as const) {
      const house = await paying(fields);
      await house.engine.submit({ kind: 'take', actor: 'user:alice', body: talk });
      await house.clock.turn(2 * 60 * MINUTE, 'runs');
      await leaves(house, [{ who: 'user:alice' }], without('alice'));
      const [[, conversation] = []] = [...house.state.conversations.entries()];
      assert.equal(conversation?.owner, owner);
      await house.clock.turn(59 * MINUTE, 'runs');
      assert.equal(house.handoff().status, 'open');
      await house.clock.turn(MINUTE, 'runs');
      assert.equal(house.handoff().status, 'expired');
    }
  });
  it('a role that still has members keeps it', async () => {
    const house = await paying({ assignee: 'role:finance' });
    await leaves(house, [{ who: 'user:alice' }], without('alice'));
    assert.equal(house.handoff().assignee, 'role:finance');
    assert.equal(house.handoff().revision, 1);
  });
});

describe('T45 authority that is gone between approving and running', () => {
  it('the call goes back to a person with the difference', async () => {
    const house = await paying({ undoSeconds: 30 });
    await house.decides('user:alice', 'approve');
    house.config = { ...house.config, people: { bob: people.bob } };
    await house.clock.turn(30_000, 'runs');
    assert.equal(house.calls.length, 0);
    assert.equal(house.handoff().kind, 'drift');
    assert.match(house.handoff().reason, /user:alice is not among the people/);
  });
  it('of a level whose authority the case has outgrown as well', async () => {
    const levels = [{ to: 'role:finance', authority: 'amount <= 100' }];
    const house = await new House({
      nodes: [
        start,
        ask('a', { levels, undoSeconds: 30 }),
        ask('b', { editable: ['amount'] }),
        call('pay', 's__pay'),
      ],
      edges: edges('start>a', 'start>b', 'a>pay:approved'),
      config: { people },
    }).open();
    await house.says('hi', { variables: { amount: 5 } });
    await house.decides('user:alice', 'approve');
    const { id, revision } = house.handoff('b');
    await house.decides('user:dana', 'approve', { id, revision, edits: { amount: 5000 } });
    await house.clock.turn(30_000, 'runs');
    assert.equal(house.calls.length, 0);
    assert.match(house.handoff().reason, /beyond the authority of role:finance/);
  });
});

describe('absence', () => {
  const away = { until: '2027-02-01', delegate: 'user:bob' };
  it('a delegate decides while somebody is away, and no longer', async () => {
    const absent = { ...people, alice: { ...people.alice, away } };
    const house = await paying({ assignee: 'user:alice' }, { people: absent });
    house.config = { ...house.config, people };
    assert.equal(await refusal(house, () => house.decides('user:bob', 'approve')), 'forbidden');
    house.config = { ...house.config, people: absent };
    await house.decides('user:bob', 'approve');
    assert.equal(house.run(), 'completed');
  });
});

describe('the brake: engine/halt and engine/resume', () => {
  const halt = (house: House) => house.engine.submit({ kind: 'halt', actor: 'user:alice', body: {} });
  const resume = (house: House) =>
    house.engine.submit({ kind: 'resume', actor: 'owner', body: { why: 'found it' } });
  it('holds over a restart until somebody ends it; then what was planned begins', async () => {
    const house = await paying();
    await halt(house);
    await house.decides('user:alice', 'approve');
    await house.open();
    assert.equal(house.calls.length, 0);
    assert.equal(house.state.meta.get('meta')?.halted, true);
    await resume(house);
    await soon();
    assert.equal(house.calls.length, 1);
    assert.equal(house.run(), 'completed');
    assert.deepEqual(house.of('resumed'), [{ type: 'resumed', by: 'owner', why: 'found it' }]);
  });
  it('what was in flight when the process died is listed as unknown, also in a halt (I5)', async () => {
    const house = await paying();
    house.answer = never;
    await house.decides('user:alice', 'approve');
    await halt(house);
    await house.open();
    assert.equal(house.handoff().kind, 'unknown');
    await house.decides('user:bob', 'happened');
    assert.equal(house.run(), 'completed');
  });
  it('ending what does not stand writes nothing', async () => {
    const house = await paying();
    const before = house.journal.durable;
    await resume(house);
    assert.equal(house.journal.durable, before);
  });
  it('a halt that an older engine wrote ended with its process, and still does', async () => {
    const house = await paying();
    await house.journal.append({
      seq: house.journal.durable + 1,
      at: house.clock.now(),
      cause: { kind: 'halt', actor: 'owner' },
      events: [{ type: 'halted', by: 'owner' }],
    });
    await house.open();
    assert.equal(house.state.meta.get('meta')?.halted, false);
  });
});

describe('F13 many clocks that are overdue together', () => {
  it('fire the oldest first, 50 a second', async () => {
    const waiting = await manyWaiting(120);
    waiting.clock.clear();
    await waiting.clock.turn(3 * 60 * MINUTE, 'runs');
    await waiting.open();
    const expired = () => waiting.of('handoff-expired').map(({ handoff }) => handoff);
    await waiting.clock.turn(15 * MINUTE, 'runs');
    assert.equal(expired().length, 50);
    await waiting.clock.turn(1000, 'runs');
    assert.equal(expired().length, 100);
    await waiting.clock.turn(1000, 'runs');
    const opened = waiting.of('handoff-opened').map(({ id }) => id);
    assert.deepEqual(expired(), opened);
  });
  async function manyWaiting(count: number): Promise<House> {
    const house = await new House({
      nodes: [start, ask('a', { timeout: '1h' })],
      edges: edges('start>a'),
    }).open();
    for (let n = 0; n < count; n++) {
      await house.says('hi', { conversation: `c${n}` });
      await house.clock.turn(1, 'runs');
    }
    return house;
  }
});
