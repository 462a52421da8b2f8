import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  type BridgeFixture,
  bridgeFixture,
  OWNER_TOKEN,
  type RawClient,
} from '../../support/bridge-fixture.ts';

const hello = { client: 'test', version: '1' };

/** A small generator, so that a run can be repeated from its seed. */
function numbers(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x % below;
  };
}

describe('frames that the bridge refuses', () => {
  let fixture: BridgeFixture;
  let client: RawClient;

  before(async () => {
    fixture = await bridgeFixture();
  });
  beforeEach(async () => {
    client = await fixture.connect('user:alice');
  });
  afterEach(() => client.close());
  after(() => fixture.end());

  function broken(text: string): Promise<number | undefined> {
    client.frames.length = 0;
    client.send(text);
    return client.seen(({ error }) => error !== undefined).then(({ error }) => error?.code);
  }

  const request = (params: string) => `{"jsonrpc":"2.0","id":7,"method":"hello","params":${params}}`;

  it('answers what is not JSON with a parse error and stays connected', async () => {
    for (const text of ['', '{', 'hello', '{"a":}', "{'a':1}", '\u0000', '[1,2', 'NaN'])
      assert.equal(await broken(text), -32700, text);
    assert.ok((await client.call('hello', hello)).result);
  });

  it('answers what is no request, and batches, with an invalid request', async () => {
    const texts = [
      'null',
      '1',
      '"x"',
      '[]',
      '[{"jsonrpc":"2.0","id":1,"method":"hello"}]',
      '{}',
      '{"jsonrpc":"1.0","id":1,"method":"hello"}',
      '{"jsonrpc":"2.0","id":{},"method":"hello"}',
      '{"jsonrpc":"2.0","id":null,"method":"hello"}',
      '{"jsonrpc":"2.0","id":1,"method":5}',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":3}',
    ];
    for (const text of texts) assert.equal(await broken(text), -32600, text);
  });

  it('F40 T41 F41 refuses depth, double keys, prototype keys, half characters, NUL and digits that get lost', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const texts = [
      request(`{"client":"x","version":"1","deep":${nested(63)}}`),
      request(`{"client":"x","version":"1","deep":${nested(100_000)}}`),
      request('{"client":"x","client":"y","version":"1"}'),
      request('{"client":"x","cl\\u0069ent":"y","version":"1"}'),
      request('{"__proto__":{"client":"x"},"version":"1"}'),
      request('{"\\u005f_proto__":{"client":"x"},"version":"1"}'),
      request('{"client":"x","version":"1","a":{"constructor":1}}'),
      request('{"client":"\\ud800","version":"1"}'),
      request('{"client":"a\\u0000b","version":"1"}'),
      request('{"client":"x","version":9007199254740993}'),
      request('{"client":"x","version":"1","n":1e999}'),
    ];
    for (const text of texts) {
      assert.equal(await broken(text), -32700, text.slice(0, 90));
      assert.equal(client.frames.at(-1)?.id, 7);
    }
  });

  it('takes the deepest nesting allowed, keys that repeat in different objects, and floats', async () => {
    const deep = '['.repeat(62) + ']'.repeat(62);
    client.send(
      request(`{"client":"x","version":"1","deep":${deep},"a":[{"k":1},{"k":2.5e3}],"s":"{\\"k\\":1"}`),
    );
    assert.ok((await client.seen(({ id }) => id === 7)).result);
  });

  it('F39 answers a frame beyond 1 MiB with too-large and closes with 1009', async () => {
    const closed = client.closed;
    client.send(request(JSON.stringify({ ...hello, pad: 'x'.repeat(1024 * 1024) })));
    const { error } = await client.seen((frame) => frame.error !== undefined);
    assert.equal(error?.data?.code, 'too-large');
    assert.equal(await closed, 1009);
  });

  it('takes a frame just below 1 MiB', async () => {
    client.send(request(JSON.stringify({ ...hello, pad: 'x'.repeat(1024 * 1024 - 200) })));
    assert.ok((await client.seen(({ id }) => id === 7)).result);
  });

  it('closes on binary frames', async () => {
    client.socket.send(Buffer.from([1, 2, 3]));
    assert.equal(await client.closed, 1003);
  });

  it('names the path of a parameter that does not fit', async () => {
    const cases: [string, object, string][] = [
      ['handoff/get', {}, '/id'],
      ['handoff/decide', { id: 'h', revision: 'x', decision: 'approve' }, '/revision'],
      ['handoff/list', { status: 'broken' }, '/status'],
      ['events/subscribe', { after: -1 }, '/after'],
      ['run/start', { bot: 'shop', variables: [] }, '/variables'],
    ];
    for (const [method, params, path] of cases) {
      const { error } = await client.call(method, params);
      assert.equal(error?.data?.code, 'invalid', method);
      assert.equal(error?.data?.path, path, method);
    }
  });

  it('G13 T14 survives 2,000 mutated frames and still answers', async () => {
    const pick = numbers(20260105);
    const seeds = [
      request(JSON.stringify(hello)),
      '{"jsonrpc":"2.0","id":1,"method":"handoff/list","params":{}}',
    ];
    const junk = ['"', '{', '}', '[', ']', ',', ':', '\\', '\\u', '-', '1e', 'null', '\u2028', '\u{1f600}'];
    for (let i = 0; i < 2000; i++) {
      let text = seeds[pick(seeds.length)] ?? '';
      for (let edits = pick(4); edits >= 0; edits--) {
        const at = pick(text.length + 1);
        text = text.slice(0, at) + (junk[pick(junk.length)] ?? '') + text.slice(at + pick(5));
      }
      client.send(text);
    }
    assert.equal((await client.call('hello', hello)).error, undefined);
    assert.equal(fixture.engine.seq, 0);
  });

  it('T14 survives raw bytes in place of HTTP and in place of WebSocket frames', async () => {
    const { port } = fixture.bridge;
    const upgrade = `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    const starts = [
      '',
      '\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      `GET /bridge HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
      `${upgrade.replace('version: 13', 'version: 99')}`,
      upgrade.replace('dGhlIHNhbXBsZSBub25jZQ==', 'x'),
      `GET / HTTP/1.1\r\n${'X-A: b\r\n'.repeat(5000)}\r\n`,
      upgrade,
      upgrade,
      upgrade,
    ];
    const pick = numbers(7);
    for (const start of starts) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', (error) => assert.match(error.message, /ECONNRESET|EPIPE/));
      await once(socket, 'connect');
      socket.resume();
      socket.write(start);
      socket.end(Buffer.from(Array.from({ length: 300 }, () => pick(256))));
      await once(socket, 'close');
    }
    assert.equal((await client.call('hello', hello)).error, undefined);
  });
});
