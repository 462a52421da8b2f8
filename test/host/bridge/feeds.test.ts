import assert from 'node:assert/strict';
import { type BridgeFixture, bridgeFixture, type RawClient } from '../../support/bridge-fixture.ts';

const hello = { client: 'test', version: '1' };

describe('what the bridge says of its own accord', () => {
  let fixture: BridgeFixture;

  beforeEach(async () => {
    fixture = await bridgeFixture({ limits: { feedBuffer: 64 * 1024 } });
  });
  afterEach(() => fixture.end());

  function seqs(client: RawClient): number[] {
    return client.frames.filter(({ method }) => method === 'event').map(({ params }) => Number(params?.seq));
  }

  function range(from: number, to: number): number[] {
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }

  function sayMany(count: number, conversation = 'c1', text = 'text'): void {
    const first = fixture.engine.entries.length;
    for (let i = 1; i <= count; i++) fixture.engine.say('shop', conversation, `m${first + i}`, text);
  }

  const event = (seq: number) => (frame: { method?: string; params?: Record<string, unknown> }) =>
    frame.method === 'event' && frame.params?.seq === seq;

  describe('events', () => {
    it('F31 come from the cursor on, the old and the new ones, in order and without gaps', async () => {
      sayMany(700);
      const client = await fixture.connect('observer:wall');
      assert.deepEqual((await client.call('events/subscribe', { after: 10 })).result, { seq: 700 });
      sayMany(300);
      await client.seen(event(1000));
      sayMany(5);
      await client.seen(event(1005));
      assert.deepEqual(seqs(client), range(11, 1005));
    });

    it('F31 go on after a reconnect from any cursor', async () => {
      const seen: number[] = [];
      for (let round = 0; round < 5; round++) {
        const client = await fixture.connect('user:alice');
        sayMany(20);
        await client.call('events/subscribe', { after: seen.length });
        sayMany(20);
        await client.seen(event(seen.length + 7));
        await client.close();
        seen.push(...seqs(client));
      }
      assert.deepEqual(seen, range(1, seen.length));
      assert.ok(seen.length >= 35);
    });

    it('are not sent before they are on disk', async () => {
      const client = await fixture.connect('user:alice');
      await client.call('events/subscribe', { after: 0 });
      const letGo = fixture.engine.holdDisk();
      sayMany(3);
      await client.call('hello', hello);
      assert.deepEqual(seqs(client), []);
      letGo();
      await client.seen(event(3));
    });

    it('carry the body, and never the hash of a credential', async () => {
      const owner = await fixture.connect('owner');
      await owner.call('events/subscribe', { after: 0 });
      await owner.call('token/create', { user: 'bob' });
      const { params } = await owner.seen(event(1));
      assert.deepEqual(params, {
        seq: 1,
        at: '2026-01-05T09:30:00.000Z',
        type: 'credential-issued',
        actor: 'engine',
        cause: 'test',
        body: { principal: 'user:bob', by: 'owner' },
      });
    });

    it('keep sequence, type and digest where the content was erased', async () => {
      sayMany(1);
      const [entry] = fixture.engine.entries;
      if (entry) entry.event = undefined;
      const client = await fixture.connect('user:alice');
      await client.call('events/subscribe', { after: 0 });
      const { params } = await client.seen(event(1));
      assert.equal(params?.type, 'message-said');
      assert.equal(params?.digest, 'd1');
      assert.equal('body' in (params ?? {}), false);
    });

    it('F32 wait for a slow reader in the journal, not in memory, and others are not held up', async () => {
      const slow = await fixture.connect('user:alice');
      const quick = await fixture.connect('user:bob');
      await slow.call('hello', hello);
      slow.socket.pause();
      slow.send(JSON.stringify({ jsonrpc: '2.0', id: 99, method: 'events/subscribe', params: { after: 0 } }));
      await quick.call('events/subscribe', { after: 0 });
      sayMany(2000, 'c1', 'x'.repeat(10_000));
      await quick.seen(event(2000));
      assert.ok(seqs(slow).length < 2000);
      slow.socket.resume();
      await slow.seen(event(2000));
      assert.deepEqual(seqs(slow), range(1, 2000));
      assert.deepEqual(seqs(quick), range(1, 2000));
    });

    it('F32 drop a client that asks and never reads, and leave the others connected', async () => {
      await fixture.end();
      fixture = await bridgeFixture({ limits: { answerBuffer: 256 * 1024 } });
      for (let i = 0; i < 200; i++) fixture.engine.open({ reason: 'x'.repeat(2000) });
      const slow = await fixture.connect('user:alice');
      const other = await fixture.connect('user:bob');
      slow.socket.pause();
      const request = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'handoff/list',
        params: { limit: 200 },
      });
      for (let i = 0; i < 200; i++) slow.send(request);
      await other.call('events/subscribe', { after: 0 });
      const dropped = () => fixture.log.some(({ why }) => why?.startsWith('dropped'));
      while (!dropped()) await other.call('hello', hello);
      assert.equal(fixture.bridge.clients().human, 1);
    });
  });

  describe('messages to the user', () => {
    it('reach the newest connection of the bot in the order they were said', async () => {
      const older = await fixture.connect('bot:shop');
      await older.call('hello', hello);
      const newer = await fixture.connect('bot:shop');
      await newer.call('hello', hello);
      sayMany(50);
      await newer.seen(() => newer.said().length === 50);
      assert.deepEqual(
        newer.said(),
        range(1, 50).map((i) => `m${i}`),
      );
      assert.deepEqual(older.said(), []);
    });

    it('go back to the older connection when the newest has closed', async () => {
      const older = await fixture.connect('bot:shop');
      await older.call('hello', hello);
      const newer = await fixture.connect('bot:shop');
      await newer.call('hello', hello);
      await newer.close();
      sayMany(2);
      await older.seen(() => older.said().length === 2);
      assert.deepEqual(older.said(), ['m1', 'm2']);
    });

    it('F31 come again after a reconnect until they were reported as delivered, still in order', async () => {
      sayMany(5);
      const first = await fixture.connect('bot:shop');
      await first.call('hello', hello);
      await first.seen(() => first.said().length === 5);
      await first.call('conversation/delivered', { conversation: 'c1', message: 'm1' });
      await first.call('conversation/delivered', { conversation: 'c1', message: 'm2' });
      await first.close();
      sayMany(2);
      const second = await fixture.connect('bot:shop');
      await second.call('hello', hello);
      await second.seen(() => second.said().length === 5);
      assert.deepEqual(second.said(), ['m3', 'm4', 'm5', 'm8', 'm9']);
    });

    it('also reach a bot that only listens', async () => {
      sayMany(1);
      const client = await fixture.connect('bot:shop');
      await client.seen(() => client.said().length === 1);
    });

    it('go to their own bot only, and to nobody who is no bot', async () => {
      const bank = await fixture.connect('bot:bank');
      const shop = await fixture.connect('bot:shop');
      const alice = await fixture.connect('user:alice');
      for (const client of [bank, shop, alice]) await client.call('hello', hello);
      sayMany(1);
      await shop.seen(() => shop.said().length === 1);
      for (const client of [bank, alice]) {
        await client.call('hello', hello);
        assert.deepEqual(client.said(), []);
      }
    });

    it('are not said before they are on disk', async () => {
      const client = await fixture.connect('bot:shop');
      await client.call('hello', hello);
      const letGo = fixture.engine.holdDisk();
      sayMany(1);
      await client.call('hello', hello);
      assert.deepEqual(client.said(), []);
      letGo();
      await client.seen(() => client.said().length === 1);
    });
  });

  it('tells the bot who has a conversation, now and on a new connection', async () => {
    const owner = (client: RawClient) => client.seen(({ method }) => method === 'conversation/owner');
    const bot = await fixture.connect('bot:shop');
    await bot.call('conversation/message', {
      bot: 'shop',
      conversation: 'c1',
      message: { id: 'u1', text: 'x' },
    });
    const alice = await fixture.connect('user:alice');
    await alice.call('conversation/take', { conversation: 'c1' });
    const params = { bot: 'shop', conversation: 'c1', owner: 'user:alice' };
    assert.deepEqual((await owner(bot)).params, params);
    await bot.close();
    const again = await fixture.connect('bot:shop');
    assert.deepEqual((await owner(again)).params, params);
  });

  describe('a credential', () => {
    it('T13 that is revoked ends its live sockets at once, and only its own', async () => {
      const owner = await fixture.connect('owner');
      const bob = await fixture.connect('user:bob');
      const alice = await fixture.connect('user:alice');
      assert.ok((await owner.call('token/revoke', { principal: 'user:bob' })).result);
      assert.equal(await bob.closed, 1008);
      assert.ok((await alice.call('hello', hello)).result);
    });

    it('T13 is checked for every message, also before the revocation is announced', async () => {
      const bob = await fixture.connect('user:bob');
      assert.ok((await bob.call('hello', hello)).result);
      for (const [hash] of [...fixture.engine.state.credentials.entries()])
        fixture.engine.state.credentials.delete(hash);
      assert.equal((await bob.call('handoff/list')).error?.data?.code, 'unauthorized');
      assert.equal(await bob.closed, 1008);
    });

    it('is minted once, works, and the store knows only its hash', async () => {
      const owner = await fixture.connect('owner');
      const { result } = await owner.call('token/create', { bot: 'shop' });
      const token = String(result?.token);
      assert.equal(result?.principal, 'bot:shop');
      assert.equal(Buffer.from(token, 'base64url').length, 32);
      assert.equal(JSON.stringify([...fixture.engine.state.credentials.entries()]).includes(token), false);
      assert.equal(JSON.stringify([fixture.log, fixture.engine.inputs]).includes(token), false);
      const bad = [
        {},
        { bot: 'a', user: 'b' },
        { owner: 'x' },
        { user: 'a b' },
        { user: 'bot:x' },
        { user: '' },
      ];
      for (const who of bad) {
        const { error } = await owner.call('token/create', who);
        assert.equal(error?.data?.code, 'invalid', JSON.stringify(who));
      }
    });
  });
});
