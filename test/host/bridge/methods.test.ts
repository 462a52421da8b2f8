import assert from 'node:assert/strict';
import { Refused } from '../../../engine/run/engine.ts';
import { JournalFailure } from '../../../engine/run/ports.ts';
import { type BridgeFixture, bridgeFixture } from '../../support/bridge-fixture.ts';

describe('what the bridge answers', () => {
  let fixture: BridgeFixture;

  beforeEach(async () => {
    fixture = await bridgeFixture();
  });
  afterEach(() => fixture.end());

  it('hello names protocol, engine, principal and sequence, and changes nothing', async () => {
    const client = await fixture.connect('user:alice');
    const { result } = await client.call('hello', { client: 'vscode', version: '1' });
    assert.deepEqual(result, {
      protocol: { min: 1, max: 1 },
      engine: '0.1.0',
      principal: 'user:alice',
      seq: 0,
    });
    assert.equal(fixture.engine.inputs.length, 0);
  });

  it('a decision carries the channel of the client that greeted', async () => {
    for (const [name, channel] of [
      ['vscode', 'vscode'],
      ['cli', 'cli'],
      ['my-tool', 'bridge'],
    ]) {
      const { id, revision } = fixture.engine.open();
      const client = await fixture.connect('user:alice');
      await client.call('hello', { client: name, version: '1' });
      await client.call('handoff/decide', { id, revision, decision: 'approve' });
      const input = fixture.engine.inputs.at(-1);
      assert.ok(input?.kind === 'decide');
      assert.equal(input.body.channel, channel);
    }
  });

  it('I1 answers a changing request only when it is on disk', async () => {
    const client = await fixture.connect('bot:shop');
    const letGo = fixture.engine.holdDisk();
    const message = { id: 'm1', text: 'hello' };
    const answer = client.call('conversation/message', { bot: 'shop', conversation: 'c1', message });
    await client.call('hello', { client: 'test', version: '1' });
    assert.equal(client.frames.length, 1);
    assert.equal(fixture.engine.seq, 0);
    letGo();
    assert.deepEqual((await answer).result, { seq: 1, run: 'r1' });
  });

  it('answers a read only when what it shows is on disk', async () => {
    const client = await fixture.connect('user:alice');
    const letGo = fixture.engine.holdDisk();
    fixture.engine.say('shop', 'c1', 'b1');
    const answer = client.call('handoff/list');
    await client.call('hello', { client: 'test', version: '1' });
    assert.equal(client.frames.length, 1);
    letGo();
    assert.ok((await answer).result);
  });

  it('a list item has exactly the fields of the contract and those that lists show', async () => {
    fixture.engine.open({ dueAt: Date.UTC(2026, 0, 5, 10), assignee: 'role:finance' });
    const client = await fixture.connect('user:alice');
    const { result } = await client.call('handoff/list', { status: 'open' });
    assert.deepEqual(result, {
      items: [
        {
          id: 'h1',
          ticket: 'H-1001',
          revision: 1,
          status: 'open',
          kind: 'approval',
          risk: 'normal',
          bot: 'shop',
          workflow: 'hash',
          node: 'review',
          run: 'r1',
          conversation: 'c1',
          reason: 'over 500',
          priority: 'medium',
          assignee: 'role:finance',
          openedAt: '2026-01-05T09:30:00.001Z',
          dueAt: '2026-01-05T10:00:00.000Z',
          label: null,
          summary: null,
          claimedBy: null,
          takeover: false,
          mayDecide: true,
        },
      ],
      total: 1,
    });
  });

  it('pages through a list without losing or repeating one', async () => {
    for (let i = 0; i < 25; i++) fixture.engine.open({ openedAt: Date.UTC(2026, 0, 5 + (i % 3)) });
    const client = await fixture.connect('user:alice');
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { result } = await client.call('handoff/list', { limit: 7, ...(after && { after }) });
      const page = result as { items: { id: string }[]; next?: string; total: number };
      assert.equal(page.total, 25);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    assert.equal(seen.length, 25);
    assert.equal(new Set(seen).size, 25);
  });

  it('handoff/get shows the bot\u2019s variables first and masks the sensitive ones', async () => {
    const { id } = fixture.engine.open({ labels: { approve: 'Refund it' } });
    fixture.engine.state.runs.set('r1', {
      id: 'r1',
      bot: 'shop',
      workflow: 'hash',
      requester: [],
      status: 'waiting',
      startedAt: 0,
      variables: { message: 'hi', card: { number: '4111', holder: 'Jane' }, order: { total: 750 } },
      branches: {},
      visits: {},
      steps: 1,
      budget: 100,
      worst: 'completed',
      trace: [{ node: 'check', visit: 1, at: 0, handle: 'true' }],
    });
    const client = await fixture.connect('user:alice');
    const { result } = await client.call('handoff/get', { id });
    assert.deepEqual(Object.keys(result?.variables as object), ['order', 'message', 'card']);
    assert.deepEqual(Object.values(result?.variables as object)[2], { number: '•••', holder: 'Jane' });
    assert.deepEqual(result?.masked, ['card.number']);
    assert.deepEqual(result?.options, [
      { decision: 'approve', handle: 'approved', label: 'Refund it', reasonRequired: false },
      { decision: 'reject', handle: 'rejected', label: 'Reject', reasonRequired: true },
    ]);
    assert.equal(Object.keys(result?.messages as object).length, 2);
    assert.deepEqual(result?.trace, [
      { node: 'check', visit: 1, handle: 'true', at: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('hands a refusal on with its code and data', async () => {
    const { id, revision } = fixture.engine.open();
    const client = await fixture.connect('user:alice');
    const decide = (body: object) =>
      client.call('handoff/decide', { id, revision, decision: 'approve', ...body });
    assert.deepEqual((await decide({ revision: 9 })).error?.data, { revision: 1, code: 'stale' });
    assert.ok((await decide({})).result);
    assert.deepEqual((await decide({})).error?.data, { by: 'user:alice', code: 'already-decided' });
    assert.equal((await decide({ id: 'nope' })).error?.data?.code, 'not-found');
    assert.equal(fixture.log.filter(({ what }) => what === 'refused').length, 3);
  });

  it('F5 F6 tells a write that was refused from one whose outcome is unknown', async () => {
    const client = await fixture.connect('user:alice');
    const cases: [Error, string, RegExp][] = [
      [new JournalFailure('disk full', 'refused'), 'overloaded', /try again/],
      [new JournalFailure('fsync', 'unknown'), 'internal', /outcome unknown/],
      [new Refused({ code: 'read-only', message: 'since 09:00' }), 'read-only', /since/],
      [new Error('secret detail'), 'internal', /engine log/],
    ];
    for (const [error, code, message] of cases) {
      fixture.engine.fail(error);
      const answer = await client.call('engine/halt');
      assert.equal(answer.error?.data?.code, code);
      assert.match(answer.error?.message ?? '', message);
    }
  });

  it('asks for the bot where two have a conversation of that id', async () => {
    const alice = await fixture.connect('user:alice');
    for (const bot of ['shop', 'bank']) {
      const client = await fixture.connect(`bot:${bot}`);
      await client.call('conversation/message', {
        bot,
        conversation: 'c1',
        message: { id: 'm1', text: 'x' },
      });
    }
    const { error } = await alice.call('conversation/take', { conversation: 'c1' });
    assert.equal(error?.data?.path, '/bot');
    assert.ok((await alice.call('conversation/take', { bot: 'bank', conversation: 'c1' })).result);
    const { result } = await alice.call('conversation/get', { bot: 'bank', conversation: 'c1' });
    assert.equal(result?.owner, 'user:alice');
    assert.equal(
      (await alice.call('conversation/get', { conversation: 'none' })).error?.data?.code,
      'not-found',
    );
  });

  it('the owner stops the engine after the answer, and reads its status', async () => {
    const owner = await fixture.connect('owner');
    const { result } = await owner.call('engine/status');
    assert.equal(result?.mode, 'live');
    assert.deepEqual(result?.clients, { bot: 0, human: 0, observer: 0, owner: 1 });
    assert.deepEqual((await owner.call('engine/stop', { handover: true })).result, { stopping: true });
    await owner.call('hello', { client: 'test', version: '1' });
    assert.deepEqual(fixture.stops, [{ handover: true, by: 'owner' }]);
  });

  it('people and the owner see what servers say of their tools', async () => {
    for (const principal of ['owner', 'user:alice']) {
      const client = await fixture.connect(principal);
      const { result } = await client.call('tools/list');
      assert.deepEqual(result?.items, [{ name: 'orders__get_order', description: 'Finds an order' }]);
    }
  });

  it('stats count approvals, latency and load', async () => {
    const at = Date.UTC(2026, 0, 5);
    fixture.engine.open({ status: 'decided', decision: 'approve', openedAt: at, decidedAt: at + 60_000 });
    fixture.engine.open({ status: 'decided', decision: 'reject', openedAt: at, decidedAt: at + 120_000 });
    fixture.engine.open({ assignee: 'user:bob' });
    const client = await fixture.connect('observer:wall');
    const { result } = await client.call('stats/get');
    assert.deepEqual(result?.handoffs, { open: 1, decided: 2, expired: 0, cancelled: 0 });
    assert.equal(result?.approvalRate, 0.5);
    assert.deepEqual(result?.latency, { medianMs: 60_000, p90Ms: 60_000 });
    assert.deepEqual(result?.load, [{ assignee: 'user:bob', open: 1 }]);
  });
});
