import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLES } from '../../../engine/core/state.ts';
import { verifyStore } from '../../../engine/host/store/verify.ts';
import { faultyDisk, type Operation } from '../journal/faulty-disk.ts';
import { filesWith, type LivingStore, livingStore } from './living-store.ts';
import { closeAll, type Machine, machine } from './stores.ts';

const CANARY = 'canary-4711';

/** Two customers whose runs are over; what the first one said must go. */
async function spoken(
  options: Parameters<typeof livingStore>[1] = {},
): Promise<LivingStore & Omit<Machine, 'store'>> {
  const place = machine();
  const living = await livingStore(place, options);
  for (const [conversation, text] of [
    ['gone', CANARY],
    ['stays', 'something else'],
  ] as const) {
    await living.says(conversation, text);
    await living.decides(conversation, 'reject', `because of ${text}`);
  }
  return { ...place, ...living };
}

function tablesOf({ engine }: LivingStore) {
  const tables = Object.fromEntries(TABLES.map((table) => [table, [...engine.state[table].entries()]]));
  return JSON.parse(JSON.stringify(tables)) as Record<string, unknown>;
}

describe('erasing a conversation in a store', () => {
  afterEach(closeAll);

  it('leaves no byte of its texts in any file, and everything else as it was', async () => {
    const living = await spoken({ journal: { segmentBytes: 700 } });
    assert.notDeepEqual(filesWith(living.store.directory, CANARY), []);
    const kept = [...living.engine.state.handoffs.entries()].filter(
      ([, { conversation }]) => conversation === 'stays',
    );
    await living.erases('gone');
    assert.deepEqual(filesWith(living.store.directory, CANARY), []);
    assert.deepEqual([...living.engine.state.handoffs.entries()], kept);
    assert.notDeepEqual(filesWith(living.store.directory, 'something else'), []);
    await living.end();
    assert.deepEqual(filesWith(living.root, CANARY), []);
  });

  it('keeps sequence, type and digest of each event, and the chain verifies (I9, I14)', async () => {
    const living = await spoken();
    const before = await living.engine.read(0, 1000);
    await living.erases('gone');
    const after = await living.engine.read(0, 1000);
    assert.deepEqual(
      after.slice(0, before.length).map(({ seq, type, digest }) => [seq, type, digest]),
      before.map(({ seq, type, digest }) => [seq, type, digest]),
    );
    const gone = after.filter(({ event }) => event === undefined);
    assert.ok(gone.length >= 8);
    assert.ok(!JSON.stringify(after).includes(CANARY));
    await living.end();
    const report = await verifyStore(living.store.directory, living.environment);
    assert.ok(report.ok, JSON.stringify(report));
    assert.equal(report.erased, gone.length);
  });

  it('folds to the same state after a restart, and gives no ticket twice (I1)', async () => {
    const living = await spoken();
    await living.erases('gone');
    const before = tablesOf(living);
    await living.end();
    const again = await livingStore(living);
    const { meta: _, ...tables } = before;
    const { meta: __, ...restored } = tablesOf(again);
    assert.deepEqual(restored, tables);
    await again.says('new', 'hello');
    const tickets = [...again.engine.state.handoffs.entries()].map(([, { ticket }]) => ticket);
    assert.deepEqual(tickets, ['H-1002', 'H-1003']);
    assert.equal(again.store.projection.lastMessages({ bot: 'shop', conversation: 'gone' }, 9).length, 0);
    await again.end();
  });

  it('goes on with what is said afterwards, which stays', async () => {
    const living = await spoken();
    await living.erases('gone');
    await living.says('gone', 'a new beginning');
    await living.decides('gone', 'approve');
    const before = tablesOf(living);
    await living.end();
    const again = await livingStore(living);
    assert.deepEqual(tablesOf(again).handoffs, before.handoffs);
    assert.deepEqual(tablesOf(again).conversations, before.conversations);
    await again.end();
  });

  it('is refused while somebody waits or a run goes on, and of what does not exist', async () => {
    const living = await spoken();
    await living.says('gone', 'one more thing');
    const before = living.engine.seq;
    await assert.rejects(living.erases('gone'), /H-1003 is open/);
    await assert.rejects(living.erases('nobody'), /no conversation/);
    assert.equal(living.engine.seq, before);
    assert.notDeepEqual(filesWith(living.store.directory, CANARY), []);
    await living.end();
  });

  it('a question of no conversation is erased by its run', async () => {
    const living = await spoken();
    const { run, id } = await living.engine.submit({
      kind: 'question',
      actor: 'user:bob',
      body: { question: `Is ${CANARY}-2 right?`, context: { fact: `${CANARY}-2` } },
    });
    await assert.rejects(living.erases(run, 'questions'), /is open/);
    await living.engine.submit({
      kind: 'decide',
      actor: 'user:alice',
      body: { id, revision: 1, decision: 'approve' },
    });
    assert.notDeepEqual(filesWith(living.store.directory, `${CANARY}-2`), []);
    await living.erases(run, 'questions');
    assert.deepEqual(filesWith(living.store.directory, `${CANARY}-2`), []);
    assert.equal(living.engine.state.runs.get(run), undefined);
    const before = tablesOf(living);
    await living.end();
    const again = await livingStore(living);
    assert.deepEqual(tablesOf(again).runs, before.runs);
    assert.deepEqual(tablesOf(again).handoffs, before.handoffs);
    await again.end();
  });

  it('a second time changes nothing', async () => {
    const living = await spoken();
    await living.erases('gone');
    const { seq } = living.engine;
    await living.erases('gone');
    assert.equal(living.engine.seq, seq);
    await living.end();
  });

  it('whoever reads meanwhile sees every event once and in order (F31)', async () => {
    const first = await spoken({ journal: { segmentBytes: 700 } });
    await first.end();
    const living = await livingStore(first);
    const { seq } = living.engine;
    const reads = Array.from({ length: 20 }, (_, round) => living.engine.read(round % 7, 1000));
    const erased = living.erases('gone');
    for (let round = 0; round < 20; round += 1) reads.push(living.engine.read(round % 7, 1000));
    for (const [index, entries] of (await Promise.all(reads)).entries()) {
      const from = (index % 20) % 7;
      assert.deepEqual(
        entries.map((entry) => entry.seq).filter((one) => one <= seq),
        Array.from({ length: seq - from }, (_, n) => from + n + 1),
      );
    }
    await erased;
    assert.deepEqual(filesWith(living.store.directory, CANARY), []);
    await living.end();
  });

  it('takes what was kept of a torn end as well', async () => {
    const living = await spoken();
    const quarantine = join(living.store.directory, 'quarantine');
    mkdirSync(quarantine);
    writeFileSync(join(quarantine, '1.journal.torn-0'), `half of ${CANARY}`);
    await living.erases('gone');
    assert.deepEqual(filesWith(living.store.directory, CANARY), []);
    await living.end();
  });

  const FAULTS: [Operation, number][] = [1, 2, 3, 4, 5].flatMap((nth) => [
    ['rename', nth],
    ['remove', nth],
  ]);
  for (const [operation, nth] of FAULTS)
    it(`cut short at ${operation} ${nth} it is finished at the next start (F8)`, async () => {
      const living = await spoken({ journal: { segmentBytes: 700 } });
      await living.end();
      const disk = faultyDisk();
      const begun = await livingStore(living, { disk });
      const calls = disk.calls.get(operation) ?? 0;
      await begun.end();
      const broken = faultyDisk({ operation, nth: calls + nth, code: 'EIO', lasting: true });
      const cut = await livingStore(living, { disk: broken });
      await cut.erases('gone').catch(() => undefined);
      await cut.end().catch(() => undefined);
      const again = await livingStore(living);
      await again.engine.stop(0);
      assert.deepEqual(filesWith(living.store.directory, CANARY), []);
      await again.end();
      const report = await verifyStore(living.store.directory, living.environment);
      assert.ok(report.ok, JSON.stringify(report));
    });
});
