import assert from 'node:assert/strict';
import { type Client, createClient } from '../../schemas/protocol/client.ts';
import { RequestError } from '../../schemas/protocol/codes.ts';
import { NoAnswer } from '../../schemas/protocol/peer.ts';
import type { EventNotice, Say } from '../../schemas/protocol/views.ts';
import {
  type HandTimers,
  handTimers,
  type MemorySocket,
  memorySocket,
  settle,
} from '../support/memory-sockets.ts';

interface Sent {
  id: number;
  method: string;
  params: Record<string, unknown>;
}

describe('the client of the bridge', () => {
  let timers: HandTimers;
  let sockets: MemorySocket[];
  let refuse: Error | undefined;
  let faults: unknown[];
  let client: Client;

  beforeEach(() => {
    timers = handTimers();
    sockets = [];
    refuse = undefined;
    faults = [];
    client = createClient({
      async open() {
        if (refuse) throw refuse;
        const socket = memorySocket();
        sockets.push(socket);
        return socket;
      },
      timers,
      client: 'test',
      version: '1',
      timeoutMs: 5000,
      onFault: (error) => faults.push(error),
    });
  });
  afterEach(() => client.close());

  function socket(): MemorySocket {
    const last = sockets.at(-1);
    assert.ok(last, 'there is a connection');
    return last;
  }

  function requests(method: string): Sent[] {
    return (socket().sent as Sent[]).filter((frame) => frame.method === method);
  }

  async function answer(method: string, result: unknown): Promise<void> {
    const id = requests(method).at(-1)?.id;
    assert.notEqual(id, undefined, `${method} was asked`);
    socket().receive({ jsonrpc: '2.0', id, result });
    await settle();
  }

  async function greeted(protocol = { min: 1, max: 1 }): Promise<void> {
    await settle();
    await answer('hello', { protocol, engine: '0.1.0', principal: 'user:alice', seq: 0 });
  }

  async function reconnect(): Promise<void> {
    socket().break('gone');
    await settle();
    await timers.pass(10_000);
    await greeted();
  }

  const event = (seq: number) => ({
    jsonrpc: '2.0',
    method: 'event',
    params: { seq, at: '2026-01-05T09:30:00Z', type: 'halted', actor: 'owner', cause: 'halt', digest: 'd' },
  });

  const say = (id: string, conversation = 'c1') => ({
    jsonrpc: '2.0',
    method: 'conversation/say',
    params: { bot: 'shop', conversation, message: { id, text: id, from: 'bot' } },
  });

  it('greets, and sends what was asked before only then', async () => {
    const listed = client.request('handoff/list', {});
    await settle();
    assert.deepEqual(requests('handoff/list'), []);
    await greeted();
    assert.equal(client.state.kind, 'open');
    await answer('handoff/list', { items: [], total: 0 });
    assert.deepEqual(await listed, { items: [], total: 0 });
  });

  it('turns an error into a RequestError with code and data', async () => {
    await greeted();
    const decided = client.request('handoff/decide', { id: 'h1', revision: 1, decision: 'approve' });
    await settle();
    const { id } = requests('handoff/decide')[0] ?? {};
    const data = { code: 'already-decided', by: 'user:bob' };
    socket().receive({ jsonrpc: '2.0', id, error: { code: -32010, message: 'decided', data } });
    await assert.rejects(decided, (error) => error instanceof RequestError && error.data.by === 'user:bob');
  });

  it('never repeats a request by itself: what was under way ends with NoAnswer', async () => {
    await greeted();
    const decided = client.request('handoff/decide', { id: 'h1', revision: 1, decision: 'approve' });
    await settle();
    socket().break('gone');
    await assert.rejects(decided, NoAnswer);
    await timers.pass(10_000);
    await greeted();
    assert.deepEqual(requests('handoff/decide'), []);
  });

  it('gives up a request without an answer, and one without a connection, after its time', async () => {
    await greeted();
    const slow = assert.rejects(client.request('stats/get', {}), /no answer to stats\/get/);
    await settle();
    await timers.pass(5000);
    await slow;
    refuse = new Error('refused');
    socket().break('gone');
    const offline = assert.rejects(client.request('stats/get', {}), /no connection/);
    await settle();
    await timers.pass(5000);
    await offline;
  });

  it('waits longer after each failed attempt, and starts over once it was connected', async () => {
    const pauses: number[] = [];
    client.onState((state) => {
      if (state.kind === 'waiting') pauses.push(state.retryMs);
    });
    await greeted();
    refuse = new Error('refused');
    socket().break('gone');
    for (let i = 0; i < 7; i++) {
      await settle();
      await timers.pass(10_000);
    }
    assert.deepEqual(pauses.slice(0, 8), [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    refuse = undefined;
    await timers.pass(10_000);
    await greeted();
    socket().break('gone');
    assert.equal(pauses.at(-1), 250);
  });

  it('F31 resumes its events from the cursor after a reconnect, without gaps or repeats', async () => {
    const seen: number[] = [];
    const subscription = client.subscribe(5, ({ seq }: EventNotice) => seen.push(seq));
    await greeted();
    assert.deepEqual(requests('events/subscribe')[0]?.params, { after: 5 });
    await answer('events/subscribe', { seq: 7 });
    for (const seq of [6, 7]) socket().receive(event(seq));
    await reconnect();
    assert.deepEqual(requests('events/subscribe')[0]?.params, { after: 7 });
    await answer('events/subscribe', { seq: 9 });
    for (const seq of [7, 8, 8, 9]) socket().receive(event(seq));
    assert.deepEqual(seen, [6, 7, 8, 9]);
    assert.equal(subscription.cursor, 9);
    subscription.stop();
    socket().receive(event(10));
    assert.deepEqual(seen, [6, 7, 8, 9]);
  });

  it('keeps the connection when it may not subscribe', async () => {
    await greeted();
    client.subscribe(0, () => undefined);
    await settle();
    const { id } = requests('events/subscribe')[0] ?? {};
    const error = { code: -32003, message: 'no', data: { code: 'forbidden' } };
    socket().receive({ jsonrpc: '2.0', id, error });
    await settle();
    assert.equal(client.state.kind, 'open');
    assert.equal(faults.length, 1);
  });

  it('reports a message as delivered only after the handler resolved, in order per conversation', async () => {
    const order: string[] = [];
    const finish = new Map<string, () => void>();
    client.onSay(({ message }: Say) => {
      order.push(message.id);
      return new Promise<void>((resolve) => finish.set(message.id, resolve));
    });
    await greeted();
    for (const frame of [say('m1'), say('m2'), say('other', 'c2')]) socket().receive(frame);
    await settle();
    assert.deepEqual(order, ['m1', 'other']);
    assert.deepEqual(requests('conversation/delivered'), []);
    finish.get('m1')?.();
    await settle();
    assert.deepEqual(requests('conversation/delivered')[0]?.params, {
      bot: 'shop',
      conversation: 'c1',
      message: 'm1',
    });
    assert.deepEqual(order, ['m1', 'other', 'm2']);
  });

  it('hands a message on once, however often it comes, and reports it again', async () => {
    const handled: string[] = [];
    client.onSay(({ message }) => {
      handled.push(message.id);
    });
    await greeted();
    socket().receive(say('m1'));
    await settle();
    await reconnect();
    socket().receive(say('m1'));
    socket().receive(say('m2'));
    await settle();
    assert.deepEqual(handled, ['m1', 'm2']);
    assert.equal(requests('conversation/delivered').length, 2);
  });

  it('tries a handler that failed again, and nothing overtakes its message', async () => {
    const order: string[] = [];
    client.onSay(({ message }) => {
      order.push(message.id);
      if (order.length < 3) throw new Error('the chat is down');
    });
    await greeted();
    socket().receive(say('m1'));
    socket().receive(say('m2'));
    await settle();
    await timers.pass(250);
    await timers.pass(500);
    assert.deepEqual(order, ['m1', 'm1', 'm1', 'm2']);
    assert.equal(faults.length, 2);
  });

  it('stops for good when the engine speaks another protocol', async () => {
    const ready = assert.rejects(client.ready(), /protocol 2 to 3/);
    await greeted({ min: 2, max: 3 });
    await ready;
    assert.equal(client.state.kind, 'closed');
    assert.equal(socket().isClosed, true);
    await timers.pass(60_000);
    assert.equal(sockets.length, 1);
  });

  it('leaves no timer behind when it is closed', async () => {
    await greeted();
    client.close();
    assert.equal(timers.pending, 0);
    await assert.rejects(client.request('stats/get', {}), NoAnswer);
  });

  it('reports a frame it cannot read and goes on', async () => {
    await greeted();
    client.subscribe(0, () => undefined);
    socket().receive('{');
    socket().receive({ jsonrpc: '2.0', method: 'event', params: { seq: 'x' } });
    socket().receive({ jsonrpc: '2.0', method: 'something/new', params: {} });
    assert.equal(faults.length, 2);
    assert.match(String(faults[1]), /\/seq/);
    assert.equal(client.state.kind, 'open');
  });
});
