import assert from 'node:assert/strict';
import { ask, call, edges, say, start } from '../simulate/parts.ts';
import { House, refusal } from './house.ts';

const asking = (fields: Record<string, unknown> = {}, config: object = {}) =>
  new House({
    nodes: [start, ask('a', fields), call('pay', 's__pay', { amount: '{{amount}}' }), say('no')],
    edges: edges('start>a', 'a>pay:approved', 'a>no:rejected'),
    config: { people: { alice: { name: 'A' }, bob: { name: 'B' }, carl: { name: 'C' } }, ...config },
  }).open();

async function open(fields: Record<string, unknown> = {}, config: object = {}): Promise<House> {
  const house = await asking(fields, config);
  await house.says('hi', { variables: { amount: 5 } });
  return house;
}

describe('CONTRACT, handoff/decide', () => {
  it('two decisions at the same instant: exactly one wins, the other hears who (I2, F15, G6)', async () => {
    const house = await open();
    const results = await Promise.allSettled([
      house.decides('user:alice', 'approve'),
      house.decides('user:bob', 'reject', { reason: 'no' }),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal(house.of('handoff-decided').length, 1);
    assert.match(
      String(results[1]?.status === 'rejected' && results[1].reason),
      /decided by user:alice at .*: approve/,
    );
  });

  it('the same person, decision and revision again: the same answer, and nothing is written', async () => {
    const house = await open();
    const id = house.handoff();
    const first = await house.decides('user:alice', 'approve');
    const before = house.journal.durable;
    const again = await house.decides('user:alice', 'approve', { id: id.id, revision: id.revision });
    assert.deepEqual([again.seq, again.decision], [first.seq, first.decision]);
    assert.equal(house.journal.durable, before);
  });

  it('a vote again: the same answer, also when others have completed it', async () => {
    const house = await open({ approvals: { count: 2 } });
    const first = await house.decides('user:alice', 'approve');
    assert.deepEqual(first.pending, { missing: ['anyone'] });
    assert.deepEqual(await house.decides('user:alice', 'approve'), first);
    await house.decides('user:bob', 'approve');
    assert.equal((await house.decides('user:alice', 'approve')).seq, first.seq);
  });

  it('who may not decide any more has no vote any more (T45)', async () => {
    const house = await open({ approvals: { count: 2 } });
    await house.decides('user:alice', 'approve');
    house.config = { people: { bob: { name: 'B' }, carl: { name: 'C' } } };
    assert.deepEqual((await house.decides('user:bob', 'approve')).pending, { missing: ['anyone'] });
    assert.equal((await house.decides('user:carl', 'approve')).pending, undefined);
  });

  it('refusals come in this order: forbidden, already-decided or expired, stale, invalid', async () => {
    const house = await open({ assignee: 'user:alice', timeout: '1h' });
    const wrong = { revision: 7, decision: 'nonsense' };
    const as = (who: string, more: object) => refusal(house, () => house.decides(who, 'nonsense', more));
    assert.equal(await as('user:bob', wrong), 'forbidden');
    assert.equal(await as('user:alice', wrong), 'stale');
    assert.equal(await as('user:alice', { digest: 'other' }), 'stale');
    assert.equal(await as('user:alice', {}), 'invalid');
    await house.clock.turn(3_600_000, 'runs');
    assert.equal(await as('user:bob', wrong), 'forbidden');
    assert.equal(await as('user:alice', wrong), 'expired');
    assert.equal(
      await refusal(house, () => house.decides('user:alice', 'approve', { id: 'h_none' })),
      'not-found',
    );
  });

  it('the digest of the card, and of the preview of an edited decision, count; no other does (I8)', async () => {
    const house = await open({ editable: ['amount'] });
    const { id, revision, digest } = house.handoff();
    const request = { id, revision, decision: 'approve', edits: { amount: 7 } };
    const shown = await house.engine.preview(request, 'user:alice');
    assert.equal(shown.calls[0]?.known && shown.calls[0].call.arguments, '{"amount":7}');
    assert.equal(
      await refusal(house, () => house.decides('user:alice', 'approve', { ...request, digest })),
      'stale',
    );
    assert.equal(
      await refusal(house, () => house.decides('user:alice', 'approve', { digest: shown.digest })),
      'stale',
    );
    await house.decides('user:alice', 'approve', { ...request, digest: shown.digest });
    assert.equal(house.calls[0]?.call.arguments, '{"amount":7}');
  });
});

describe('CONTRACT, the revision', () => {
  const act = (
    house: House,
    kind: 'claim' | 'annotate' | 'assign' | 'escalate' | 'release' | 'seen',
    more: object = {},
  ) => {
    const { id, revision } = house.handoff();
    return house.engine.submit({ kind, actor: 'user:alice', body: { id, revision, ...more } } as never);
  };

  it('rises when another branch changes the bytes: what was seen is stale, votes are void (F17, T44)', async () => {
    const house = await new House({
      nodes: [
        start,
        ask('a', { approvals: { count: 2 } }),
        call('pay', 's__pay', { amount: '{{amount}}' }),
        ask('b', { editable: ['amount'] }),
      ],
      edges: edges('start>a', 'start>b', 'a>pay:approved'),
    }).open();
    await house.says('hi', { variables: { amount: 5 } });
    await house.decides('user:alice', 'approve');
    const { id, revision } = house.handoff('b');
    await house.decides('user:carl', 'approve', { id, revision, edits: { amount: 900 } });
    assert.equal(house.handoff('a').revision, 2);
    assert.deepEqual(house.handoff('a').votes, []);
    assert.equal(await refusal(house, () => house.decides('user:bob', 'approve', { revision: 1 })), 'stale');
    assert.ok((await house.decides('user:bob', 'approve')).pending);
    await house.decides('user:alice', 'approve');
    assert.deepEqual(
      house.calls.map(({ call }) => call.arguments),
      ['{"amount":900}'],
    );
  });

  it('rises for another assignee, not for a claim, a note, a look or a message', async () => {
    const house = await open();
    await act(house, 'claim');
    await act(house, 'annotate', { note: 'look at this' });
    await act(house, 'seen');
    await act(house, 'release');
    await house.says('hello?');
    assert.equal(house.handoff().revision, 1);
    assert.equal(house.handoff().newMessages, 1);
    await act(house, 'assign', { assignee: 'user:bob' });
    assert.equal(house.handoff().revision, 2);
    assert.equal(await refusal(house, () => house.decides('user:bob', 'approve', { revision: 1 })), 'stale');
  });

  it("a claim is one person's", async () => {
    const house = await open();
    await act(house, 'claim');
    const { id, revision } = house.handoff();
    assert.equal(
      await refusal(house, () =>
        house.engine.submit({ kind: 'claim', actor: 'user:bob', body: { id, revision } }),
      ),
      'conflict',
    );
  });

  for (const assignee of ['user:ghost', 'role:nobody', 'alice', 'user:'])
    it(`nothing is assigned to ${assignee}`, async () => {
      const house = await open();
      assert.equal(await refusal(house, () => act(house, 'assign', { assignee })), 'invalid');
    });

  it('escalated by a person it goes to the next level, and only the new clock runs', async () => {
    const house = await open({
      assignee: 'user:alice',
      timeout: '1h',
      escalation: { action: 'escalate', to: 'user:bob', timeout: '4h' },
    });
    await house.clock.turn(1_800_000, 'runs');
    await act(house, 'escalate');
    assert.equal(house.handoff().assignee, 'user:bob');
    assert.equal(house.of('handoff-assigned')[0]?.by, 'user:alice');
    await house.clock.turn(3_600_000, 'runs');
    assert.equal(house.handoff().status, 'open');
    assert.equal([...house.state.timers.entries()].length, 1);
  });
});

describe('CONTRACT, conversation/message (F19)', () => {
  it('same id and body: the same answer; same id, other body: conflict', async () => {
    const house = await asking();
    const first = await house.says('hi', { id: 'm1' });
    const before = house.journal.durable;
    assert.deepEqual(await house.says('hi', { id: 'm1' }), first);
    assert.equal(house.journal.durable, before);
    for (const other of [{ text: 'ho' }, { text: 'hi', as: 'bob' }, { text: 'hi', variables: { x: 1 } }])
      assert.equal(
        await refusal(house, () => house.says(other.text, { id: 'm1', ...other } as never)),
        'conflict',
      );
    assert.equal([...house.state.runs.entries()].length, 1);
  });
  it('the same id in another conversation is another message', async () => {
    const house = await asking();
    await house.says('hi', { id: 'm1' });
    await house.says('hi', { id: 'm1', conversation: 'other' });
    assert.equal([...house.state.runs.entries()].length, 2);
  });
  it('a bot whose workflow waits for no messages refuses them', async () => {
    const house = await new House({
      nodes: [{ id: 'hand', type: 'trigger', triggerType: 'manual' }, call('pay', 's__pay')],
      edges: edges('hand>pay'),
    }).open();
    assert.equal(await refusal(house, () => house.says('hi')), 'invalid');
    assert.equal(house.calls.length, 0);
  });
  it('says wait for the bot until it has delivered them', async () => {
    const house = await open();
    const [said] = house.of('message-said');
    assert.equal([...house.state.outgoing.entries()].length, 1);
    await house.engine.submit({
      kind: 'delivered',
      actor: 'bot:shop',
      body: { bot: 'shop', conversation: 'c', message: said?.message.id ?? '' },
    });
    assert.deepEqual([...house.state.outgoing.entries()], []);
  });
});
