import assert from 'node:assert/strict';
import type { Client } from '../../../schemas/protocol/client.ts';
import { RequestError } from '../../../schemas/protocol/codes.ts';
import type { HandoffItem, Say } from '../../../schemas/protocol/views.ts';
import { ask, call, edges, returns, say, start } from '../../simulate/parts.ts';
import { type BridgeHouse, bridgeHouse } from '../../support/bridge-house.ts';

const people = {
  alice: { name: 'Alice', roles: ['finance'], manager: 'user:dana' },
  bob: { name: 'Bob', roles: ['finance'] },
  dana: { name: 'Dana' },
};

describe('the verbs of reviewers over the bridge (R60)', () => {
  let house: BridgeHouse;
  let bot: Client;
  let alice: Client;
  let bob: Client;

  async function open(fields: object = {}, config: object = {}): Promise<void> {
    house = await bridgeHouse({
      nodes: [start, ask('a', { ...fields }), call('pay', 's__pay'), say('legal'), say('no')],
      edges: edges('start>a', 'a>pay:approved', 'a>legal:redirected', 'a>no:rejected'),
      config: { people, ...config },
      tools: { s__pay: returns({ ok: true }) },
    });
    [bot, alice, bob] = await Promise.all([
      house.as({ bot: 'shop' }),
      house.as({ user: 'alice' }),
      house.as({ user: 'bob' }),
    ]);
  }
  afterEach(() => house.end());

  function says(text = 'hello', conversation = 'c1') {
    const message = { id: `${conversation} ${text}`, text, from: { id: 'jane' } };
    return bot.request('conversation/message', { bot: 'shop', conversation, message });
  }
  async function item(): Promise<HandoffItem> {
    const { items } = await alice.request('handoff/list', {});
    const [first] = items;
    assert.ok(first, 'nobody is asked');
    return first;
  }
  async function about() {
    const { id, revision } = await item();
    return { id, revision };
  }
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'accepted',
      (error) => (error instanceof RequestError ? error.code : String(error)),
    );

  it('a decision that can be undone says until when, and is', async () => {
    await open({ undoSeconds: 60 });
    await says();
    const { id, revision } = await item();
    assert.equal((await alice.request('handoff/get', { id })).undoSeconds, 60);
    await alice.request('handoff/decide', { id, revision, decision: 'approve' });
    assert.equal((await item()).undoUntil, '2027-01-04T09:01:00.000Z');
    assert.equal((await item()).status, 'decided');
    assert.equal(await codeOf(bob.request('handoff/undo', { id })), 'forbidden');
    const undone = await alice.request('handoff/undo', { id });
    assert.equal(undone.revision, 2);
    assert.equal((await item()).status, 'open');
    await alice.request('handoff/decide', { id, revision: 2, decision: 'approve' });
    await house.advance(60_000);
    assert.deepEqual(house.tools.calls.length, 1);
    assert.equal((await item()).undoUntil, undefined);
    assert.equal(await codeOf(alice.request('handoff/undo', { id })), 'conflict');
  });

  it('a redirect is previewed and taken', async () => {
    await open();
    await says();
    const one = await about();
    const detail = await alice.request('handoff/get', { id: one.id });
    assert.deepEqual(detail.redirects, [{ node: 'legal', label: 'legal' }]);
    const { calls } = await alice.request('handoff/preview', { ...one, decision: 'redirect', to: 'legal' });
    assert.deepEqual(calls, []);
    assert.equal(
      await codeOf(alice.request('handoff/redirect', { ...one, to: 'pay', reason: 'x' })),
      'invalid',
    );
    assert.equal(await codeOf(alice.request('handoff/redirect', { ...one, to: 'legal' })), 'invalid');
    await alice.request('handoff/redirect', { ...one, to: 'legal', reason: 'a contract' });
    const { decision, decidedBy } = await item();
    assert.deepEqual([decision, decidedBy], ['redirect', 'user:alice']);
    assert.equal((await alice.request('handoff/get', { id: one.id })).channel, 'vscode');
  });

  it('assign and redirect to people carry their reasons into the history', async () => {
    await open({ assignee: 'user:alice' });
    await says();
    assert.equal(
      await codeOf(bob.request('handoff/assign', { ...(await about()), assignee: 'user:bob' })),
      'forbidden',
    );
    await alice.request('handoff/assign', { ...(await about()), assignee: 'user:bob', reason: 'on holiday' });
    await bob.request('handoff/redirect', { ...(await about()), to: 'user:dana', reason: 'hers' });
    const { history } = await alice.request('handoff/get', { id: (await item()).id });
    const texts = history.filter(({ type }) => type === 'handoff-assigned').map(({ text }) => text);
    assert.deepEqual(texts, ['given to user:bob: on holiday', 'redirected to user:dana: hers']);
  });

  it('escalate goes up, and says so where there is nobody', async () => {
    await open({ assignee: 'user:alice' });
    await says();
    await alice.request('handoff/escalate', { ...(await about()), reason: 'too much for me' });
    assert.equal((await item()).assignee, 'user:dana');
    const dana = await house.as({ user: 'dana' });
    assert.equal(await codeOf(dana.request('handoff/escalate', await about())), 'invalid');
  });

  it('a question reaches the user in the name of the person, the answer its reviewer', async () => {
    await open();
    const heard = new Promise<Say['message']>((resolve) =>
      bot.onSay(({ message }) => {
        if (message.from === 'operator') resolve(message);
      }),
    );
    await says();
    await alice.request('handoff/ask', { ...(await about()), text: 'Which order?' });
    const { from, name, text } = await heard;
    assert.deepEqual([from, name, text], ['operator', 'Alice', 'Which order?']);
    await says('number 7');
    const detail = await alice.request('handoff/get', { id: (await item()).id });
    assert.equal(detail.newMessages, 1);
    assert.deepEqual(
      detail.history.filter(({ type }) => /ask|answer/.test(type)).map(({ by, text }) => [by, text]),
      [
        ['user:alice', 'Which order?'],
        ['user', 'number 7'],
      ],
    );
    assert.equal(
      await codeOf(alice.request('handoff/ask', { ...(await about()), text: 'Usual?', to: 'bot' })),
      'invalid',
    );
  });

  it('a batch answers for each item, with channel and batch in each record (T58)', async () => {
    await open({ risk: 'low' });
    for (const conversation of ['c1', 'c2', 'c3']) await says('hello', conversation);
    const listed = (await alice.request('handoff/list', {})).items;
    const items = await Promise.all(
      listed.map(async ({ id, revision }) => ({
        id,
        revision,
        digest: (await alice.request('handoff/get', { id })).digest,
      })),
    );
    const batch = { items, decision: 'reject', reason: 'closed for today' };
    assert.equal(await codeOf(alice.request('handoff/batch', batch)), 'invalid');
    const [first, second, third] = items;
    assert.ok(first && second && third);
    await alice.request('handoff/seen', { id: first.id, revision: 1 });
    await bob.request('handoff/decide', { id: second.id, revision: 1, decision: 'approve' });
    const { results } = await alice.request('handoff/batch', {
      ...batch,
      items: [first, second, { ...third, digest: 'of something else' }],
    });
    assert.deepEqual(
      results.map((result) => ('error' in result ? result.error.code : result.decision)),
      ['reject', 'already-decided', 'stale'],
    );
    const entries = await house.engine.read(0, 1000);
    const decided = entries.flatMap(({ event }) => (event?.type === 'handoff-decided' ? [event] : []));
    assert.deepEqual(
      decided.map(({ channel, batch: id }) => [channel, id?.slice(0, 2)]),
      [
        ['vscode', undefined],
        ['vscode', 'b_'],
      ],
    );
  });

  it('lists show levels, agreement and what is overdue', async () => {
    const levels = [
      { to: 'role:finance', authority: 'amount <= 100' },
      { to: 'user:dana', requires: ['invoice', 'draft'] },
    ];
    await open({ levels, approvals: { count: 2 }, due: '1h', context: { draft: 'Dear' } });
    await says();
    const { id, level, agreement, overdue, dueAt } = await item();
    assert.deepEqual(level, { at: 2, of: 2, to: 'user:dana', requires: ['invoice', 'draft'] });
    assert.deepEqual(agreement, { have: 0, needed: 2, missing: ['anyone', 'anyone'] });
    assert.deepEqual([overdue, dueAt], [undefined, '2027-01-04T10:00:00.000Z']);
    assert.deepEqual((await alice.request('handoff/get', { id })).package.missing, ['invoice']);
    await house.advance(3_600_000);
    assert.equal((await item()).overdue, true);
  });

  it('a halt stands until somebody ends it', async () => {
    await open();
    await says();
    await alice.request('engine/halt', { why: 'wrong refunds' });
    await alice.request('handoff/decide', { ...(await about()), decision: 'approve' });
    assert.equal(house.tools.calls.length, 0);
    assert.equal((await house.owner.request('engine/status', {})).halted, true);
    await bob.request('engine/resume', { why: 'found it' });
    await house.engine.idle();
    assert.equal(house.tools.calls.length, 1);
    assert.equal((await house.owner.request('engine/status', {})).halted, false);
  });

  it('a bot reaches none of them (T11)', async () => {
    await open({ undoSeconds: 60 });
    await says();
    const one = await about();
    const refused = [
      bot.request('handoff/escalate', one),
      bot.request('handoff/redirect', { ...one, to: 'legal', reason: 'x' }),
      bot.request('handoff/ask', { ...one, text: 'x' }),
      bot.request('handoff/undo', { id: one.id }),
      bot.request('handoff/batch', { items: [{ ...one, digest: 'd' }], decision: 'approve' }),
      bot.request('engine/resume', {}),
    ];
    assert.deepEqual(new Set(await Promise.all(refused.map(codeOf))), new Set(['forbidden']));
  });
});
