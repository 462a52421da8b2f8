import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeDisk } from '../../../engine/host/journal/disk.ts';
import { eraseFromSegment } from '../../../engine/host/journal/erase.ts';
import { pack } from '../../../engine/host/journal/pack.ts';
import { JournalDamage } from '../../../engine/host/journal/reader.ts';
import { listSegments } from '../../../engine/host/journal/segments.ts';
import { surveyJournal } from '../../../engine/host/journal/survey.ts';
import { verifyJournal } from '../../../engine/host/journal/verify.ts';
import { faultyDisk } from './faulty-disk.ts';
import { appendSingly, batchAt, openJournal, removeScratch, scratchDirectory, textsOf } from './journals.ts';

async function longJournal(
  batches = 12,
): Promise<{ directory: string; head: { seq: number; hash: string } }> {
  const directory = scratchDirectory();
  const { journal } = await openJournal(directory, { segmentBytes: 1_200 });
  await appendSingly(journal, batches);
  await journal.close();
  return { directory, head: journal.head };
}

const words = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index + 1} words of ${index + 1}`);

describe('host/journal: segments', () => {
  afterEach(removeScratch);

  it('starts a new one when the last is full, compresses what is finished, reads across all', async () => {
    const { directory } = await longJournal();
    const segments = listSegments(directory);
    assert.ok(segments.length >= 4);
    assert.deepEqual([segments.at(0)?.packed, segments.at(-1)?.packed], [true, false]);
    for (const segment of segments.slice(1, 3)) if (!segment.packed) await pack(nodeDisk, segment);
    const { journal } = await openJournal(directory);
    assert.deepEqual(await textsOf(journal), words(12));
    const seen: number[] = [];
    await journal.replay(5, ({ batch }) => seen.push(batch.seq));
    assert.deepEqual(seen, [5, 6, 7, 8, 9, 10, 11, 12]);
    await journal.close();
  });

  it('keeps the plain file when compressing fails at any step, and finishes the next time (F8)', async () => {
    for (const operation of ['open', 'datasync', 'rename', 'syncDirectory', 'remove'] as const) {
      const directory = scratchDirectory();
      const { journal } = await openJournal(directory, { segmentBytes: 1 });
      await journal.append(batchAt(1));
      await journal.close();
      const [segment] = listSegments(directory);
      assert.ok(segment);
      const disk = faultyDisk({ operation, nth: 1, code: 'EIO', lasting: true });
      await assert.rejects(pack(disk, segment), /EIO/);
      assert.equal((await verifyJournal(directory, journal.head)).ok, true, operation);
      const again = (await openJournal(directory, { segmentBytes: 1 })).journal;
      await again.append(batchAt(2));
      await again.close();
      assert.deepEqual(await textsOf((await openJournal(directory)).journal), words(2), operation);
    }
  });

  it('opens again where a crash left an empty or a torn new segment (F1)', async () => {
    for (const content of ['', '00000']) {
      const { directory } = await longJournal();
      writeFileSync(join(directory, '0000000000000013.journal'), content);
      const { journal, survey } = await openJournal(directory);
      assert.equal(survey.seq, 12);
      await appendSingly(journal, 1);
      assert.deepEqual(await textsOf(journal), words(13));
      await journal.close();
      assert.equal((await verifyJournal(directory, journal.head)).ok, true);
    }
  });

  it('a segment that is gone is damage when it is read and when it is verified, never skipped (I9)', async () => {
    const { directory, head } = await longJournal();
    const [, second] = listSegments(directory);
    rmSync(second?.path ?? '');
    const report = await verifyJournal(directory, head);
    assert.deepEqual(
      [report.ok, report.firstBad, report.problems[0]?.code],
      [false, second?.first, 'missing'],
    );
    const { journal } = await openJournal(directory);
    await assert.rejects(journal.read(0, 100), JournalDamage);
    await journal.close();
    const survey = await surveyJournal(directory, [{ seq: 1, hash: 'any' }]);
    assert.equal(survey.ending.kind, 'damaged');
  });

  it('finds what others remember of it, also in an older segment', async () => {
    const { directory, head } = await longJournal();
    const { found } = await surveyJournal(directory, [head, { seq: 2, hash: 'of another journal' }]);
    assert.deepEqual([...found], [head.hash]);
  });

  it('erases bodies from a finished segment, plain or packed; the chain still verifies', async () => {
    const { directory, head } = await longJournal();
    for (const segment of listSegments(directory).slice(0, 2)) {
      assert.ok((await eraseFromSegment(nodeDisk, segment, ({ type }) => type === 'message-received')) > 0);
    }
    const report = await verifyJournal(directory, head);
    assert.equal(report.ok, true);
    assert.ok(report.erased >= 2);
    const { journal } = await openJournal(directory);
    const entries = await journal.read(0, 100);
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      words(12).map((_, index) => index + 1),
    );
    assert.equal(entries[0]?.event, undefined);
    assert.equal(entries[0]?.type, 'message-received');
    assert.equal(entries[0]?.digest.length, 64);
    assert.ok(entries.at(-1)?.event);
    const replayed: number[] = [];
    await journal.replay(1, ({ batch }) => replayed.push(batch.seq));
    assert.deepEqual(
      replayed,
      entries.filter(({ event }) => event).map(({ seq }) => seq),
    );
    await journal.close();
  });

  it('a crash while erasing leaves the segment as it was (F8)', async () => {
    const { directory, head } = await longJournal();
    const [segment] = listSegments(directory);
    assert.ok(segment);
    for (const operation of ['write', 'sync', 'rename'] as const) {
      const disk = faultyDisk({ operation, nth: 1, code: 'EIO', lasting: true });
      await assert.rejects(
        eraseFromSegment(disk, segment, () => true),
        /EIO/,
      );
      assert.equal((await verifyJournal(directory, head)).erased, 0);
    }
    assert.ok(readdirSync(directory).length > 0);
  });
});

describe('host/journal: verify finds (T54)', () => {
  afterEach(removeScratch);

  const tamperings: Record<string, (directory: string) => void> = {
    'the last segment cut off': (directory) => rmSync(listSegments(directory).at(-1)?.path ?? ''),
    'everything deleted': (directory) => {
      for (const { path } of listSegments(directory)) rmSync(path);
    },
    'two segments swapped': (directory) => {
      const [first, second] = listSegments(directory);
      renameSync(first?.path ?? '', join(directory, 'aside'));
      renameSync(second?.path ?? '', first?.path ?? '');
      renameSync(join(directory, 'aside'), second?.path ?? '');
    },
    'a segment put in twice': (directory) => {
      const [first] = listSegments(directory);
      writeFileSync(join(directory, '0000000000000099.journal'), existsSync(first?.path ?? '') ? 'x' : '');
    },
  };
  for (const [name, tamper] of Object.entries(tamperings)) {
    it(name, async () => {
      const { directory, head } = await longJournal();
      assert.equal((await verifyJournal(directory, head)).ok, true);
      tamper(directory);
      const report = await verifyJournal(directory, head);
      assert.equal(report.ok, false);
      assert.ok((report.firstBad ?? 0) >= 1);
    });
  }
});
