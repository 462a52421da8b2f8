import assert from 'node:assert/strict';
import { apply } from '../../engine/core/apply.ts';
import { emptyState } from '../../engine/core/state.ts';
import type { Config } from '../../engine/model/config.ts';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, refusal, soon } from './house.ts';

const MINUTE = 60_000;

function shop(bot: NonNullable<Config['bots']>[string], more: Config = {}): Promise<House> {
  return new House({
    nodes: [
      start,
      ask('review', { timeout: '1h', escalation: 'auto_approve' }),
      call('pay', 's__pay', {}),
      say('no'),
    ],
    edges: edges('start>review', 'review>pay:approved', 'review>no:rejected'),
    config: {
      bots: { shop: { notify: ['email:user:alice'], ...bot } },
      people: {
        alice: { name: 'Alice', email: 'alice@shop.example' },
        bob: { name: 'Bob', roles: ['legal'] },
      },
      mcpServers: { s: { command: 's', tools: { pay: { effect: 'idempotent' } } } },
      ...more,
    },
  }).open();
}

const owner = (house: House) => [...house.state.conversations.entries()][0]?.[1].owner;
const stops = (house: House) =>
  [...house.state.handoffs.entries()].map(([, one]) => one).filter((one) => one.place.node === 'stop');

async function lets(house: House, who: string, decision: string): Promise<void> {
  const stop = stops(house).find(({ status }) => status === 'open');
  assert.ok(stop, 'nothing is stopped');
  const { id, revision } = stop;
  await house.engine.submit({ kind: 'decide', actor: who, body: { id, revision, decision } });
  await soon();
}

const takes = async (house: House, who: string) => {
  await house.engine.submit({ kind: 'take', actor: who, body: { bot: 'shop', conversation: 'c' } });
  await soon();
};
const returns = async (house: House, who: string) => {
  await house.engine.submit({
    kind: 'return',
    actor: who,
    body: { bot: 'shop', conversation: 'c', note: 'all good' },
  });
  await soon();
};

describe('R35, a rule gives a conversation to a person', () => {
  it('on the first message: no run begins, a person is asked with an envelope (R22)', async () => {
    const house = await shop({
      handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter', assignee: 'role:legal', priority: 'urgent' }],
    });
    await house.says('I will send my LAWYER!');
    const [stop] = stops(house);
    assert.ok(stop);
    assert.equal(stop.kind, 'takeover');
    assert.equal(stop.reason, 'Legal matter (said "lawyer")');
    assert.deepEqual([stop.assignee, stop.priority], ['role:legal', 'urgent']);
    assert.equal(stop.summary, 'customer: "I will send my LAWYER!"');
    assert.match(stop.ticket, /^H-\d+$/);
    assert.equal(owner(house), 'queue');
    assert.equal(house.of('run-started').length, 1, 'only the run that asks');
    assert.match(house.said()[0] ?? '', /A person is looking/);
  });

  it('let go on, the bot does what it would have done with every message that was held', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('lawyer');
    await house.says('are you there?');
    assert.deepEqual(
      house.of('message-received').map(({ to }) => to),
      ['rule', 'rule'],
    );
    await lets(house, 'user:bob', 'continue');
    assert.equal(owner(house), 'bot');
    assert.deepEqual(
      house.of('message-released').map(({ to }) => to),
      ['run', 'handoff'],
    );
    assert.equal(house.handoff('review').newMessages, 1);
  });

  it('let go on without it, the message is on record and nothing comes of it', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('lawyer');
    await lets(house, 'user:bob', 'skip');
    assert.equal(house.of('run-started').length, 1);
    assert.equal(house.of('message-received')[0]?.message.text, 'lawyer');
    await house.says('hello again');
    assert.equal(house.handoff('review').status, 'open');
  });

  it('holds every run and every clock of the conversation until then (R33)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('hi');
    await house.says('lawyer');
    const review = house.handoff('review');
    await house.engine.submit({
      kind: 'decide',
      actor: 'user:alice',
      body: { id: review.id, revision: review.revision, decision: 'approve' },
    });
    await soon();
    await house.clock.turn(3 * 60 * MINUTE, 'runs');
    assert.deepEqual(house.calls, []);
    assert.equal(house.of('effect-planned').filter(({ kind }) => kind === 'call').length, 0);
    await lets(house, 'user:bob', 'continue');
    assert.equal(house.calls.length, 1);
  });

  it('a clock that stood still goes on with what was left of it', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('hi');
    await house.clock.turn(30 * MINUTE, 'runs');
    await house.says('lawyer');
    await house.clock.turn(60 * MINUTE, 'runs');
    assert.equal(house.handoff('review').status, 'open');
    await takes(house, 'user:bob');
    await house.clock.turn(60 * MINUTE, 'runs');
    await returns(house, 'user:bob');
    await house.clock.turn(29 * MINUTE, 'runs');
    assert.equal(house.handoff('review').status, 'open');
    await house.clock.turn(2 * MINUTE, 'runs');
    assert.equal(house.handoff('review').decidedBy, 'timeout');
  });

  it('a call that is tried again later is not sent while a person is asked (I4)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['stop'], reason: 'The user wants it stopped' }] });
    house.answer = async () => ({ kind: 'unknown', why: 'the line broke' });
    await house.says('hi');
    await house.decides('user:alice', 'approve');
    house.answer = async () => ({ kind: 'succeeded', output: {} });
    await house.says('stop!');
    await house.clock.turn(10 * MINUTE, 'runs');
    assert.equal(house.calls.length, 1);
    await lets(house, 'user:bob', 'continue');
    assert.equal(house.calls.length, 2);
  });

  it('taken and returned it goes on, and what was held is the person’s to have answered (R23)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('lawyer');
    await takes(house, 'user:bob');
    assert.equal(stops(house).length, 1);
    assert.equal(house.of('conversation-briefed').length, 0, 'the handoff is the envelope');
    await returns(house, 'user:bob');
    assert.equal(owner(house), 'bot');
    assert.deepEqual(house.of('message-released'), []);
    await house.says('hello');
    assert.equal(house.handoff('review').status, 'open');
  });

  it('nobody lets their own conversation go on (T57)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('lawyer', { as: 'bob' });
    assert.equal(await refusal(house, () => lets(house, 'user:bob', 'continue')), 'forbidden');
  });

  it('nor does anybody whom an address of its run means (T57)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('hi', { variables: { email: 'alice@shop.example' } });
    await house.says('lawyer');
    assert.equal(await refusal(house, () => lets(house, 'user:alice', 'continue')), 'forbidden');
    await lets(house, 'user:bob', 'continue');
  });

  it('survives a restart in the middle, and a cancelled question lets it go on', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('hi');
    await house.says('lawyer');
    await house.open();
    const [stop] = stops(house);
    assert.ok(stop);
    await house.engine.submit({ kind: 'cancel', actor: 'user:alice', body: { run: stop.place.run } });
    assert.equal(owner(house), 'bot');
    assert.equal(house.of('message-released').length, 1);
    assert.equal(house.handoff('review').newMessages, 1);
  });

  it('folds from its journal to the same state (I1)', async () => {
    const house = await shop({ handoffWhen: [{ says: ['lawyer'], reason: 'Legal matter' }] });
    await house.says('hi');
    await house.says('lawyer');
    await lets(house, 'user:bob', 'continue');
    await takes(house, 'user:bob');
    const state = emptyState();
    for (const { seq, at, events } of house.journal.batches())
      for (const [index, event] of events.entries()) apply(state, event, { seq: seq + index, at });
    const plain = (table: Iterable<[string, unknown]>) => JSON.parse(JSON.stringify([...table]));
    assert.deepEqual(plain(state.conversations.entries()), plain(house.state.conversations.entries()));
    assert.deepEqual(plain(state.timers.entries()), plain(house.state.timers.entries()));
  });
});

describe('R35, an explicit wish for a person', () => {
  for (const text of ['Can I talk to a human?', 'HUMAN PLEASE', 'Ich will mit einem Menschen sprechen.'])
    it(`is heard in "${text}"`, async () => {
      const house = await shop({ askForPerson: true });
      await house.says(text);
      assert.equal(stops(house).length, 1);
      assert.match(stops(house)[0]?.reason ?? '', /asks for a person/);
    });

  it('is heard in the phrases of the configuration alone, where there are some', async () => {
    const house = await shop({ askForPerson: ['lend me an ear'] });
    await house.says('talk to a human');
    assert.equal(stops(house).length, 0);
    await house.says('Lend me an ear, would you');
    assert.equal(stops(house).length, 1);
  });

  it('is heard by nobody where the configuration does not say so', async () => {
    const house = await shop({});
    await house.says('talk to a human');
    assert.equal(stops(house).length, 0);
  });
});

describe('R35, what is odd by a rule', () => {
  it('many messages within a while', async () => {
    const house = await shop({
      handoffWhen: [{ when: 'recent.messages > 3', within: '5m', reason: 'Too many messages' }],
    });
    for (const text of ['a', 'b', 'c']) await house.says(text);
    await house.clock.turn(6 * MINUTE, 'runs');
    for (const text of ['d', 'e', 'f']) await house.says(text);
    assert.equal(stops(house).length, 0);
    await house.says('g');
    assert.equal(stops(house).length, 1);
  });

  it('the same text again and again', async () => {
    const house = await shop({ handoffWhen: [{ when: 'recent.repeated >= 3', reason: 'Says the same' }] });
    for (const text of ['refund', 'refund', 'please']) await house.says(text);
    assert.equal(stops(house).length, 0);
    await house.says('refund');
    assert.equal(stops(house).length, 1);
  });

  it('variables of the run, and what cannot be decided about them (I16)', async () => {
    const rule = { when: 'amount > 500', reason: 'A large amount' };
    const small = await shop({ handoffWhen: [rule] });
    await small.says('hi', { variables: { amount: 5 } });
    await small.says('and?');
    assert.equal(stops(small).length, 0);
    const missing = await shop({ handoffWhen: [rule] });
    await missing.says('hi');
    assert.match(stops(missing)[0]?.reason ?? '', /cannot be decided/);
  });

  it('words and a condition: both have to hold', async () => {
    const house = await shop({
      handoffWhen: [{ says: ['refund'], when: 'amount > 500', reason: 'A large refund' }],
    });
    await house.says('refund', { variables: { amount: 5 } });
    await house.says('hello', { variables: { amount: 900 } });
    assert.equal(stops(house).length, 0);
    await house.says('refund', { variables: { amount: 900 } });
    assert.equal(stops(house).length, 1);
  });
});

describe('T58, too many of them', () => {
  it('from the fourth within an hour on nobody is mailed, and the conversation is stopped all the same', async () => {
    const house = await shop({ askForPerson: true });
    for (let round = 0; round < 4; round += 1) {
      await house.says('human please');
      assert.equal(owner(house), 'queue');
      await lets(house, 'user:bob', 'skip');
    }
    assert.equal(house.mails.length, 3);
    assert.equal(stops(house).length, 4);
    await house.clock.turn(61 * MINUTE, 'runs');
    await house.says('human please');
    assert.equal(house.mails.length, 4);
  });

  it('one user in many conversations: the queue alone from the fourth on', async () => {
    const house = await shop({ askForPerson: true });
    for (const conversation of ['c1', 'c2', 'c3', 'c4', 'c5'])
      await house.says('human please', { conversation });
    assert.equal(stops(house).length, 5);
    assert.equal(house.mails.length, 3);
    await house.says('human please', { conversation: 'c6', as: 'another' });
    assert.equal(house.mails.length, 4);
  });
});

describe('R22, taking a conversation that nobody handed over', () => {
  it('brings an envelope with a ticket of its own', async () => {
    const house = await shop({});
    await house.says('I want my money back');
    await takes(house, 'user:bob');
    const [briefed] = house.of('conversation-briefed');
    assert.ok(briefed);
    assert.equal(briefed.ticket, 'H-1002');
    assert.equal(briefed.summary, 'customer: "I want my money back"');
    assert.match(briefed.note, /test\.workflow\.json stands at review/);
    assert.match(briefed.note, /H-1001 waits: review\?/);
    await returns(house, 'user:bob');
    assert.equal([...house.state.conversations.entries()][0]?.[1].briefing, undefined);
  });

  it('holds effects that were planned at that moment (R24, R33)', async () => {
    const house = await shop({});
    await house.says('hi');
    const { id, revision } = house.handoff('review');
    const decided = house.engine.submit({
      kind: 'decide',
      actor: 'user:alice',
      body: { id, revision, decision: 'approve' },
    });
    const taken = takes(house, 'user:bob');
    await Promise.all([decided, taken]);
    await house.clock.turn(60 * MINUTE, 'runs');
    assert.equal(house.of('effect-planned').filter(({ kind }) => kind === 'call').length, 1);
    assert.deepEqual(house.calls, []);
    await returns(house, 'user:bob');
    assert.equal(house.calls.length, 1);
  });
});
