import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { RequestError } from '../../schemas/protocol/codes.ts';
import { protocolsOf } from '../../schemas/protocol/socket.ts';
import { type RefundHouse, refundHouse } from '../support/refund-house.ts';
import { bridgeFileOf, connectTo, ownerTokenOf, type Served, serve } from '../support/serve.ts';

/** The status with which an upgrade is answered. */
async function knock(url: string, token: string, options: { origin?: string; host?: string }) {
  const { origin, host } = options;
  const socket = new WebSocket(url, protocolsOf(token), { origin, ...(host && { headers: { host } }) });
  try {
    const answer = await Promise.race([
      once(socket, 'open').then(() => 101),
      once(socket, 'unexpected-response').then(([, response]) => (response as IncomingMessage).statusCode),
    ]);
    return answer;
  } finally {
    socket.on('error', () => undefined);
    socket.terminate();
  }
}

/** All bytes of a journal. */
function journalOf(store: string): string {
  const folder = path.join(store, 'journal');
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'latin1'))
    .join('');
}

function query(store: string, sql: string): string {
  return execFileSync('sqlite3', ['-readonly', path.join(store, 'handoff.sqlite'), sql], {
    encoding: 'utf8',
  }).trim();
}

/** Resolves once the snapshot on disk shows at least this sequence. */
async function snapshotOf(store: string, seq: number): Promise<void> {
  const shown = () =>
    existsSync(path.join(store, 'handoff.sqlite')) && Number(query(store, 'SELECT seq FROM meta'));
  if (Number(shown()) >= seq) return;
  for await (const _ of watch(store, { signal: AbortSignal.timeout(30_000) }))
    if (Number(shown()) >= seq) return;
}

describe('the refund story: doors, store and restart', () => {
  let house: RefundHouse;
  before(async () => {
    house = await refundHouse();
    await house.verified('waits', 'jane@acme.com');
    await house.handoffOf('waits');
    await house.delivered('waits', /colleague from finance/);
  });
  after(() => house?.end());

  it('turns a wrong Origin or Host away with every credential (T1, T2)', async () => {
    const { bridge } = house.engine;
    const { port } = new URL(bridge);
    const before = await house.seq();
    for (const token of [house.tokens.alice, house.tokens.shop, ownerTokenOf(house.workspace.folder)]) {
      assert.equal(await knock(bridge, token, { origin: 'http://evil.example' }), 403);
      assert.equal(await knock(bridge, token, { origin: `http://127.0.0.1:${port}.evil.example` }), 403);
      assert.equal(await knock(bridge, token, { origin: 'null' }), 403);
      assert.equal(await knock(bridge, token, { host: `evil.example:${port}` }), 403);
      assert.equal(await knock(bridge, token, { host: '127.0.0.1:1' }), 403);
      assert.equal(await knock(bridge, token, { origin: `http://localhost:${port}` }), 101);
    }
    assert.equal(await knock(bridge, 'guessed', {}), 401);
    assert.equal(await house.seq(), before);
  });

  it('shows the documented tables to the sqlite3 command, current soon after idle', async () => {
    const { store } = house.engine;
    await snapshotOf(store, await house.seq());
    const handoff = await house.handoffOf('waits');
    assert.equal(
      query(store, "SELECT ticket, status, assignee, node FROM handoffs WHERE status = 'open'"),
      `${handoff.ticket}|open|role:finance|review`,
    );
    assert.equal(query(store, 'SELECT status FROM runs'), 'waiting');
    assert.equal(
      query(store, "SELECT text FROM messages WHERE sender = 'user' ORDER BY seq LIMIT 2"),
      'I want my money back\njane@acme.com',
    );
    assert.equal(query(store, 'PRAGMA integrity_check'), 'ok');
    const schema = query(store, '.schema handoffs');
    assert.match(schema, /-- What waits, or waited, for a person/);
    assert.match(schema, /reason, -- why a person is asked/);
  });

  it('ends cleanly at SIGTERM, and keeps port, credentials and what waits (I1)', async () => {
    const { bridge } = house.engine;
    const before = await house.handoffOf('waits');
    assert.deepEqual(await house.engine.stop(), { code: 0, signal: null });
    assert.throws(() => bridgeFileOf(house.workspace.folder));
    const again = await house.start();
    assert.equal(again.bridge, bridge);
    const { items } = await house.alice.request('handoff/list', { status: 'open' });
    assert.deepEqual(
      items.map(({ id, revision, ticket }) => [id, revision, ticket]),
      [[before.id, before.revision, before.ticket]],
    );
  });

  describe('a copy of its store', () => {
    let folder: string;
    let copy: Served | undefined;
    before(async () => {
      await house.engine.stop();
      folder = mkdtempSync(path.join(tmpdir(), 'handoff-copy-'));
      cpSync(house.workspace.folder, folder, { recursive: true });
      await house.start();
    });
    afterEach(() => copy?.stop());
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('opens read-only: it shows what waits and changes nothing (T55)', async () => {
      copy = await serve({ workspace: folder, stateDir: house.stateDir });
      const before = journalOf(copy.store);
      const alice = connectTo(copy.bridge, house.tokens.alice);
      const shop = connectTo(copy.bridge, house.tokens.shop);
      const { items } = await alice.request('handoff/list', { status: 'open' });
      const [item] = items;
      assert.ok(item && items.length === 1);
      const { id, revision } = item;
      const message = { id: 'm1', text: 'hello' };
      for (const change of [
        () => alice.request('handoff/decide', { id, revision, decision: 'approve' }),
        () => alice.request('handoff/claim', { id, revision }),
        () => shop.request('conversation/message', { bot: 'shop', conversation: 'new', message }),
      ])
        await assert.rejects(change, (error) => error instanceof RequestError && error.code === 'read-only');
      alice.close();
      shop.close();
      await copy.stop();
      assert.equal(journalOf(copy.store), before);
    });

    it('takes decisions once it was adopted', async () => {
      copy = await serve({ workspace: folder, stateDir: house.stateDir, args: ['--adopt'] });
      const alice = connectTo(copy.bridge, house.tokens.alice);
      const [item] = (await alice.request('handoff/list', { status: 'open' })).items;
      assert.ok(item);
      const { id, revision } = item;
      await alice.request('handoff/decide', {
        id,
        revision,
        decision: 'reject',
        reason: 'decided in the copy',
      });
      assert.equal((await alice.request('handoff/get', { id })).status, 'decided');
      assert.equal((await house.handoffOf('waits')).status, 'open');
      alice.close();
    });
  });
});
