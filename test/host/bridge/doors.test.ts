import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { createDoors } from '../../../engine/host/bridge/doors.ts';
import { protocolsOf, SUBPROTOCOL } from '../../../schemas/protocol/socket.ts';
import { type BridgeFixture, bridgeFixture, upgradeStatus } from '../../support/bridge-fixture.ts';

const ROUTES = ['/', '/healthz', '/bridge', '/act/abc', '/missing'];

describe('the doors of the bridge', () => {
  let fixture: BridgeFixture;
  let port: number;

  before(async () => {
    fixture = await bridgeFixture({ limits: { wrongTokensPerMinute: 1000 } });
    port = fixture.bridge.port;
  });
  after(() => fixture.end());

  function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  function hostileOrigins(): string[] {
    const own = `http://127.0.0.1:${port}`;
    return [
      'null',
      '',
      'http://evil.example',
      'https://evil.example',
      `http://127.0.0.1:${port + 1}`,
      `http://127.0.0.1:${port}0`,
      'http://127.0.0.1',
      'http://localhost',
      `https://127.0.0.1:${port}`,
      `https://localhost:${port}`,
      `ws://127.0.0.1:${port}`,
      `${own}/`,
      `${own}/bridge`,
      `${own}.evil.example`,
      `${own}@evil.example`,
      `http://evil.example@127.0.0.1:${port}`,
      `http://evil.example#${own}`,
      `http://evil.example?${own}`,
      `${own}, http://evil.example`,
      `http://evil.example, ${own}`,
      `${own} http://evil.example`,
      `HTTP://127.0.0.1:${port}`,
      `http://LOCALHOST:${port}`,
      `http://Localhost:${port}`,
      `http://localhost.evil.example:${port}`,
      `http://evil-localhost:${port}`,
      `http://sub.localhost:${port}`,
      `http://localhost.:${port}`,
      `http://127.0.0.1.:${port}`,
      `http://127.0.0.2:${port}`,
      `http://127.1:${port}`,
      `http://2130706433:${port}`,
      `http://0x7f000001:${port}`,
      `http://0.0.0.0:${port}`,
      `http://[::1]:${port}`,
      `http://[::ffff:127.0.0.1]:${port}`,
      `http://user:pass@localhost:${port}`,
      'http://review.example.com',
      'https://review.example.com:8443',
      'https://review.example.com.evil.example',
      'https://evil-review.example.com',
      'https://review.example.com/',
      'https://REVIEW.example.com',
      'vscode-webview://abc',
      'file://',
      'chrome-extension://abc',
      `https://review.example.com%00.evil.example`,
    ];
  }

  const hostileHosts = (): string[] => [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost',
    `127.0.0.1:${port + 1}`,
    `localhost:${port}0`,
    `localhost.:${port}`,
    `LOCALHOST:${port}`,
    `127.0.0.1.nip.io:${port}`,
    `0.0.0.0:${port}`,
    `[::1]:${port}`,
    `127.0.0.1:${port}@evil.example`,
    `evil.example#127.0.0.1:${port}`,
    `127.0.0.1:${port}, evil.example`,
    'review.example.com:80',
    'review.example.com.evil.example',
    `user@127.0.0.1:${port}`,
  ];

  it('T1 refuses every one of at least 40 foreign Origins on every route, also with a valid credential', async () => {
    const origins = hostileOrigins();
    assert.ok(origins.length >= 40);
    const before = fixture.engine.seq;
    const token = fixture.tokenOf('user:alice');
    for (const origin of origins) {
      for (const route of ROUTES) {
        assert.equal(
          await get(route, { origin, authorization: `Bearer ${token}` }),
          403,
          `${route} ${origin}`,
        );
      }
      const status = await upgradeStatus(fixture.bridge.url, { origin }, protocolsOf(token));
      assert.equal(status, 403, `upgrade ${origin}`);
    }
    assert.equal(fixture.engine.seq, before);
    assert.deepEqual(fixture.bridge.clients(), { bot: 0, human: 0, observer: 0, owner: 0 });
  });

  it('T2 refuses every foreign Host on every route, also with a valid credential', async () => {
    const token = fixture.tokenOf('user:alice');
    for (const host of hostileHosts()) {
      for (const route of ROUTES) assert.equal(await get(route, { host }), 403, `${route} ${host}`);
      assert.equal(
        await upgradeStatus(fixture.bridge.url, { host }, protocolsOf(token)),
        403,
        `upgrade ${host}`,
      );
    }
  });

  it('lets its own Origins and Hosts and the publicUrl in', async () => {
    const token = fixture.tokenOf('user:alice');
    const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, 'https://review.example.com'];
    for (const origin of own) {
      assert.equal(await get('/healthz', { origin }), 200);
      assert.equal(await upgradeStatus(fixture.bridge.url, { origin }, protocolsOf(token)), 101);
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'review.example.com'])
      assert.equal(await get('/healthz', { host }), 200);
  });

  it('T3 refuses what a browser fetches for another site, and lets a followed link in', async () => {
    const cross = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    assert.equal(await get('/', cross), 403);
    const framed = {
      'sec-fetch-site': 'same-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'iframe',
    };
    assert.equal(await get('/', framed), 403);
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    assert.equal(await get('/', link), 200);
  });

  it('T9 takes a credential from the header or the subprotocols only, never from the URL', async () => {
    const token = fixture.tokenOf('user:alice');
    const { url } = fixture.bridge;
    assert.equal(await upgradeStatus(url, { authorization: `Bearer ${token}` }), 101);
    assert.equal(await upgradeStatus(url, {}, protocolsOf(token)), 101);
    assert.notEqual(await upgradeStatus(`${url}?token=${token}`, {}), 101);
    assert.notEqual(await upgradeStatus(`${url}?access_token=${token}`, {}), 101);
    assert.equal(JSON.stringify(fixture.log).includes(token), false);
  });

  it('T8 answers 401 without a credential, with a wrong one, and with two that differ', async () => {
    const token = fixture.tokenOf('user:alice');
    const { url } = fixture.bridge;
    for (const authorization of ['Bearer wrong', 'Bearer ', `Basic ${token}`, token, `Bearer ${token} x`])
      assert.equal(await upgradeStatus(url, { authorization }), 401, authorization);
    assert.equal(await upgradeStatus(url, {}), 401);
    assert.equal(await upgradeStatus(url, {}, ['handoff.v1', 'bearer.nope']), 401);
    assert.equal(await upgradeStatus(url, { authorization: 'Bearer wrong' }, protocolsOf(token)), 401);
  });

  it('answers handoff.v1 as the subprotocol and never the one with the credential', async () => {
    const socket = new WebSocket(fixture.bridge.url, protocolsOf(fixture.tokenOf('user:alice')));
    await once(socket, 'open');
    assert.equal(socket.protocol, SUBPROTOCOL);
    assert.equal(socket.extensions, '');
    socket.terminate();
  });

  it('T4 has two pages that change nothing and a 404 for the rest, with strict headers', async () => {
    const before = fixture.engine.seq;
    assert.equal(await get('/', {}), 200);
    assert.equal(await get('/healthz', {}), 200);
    assert.equal(await get('/healthz', {}, 'HEAD'), 200);
    for (const path of ['/bridge', '/act/abc', '/../etc/passwd', '/%2e%2e/x', '/healthz?x=1', '//healthz'])
      assert.equal(await get(path, {}), 404, path);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      assert.equal(await get('/', {}, method), 404, method);
    const { headers } = await fetch(fixture.bridge.dashboard);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(fixture.engine.seq, before);
  });
});

describe('a header sent twice', () => {
  const doors = createDoors({ port: 4000, publicUrl: () => undefined });
  const own = ['Host', '127.0.0.1:4000'];

  it('T2 T14 is refused, even where one of the two is right', () => {
    assert.equal(doors.refusal(own), undefined);
    assert.equal(doors.refusal([...own, 'hOST', 'evil.example']), 'host not allowed');
    assert.equal(doors.refusal([...own, ...own]), 'host not allowed');
    const origin = ['Origin', 'http://127.0.0.1:4000'];
    assert.equal(doors.refusal([...own, ...origin]), undefined);
    assert.equal(doors.refusal([...own, ...origin, ...origin]), 'origin not allowed');
  });
});

describe('wrong credentials', () => {
  it('T8 are turned away with 429 after so many a minute, while a right one still passes', async () => {
    const fixture = await bridgeFixture({ limits: { wrongTokensPerMinute: 3 } });
    const { url } = fixture.bridge;
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push(await upgradeStatus(url, { authorization: `Bearer guess-${i}` }));
    assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429]);
    assert.equal(fixture.log.filter(({ code }) => code === 'overloaded').length, 1);
    assert.equal(await upgradeStatus(url, {}, protocolsOf(fixture.tokenOf('bot:shop'))), 101);
    await fixture.end();
  });
});
