import assert from 'node:assert/strict';
import type { FileJournal } from '../../../engine/host/journal/file-journal.ts';
import { surveyJournal } from '../../../engine/host/journal/survey.ts';
import { JournalFailure } from '../../../engine/run/ports.ts';
import { type Fault, faultyDisk, type Operation } from './faulty-disk.ts';
import { batchAt, openJournal, removeScratch, scratchDirectory, textsOf } from './journals.ts';

type Told = 'saved' | 'refused' | 'unknown';

/** Appends one after the other and says what each caller was told. */
async function tell(journal: FileJournal, from: number, count: number): Promise<Told[]> {
  const told: Told[] = [];
  for (let seq = from; seq < from + count; seq += 1) {
    told.push(
      await journal.append(batchAt(seq)).then(
        () => 'saved' as const,
        (error: unknown) => {
          assert.ok(error instanceof JournalFailure, String(error));
          return error.outcome;
        },
      ),
    );
  }
  return told;
}

/** What was acknowledged must be there; what was refused must not be; what is unknown may be either. */
async function checkPromises(directory: string, told: readonly Told[]): Promise<void> {
  const survey = await surveyJournal(directory);
  assert.notEqual(survey.ending.kind, 'damaged');
  const saved = told.filter((word) => word === 'saved').length;
  const doubtful = told.includes('unknown') ? 1 : 0;
  assert.ok(survey.seq >= saved, `${saved} acknowledged, ${survey.seq} on disk`);
  assert.ok(survey.seq <= saved + doubtful, `${saved} acknowledged, ${survey.seq} on disk`);
  const { journal } = await openJournal(directory, { disk: faultyDisk() });
  assert.deepEqual(await tell(journal, survey.seq + 1, 1), ['saved']);
  assert.equal((await textsOf(journal)).length, survey.seq + 1);
  await journal.close();
}

/** Every operation that the scenario performs, failing at each of its calls. */
async function everyFault(visit: (fault: Fault) => Promise<void>): Promise<number> {
  const operations: Operation[] = [
    'open',
    'write',
    'datasync',
    'stat',
    'truncate',
    'sync',
    'syncDirectory',
    'rename',
  ];
  let visited = 0;
  for (const operation of operations) {
    for (const code of ['EIO', 'ENOSPC'] as const) {
      for (const lasting of [false, true]) {
        for (let nth = 1; nth <= 9; nth += 1) {
          const short = nth % 2 === 0 ? 30 : 0;
          await visit({ operation, nth, code, lasting, short });
          visited += 1;
        }
      }
    }
  }
  return visited;
}

describe('host/journal: a failing disk', () => {
  afterEach(removeScratch);

  it('never acknowledges what is not on disk, whichever call fails at whichever N, once or for ever (G3)', async () => {
    let told: Told[] = [];
    let refusals = 0;
    const visited = await everyFault(async (fault) => {
      const directory = scratchDirectory();
      const { journal } = await openJournal(directory, {
        disk: faultyDisk(fault),
        segmentBytes: 900,
        probeEveryMs: 3_600_000,
      });
      told = await tell(journal, 1, 6);
      refusals += told.filter((word) => word !== 'saved').length;
      await journal.close();
      await checkPromises(directory, told);
      removeScratch();
    });
    assert.equal(visited, 288);
    assert.ok(refusals > 100, `${refusals} refusals`);
  });

  it('after EIO on a sync says unknown to those in it, refuses those behind, and never syncs again (F6)', async () => {
    const directory = scratchDirectory();
    const disk = faultyDisk({ operation: 'datasync', nth: 2, code: 'EIO', lasting: false });
    const { journal } = await openJournal(directory, { disk });
    assert.deepEqual(await tell(journal, 1, 1), ['saved']);
    const behind = await Promise.allSettled([2, 3, 4].map((seq) => journal.append(batchAt(seq))));
    const outcomes = behind.map((one) =>
      one.status === 'rejected' ? (one.reason as JournalFailure).outcome : 'saved',
    );
    assert.deepEqual(outcomes, ['unknown', 'refused', 'refused']);
    await assert.rejects(journal.flushed(), JournalFailure);
    assert.deepEqual(await tell(journal, 2, 1), ['refused']);
    await journal.close();
    assert.equal(disk.calls.get('datasync'), 2);
    assert.equal(journal.mode.kind, 'failed');
    assert.equal(journal.durable, 1);
  });

  it('on a full disk cuts back, refuses, reads on, and takes appends again once there is room (F5)', async () => {
    const directory = scratchDirectory();
    const disk = faultyDisk({ operation: 'write', nth: 3, code: 'ENOSPC', lasting: true, short: 50 });
    const { journal } = await openJournal(directory, { disk });
    assert.deepEqual(await tell(journal, 1, 4), ['saved', 'saved', 'refused', 'refused']);
    assert.equal(journal.mode.kind, 'full');
    assert.equal((await surveyJournal(directory)).ending.kind, 'clean');
    assert.deepEqual(await textsOf(journal), ['1 words of 1', '2 words of 2']);
    const room = new Promise<void>((resolve) => journal.onRecovered(resolve));
    disk.heal();
    await room;
    assert.deepEqual(await tell(journal, 3, 2), ['saved', 'saved']);
    await journal.close();
    await checkPromises(directory, ['saved', 'saved', 'saved', 'saved']);
  });

  it('a short write is finished, not taken for the whole (F2)', async () => {
    const directory = scratchDirectory();
    const whole = faultyDisk();
    const disk = {
      ...whole,
      write: (file: number, bytes: Uint8Array, at: number) => whole.write(file, bytes.subarray(0, 7), at),
    };
    const { journal } = await openJournal(directory, { disk });
    assert.deepEqual(await tell(journal, 1, 2), ['saved', 'saved']);
    await journal.close();
    await checkPromises(directory, ['saved', 'saved']);
  });

  it('writes the last frames again when it opens, for a sync that failed before (F6)', async () => {
    const directory = scratchDirectory();
    const first = (await openJournal(directory)).journal;
    await tell(first, 1, 3);
    await first.close();
    const disk = faultyDisk();
    const { journal } = await openJournal(directory, { disk });
    assert.equal(disk.calls.get('write'), 1);
    assert.equal(disk.calls.get('sync'), 1);
    await journal.close();
  });
});
