import assert from 'node:assert/strict';
import type { Client } from '../../../schemas/protocol/client.ts';
import { type ErrorCode, RequestError } from '../../../schemas/protocol/codes.ts';
import type { EventNotice, Say } from '../../../schemas/protocol/views.ts';
import { type RealBridge, realBridge } from '../../support/real-bridge.ts';

const WORKFLOW = JSON.stringify({
  bot: 'shop',
  nodes: [
    { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } },
    {
      id: 'review',
      type: 'human',
      data: { prompt: 'Refund for {{message}}?', holdingMessage: 'A colleague looks.' },
    },
    { id: 'yes', type: 'send_message', data: { message: 'Your refund is on its way.' } },
    { id: 'no', type: 'send_message', data: { message: 'Sorry: {{response.reason}}' } },
  ],
  edges: [
    { source: 'start', target: 'review' },
    { source: 'review', target: 'yes', sourceHandle: 'approved' },
    { source: 'review', target: 'no', sourceHandle: 'rejected' },
  ],
});

/** Answers by itself, so that its answers are looked at afterwards. */
const FAQ = JSON.stringify({
  bot: 'faq',
  nodes: [
    { id: 'start', type: 'trigger', data: { triggerType: 'message_received' } },
    { id: 'answer', type: 'send_message', data: { message: 'We open at nine.' } },
  ],
  edges: [{ source: 'start', target: 'answer' }],
});

describe('the bridge on the real engine and projection', () => {
  let house: RealBridge;
  let owner: Client;
  const as: RealBridge['as'] = (who, name) => house.as(who, name);

  beforeEach(async () => {
    house = await realBridge({ shop: WORKFLOW, faq: FAQ }, { bots: { faq: { reviews: { percent: 100 } } } });
    owner = house.owner;
  });

  afterEach(() => house.close());

  /** What a bot was told, and a promise for its n-th message. */
  function listen(bot: Client) {
    const says: Say[] = [];
    const watchers = new Set<() => void>();
    bot.onSay((say) => {
      says.push(say);
      for (const watcher of watchers) watcher();
    });
    const nth = (n: number) =>
      new Promise<string>((resolve) => {
        const look = () => {
          const say = says[n - 1];
          if (say) resolve(say.message.text);
        };
        watchers.add(look);
        look();
      });
    return { says, nth };
  }

  async function refused(code: ErrorCode, request: Promise<unknown>): Promise<void> {
    await assert.rejects(request, (error) => error instanceof RequestError && error.code === code);
  }

  const message = (id: string, text = 'order 45678') => ({
    bot: 'shop',
    conversation: 'c1',
    message: { id, text },
  });

  it('R84 carries a refund from the first message over a person\u2019s decision to the last', async () => {
    const bot = await as({ bot: 'shop' });
    const alice = await as({ user: 'alice' }, 'vscode');
    const told = listen(bot);
    const { run } = await bot.request('conversation/message', message('m1'));
    assert.equal(await told.nth(1), 'A colleague looks.');

    const { items, total } = await alice.request('handoff/list', { status: 'open' });
    assert.equal(total, 1);
    const [item] = items;
    assert.ok(item);
    assert.equal(item.run, run);
    assert.equal(item.reason, 'Refund for order 45678?');
    assert.equal(item.workflow, 'shop.workflow.json');
    assert.equal((await alice.request('run/get', { id: item.run })).status, 'waiting');

    const detail = await alice.request('handoff/get', { id: item.id });
    assert.deepEqual(
      detail.messages.map(({ from, text }) => [from, text]),
      [
        ['user', 'order 45678'],
        ['bot', 'A colleague looks.'],
      ],
    );
    const { id, revision } = item;
    const { digest: seen } = await alice.request('handoff/preview', { id, revision, decision: 'approve' });
    await alice.request('handoff/seen', { id, revision });
    const decided = await alice.request('handoff/decide', {
      id,
      revision,
      decision: 'approve',
      digest: seen,
    });
    assert.equal(decided.decision, 'approve');
    assert.equal(await told.nth(2), 'Your refund is on its way.');
    assert.equal((await alice.request('run/get', { id: item.run })).status, 'completed');
    const after = await alice.request('handoff/get', { id });
    assert.deepEqual([after.status, after.decidedBy, after.channel], ['decided', 'user:alice', 'vscode']);
    assert.equal((await alice.request('stats/get', {})).approvalRate, 1);
  });

  it('R41 R42 shows a finished answer for a look afterwards, and keeps one verdict', async () => {
    const bot = await as({ bot: 'faq' });
    const alice = await as({ user: 'alice' });
    await bot.request('conversation/message', {
      bot: 'faq',
      conversation: 'c1',
      message: { id: 'm1', text: 'When?' },
    });
    await bot.request('conversation/message', {
      bot: 'faq',
      conversation: 'c1',
      message: { id: 'm2', text: 'Thanks' },
    });
    const { items, total } = await owner.request('review/list', { status: 'open', limit: 1 });
    assert.equal(total, 2);
    const rest = await owner.request('review/list', { status: 'open', after: items[0]?.id ?? '' });
    const [item] = rest.items;
    assert.ok(item);
    assert.deepEqual(
      [item.answer, item.because, item.workflow],
      ['We open at nine.', 'sample', 'faq.workflow.json'],
    );
    const detail = await alice.request('review/get', { id: item.id });
    assert.deepEqual(
      detail.messages.map(({ text }) => text),
      ['When?', 'We open at nine.'],
    );
    const verdict = { id: item.id, verdict: 'corrected', correction: 'At ten.' } as const;
    await refused('forbidden', owner.request('review/record', verdict));
    await alice.request('review/record', verdict);
    await refused('conflict', alice.request('review/record', verdict));
    const [done] = (await alice.request('review/list', { status: 'done' })).items;
    assert.deepEqual([done?.verdict, done?.reviewedBy], ['corrected', 'user:alice']);
    assert.equal((await alice.request('stats/get', {})).reviews.corrected, 1);
  });

  it('F26 shows how a waiting run differs from today\u2019s file and moves it when a person says so', async () => {
    const bot = await as({ bot: 'shop' });
    const alice = await as({ user: 'alice' });
    const { run = '' } = await bot.request('conversation/message', message('m1'));
    assert.equal((await alice.request('run/changes', { id: run })).verdict, 'same');
    house.texts.shop = WORKFLOW.replace('Refund for', 'Pay back');
    const { verdict, current, pinned, nodes } = await alice.request('run/changes', { id: run });
    assert.deepEqual([verdict, nodes.changed], ['ask-again', ['review']]);
    assert.ok(current && current.text !== pinned.text);
    await refused('stale', alice.request('run/migrate', { id: run, to: pinned.hash }));
    await alice.request('run/migrate', { id: run, to: current.hash });
    const [asked] = (await alice.request('handoff/list', { status: 'open' })).items;
    assert.equal(asked?.reason, 'Pay back order 45678?');
    assert.equal((await alice.request('run/changes', { id: run })).verdict, 'same');
  });

  it('F19 answers a repeated message the same, and refuses the id with another text', async () => {
    const bot = await as({ bot: 'shop' });
    const first = await bot.request('conversation/message', message('m1'));
    assert.deepEqual(await bot.request('conversation/message', message('m1')), first);
    await refused('conflict', bot.request('conversation/message', message('m1', 'other')));
  });

  it('F15 F17 refuses the second decision, a stale revision and the owner; none of it moves the journal', async () => {
    const bot = await as({ bot: 'shop' });
    const alice = await as({ user: 'alice' });
    const bob = await as({ user: 'bob' });
    await bot.request('conversation/message', message('m1'));
    const [item] = (await alice.request('handoff/list', {})).items;
    assert.ok(item);
    const { id, revision } = item;
    const decide = (client: Client, body: object = {}) =>
      client.request('handoff/decide', { id, revision, decision: 'approve', ...body });
    await refused('forbidden', decide(owner));
    await refused('forbidden', decide(bot));
    await refused('stale', decide(alice, { revision: revision + 1 }));
    await refused('stale', decide(alice, { digest: 'of something else' }));
    await refused('invalid', decide(alice, { decision: 'reject' }));
    const first = await decide(alice);
    const before = (await alice.request('hello', { client: 'test', version: '1' })).seq;
    assert.deepEqual(await decide(alice), first);
    await refused('already-decided', decide(bob));
    await refused('already-decided', decide(bob, { revision: 99, decision: 'nonsense' }));
    assert.equal((await alice.request('hello', { client: 'test', version: '1' })).seq, before);
  });

  it('F31 gives the same events live and from the start', async () => {
    const bot = await as({ bot: 'shop' });
    const alice = await as({ user: 'alice' });
    const bob = await as({ user: 'bob' });
    const live = collect(alice, 0);
    await bot.request('conversation/message', message('m1'));
    const seq = (await owner.request('engine/status', {})).seq;
    const again = collect(bob, 0);
    const [one, other] = [await live(seq), await again(seq)];
    assert.deepEqual(one, other);
    assert.deepEqual(
      one.map((event) => event.seq),
      one.map((_, i) => i + 1),
    );
  });

  function collect(client: Client, after: number): (until: number) => Promise<EventNotice[]> {
    const events: EventNotice[] = [];
    const watchers = new Set<() => void>();
    client.subscribe(after, (event) => {
      events.push(event);
      for (const watcher of watchers) watcher();
    });
    return (until) =>
      new Promise((resolve) => {
        const look = () => {
          if ((events.at(-1)?.seq ?? 0) >= until) resolve(events.filter(({ seq }) => seq <= until));
        };
        watchers.add(look);
        look();
      });
  }

  it('R33 lets a person take the conversation over, write and give it back', async () => {
    const bot = await as({ bot: 'shop' });
    const bob = await as({ user: 'bob' }, 'cli');
    const told = listen(bot);
    await bot.request('conversation/message', message('m1'));
    await told.nth(1);
    await bob.request('conversation/take', { conversation: 'c1' });
    await bob.request('conversation/reply', { conversation: 'c1', text: 'Bob here.' });
    await told.nth(3);
    assert.deepEqual(told.says.at(2)?.message.from, 'operator');
    const got = await bob.request('conversation/get', { conversation: 'c1' });
    assert.equal(got.owner, 'user:bob');
    assert.equal(got.items.at(-1)?.text, 'Bob here.');
    const [first, second] = got.items;
    const before = await bob.request('conversation/get', { conversation: 'c1', before: got.items[2]?.seq });
    assert.deepEqual(before.items, [first, second]);
    const one = { conversation: 'c1', before: second?.seq, limit: 1 };
    assert.deepEqual((await bob.request('conversation/get', one)).items, [first]);
    await bob.request('conversation/return', { conversation: 'c1', note: 'sorted' });
    assert.equal((await bob.request('conversation/list', {})).items[0]?.owner, 'bot');
  });
});
