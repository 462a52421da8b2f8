import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RefundWorkspace, refundWorkspace } from '../support/refund-workspace.ts';
import { connect, mint, NotServed, ownerTokenOf, type Served, serve } from '../support/serve.ts';
import { watch } from '../support/watcher.ts';

describe('main: two engines, one store (I10, F29)', () => {
  let workspace: RefundWorkspace;
  let stateDir: string;
  let engine: Served;
  const start = () => serve({ workspace: workspace.folder, stateDir });

  beforeEach(async () => {
    workspace = refundWorkspace();
    stateDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'handoff-state-')));
    engine = await start();
  });
  afterEach(async () => {
    await engine.kill();
    workspace.remove();
    rmSync(stateDir, { recursive: true, force: true });
  });

  it('turns the second one away with status 1 and the address of the first', async () => {
    const refusal: unknown = await start().catch((error) => error);
    assert.ok(refusal instanceof NotServed, String(refusal));
    assert.equal(refusal.code, 1);
    assert.match(refusal.stderr, new RegExp(engine.bridge.replaceAll('/', '\\/')));
    assert.match(refusal.stderr, new RegExp(`\\b${engine.pid}\\b`));
  });

  it('leaves the first one at work, and lets exactly one of many win after its kill -9', async () => {
    await assert.rejects(start(), NotServed);
    await mint(workspace.folder, { user: 'alice' });
    await engine.kill();
    const tries = await Promise.allSettled([start(), start(), start()]);
    const won = tries.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
    const lost = tries.filter((each) => each.status === 'rejected').map(({ reason }) => reason as NotServed);
    assert.equal(won.length, 1);
    assert.deepEqual(
      lost.map(({ code }) => code),
      [1, 1],
    );
    const [winner] = won;
    if (winner) engine = winner;
  });

  it('gives clients every event once and in order, over kills and a clean end (F31)', async () => {
    const { folder } = workspace;
    const bot = connect(folder, await mint(folder, { bot: 'shop' }));
    const observer = connect(folder, ownerTokenOf(folder));
    const watcher = watch(observer);
    const write = async (id: string) => {
      const message = { id, text: 'I want my money back' };
      await bot.request('conversation/message', { bot: 'shop', conversation: id, message });
    };
    await write('first');
    for (const end of ['kill', 'stop', 'kill'] as const) {
      await engine[end]();
      engine = await start();
      await write(`after-${end}-${engine.pid}`);
    }
    const latest = await bot.request('hello', { client: 'test', version: '1' });
    await watcher.reaches(latest.seq);
    assert.deepEqual(
      watcher.events.map(({ seq }) => seq),
      Array.from({ length: watcher.events.length }, (_, index) => index + 1),
    );
    assert.ok(watcher.events.length >= latest.seq);
    assert.equal(watcher.events.filter(({ type }) => type === 'message-received').length, 4);
    assert.equal(watcher.events.filter(({ type }) => type === 'opened').length, 4);
    bot.close();
    observer.close();
  });
});
