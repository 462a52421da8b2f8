import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { surveyJournal } from '../../../engine/host/journal/survey.ts';
import { JournalFailure } from '../../../engine/run/ports.ts';
import {
  appendSingly,
  batchAt,
  lastSegmentPath,
  openJournal,
  removeScratch,
  scratchDirectory,
  textsOf,
} from './journals.ts';

describe('host/journal: appending', () => {
  afterEach(removeScratch);

  it('gives back after a reopening what was acknowledged, in order (I1)', async () => {
    const directory = scratchDirectory();
    const { journal } = await openJournal(directory);
    await journal.append(batchAt(1, 3));
    await journal.append(batchAt(4));
    await journal.close();
    const again = (await openJournal(directory)).journal;
    assert.deepEqual(
      (await again.read(0, 10)).map(({ seq, type, cause, actor }) => [seq, type, cause, actor]),
      [
        [1, 'message-received', 'message', 'bot:shop'],
        [2, 'message-said', 'message', 'bot:shop'],
        [3, 'message-said', 'message', 'bot:shop'],
        [4, 'message-received', 'message', 'bot:shop'],
      ],
    );
    assert.deepEqual(
      (await again.read(2, 1)).map(({ seq }) => seq),
      [3],
    );
    await again.close();
  });

  it('reads the same from memory as from disk', async () => {
    const directory = scratchDirectory();
    const { journal } = await openJournal(directory);
    await journal.append(batchAt(1, 3));
    await appendSingly(journal, 2);
    const fresh = await journal.read(1, 3);
    await journal.close();
    const again = (await openJournal(directory)).journal;
    assert.deepEqual(fresh, await again.read(1, 3));
    await appendSingly(again, 1);
    assert.deepEqual(
      (await again.read(0, 100)).map(({ seq }) => seq),
      [1, 2, 3, 4, 5, 6],
    );
    assert.deepEqual(await again.read(6, 5), []);
    await again.close();
  });

  it('puts what comes in during a sync into one frame, so that one frame is one sync', async () => {
    const directory = scratchDirectory();
    let syncs = 0;
    const { journal } = await openJournal(directory, { onDurable: () => (syncs += 1) });
    await Promise.all(Array.from({ length: 100 }, (_, index) => journal.append(batchAt(index + 1))));
    assert.equal(syncs, 2);
    assert.equal(readFileSync(lastSegmentPath(directory), 'utf8').trim().split('\n').length, 2);
    assert.equal((await textsOf(journal)).length, 100);
    await journal.close();
  });

  it('replays each batch with its time and its cause', async () => {
    const directory = scratchDirectory();
    const { journal } = await openJournal(directory);
    await Promise.all([
      journal.append(batchAt(1, 2)),
      journal.append(batchAt(3)),
      journal.append(batchAt(4)),
    ]);
    const seen: unknown[] = [];
    await journal.replay(3, ({ batch }) => seen.push(batch));
    assert.deepEqual(seen, [batchAt(3), batchAt(4)]);
    await journal.close();
  });

  it('seals when it is quiet and at the close, before anything else is written', async () => {
    const directory = scratchDirectory();
    const sealed = new Promise<void>((resolve) => {
      void openJournal(directory, {
        sealAfterMs: 1,
        onDurable: (head, bytes) => head.seq === 1 && bytes < 200 && resolve(),
      }).then(({ journal }) => journal.append(batchAt(1)));
    });
    await sealed;
    assert.match(readFileSync(lastSegmentPath(directory), 'utf8'), /"n":0,.*"g":\[\],"b":\[\]\}\n$/);
    assert.equal((await surveyJournal(directory)).sealed, true);
  });

  it('refuses a batch out of order, an empty one and one that has no JSON, and goes on', async () => {
    const { journal } = await openJournal(scratchDirectory());
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const wrong = [
      batchAt(2),
      { ...batchAt(1), events: [] },
      { ...batchAt(1), cause: { kind: 'start', actor: 'owner', body: circle } },
    ];
    for (const batch of wrong) {
      await assert.rejects(
        journal.append(batch),
        (error) => error instanceof JournalFailure && error.outcome === 'refused',
      );
    }
    await appendSingly(journal, 2);
    assert.equal(journal.durable, 2);
    await journal.close();
    await assert.rejects(journal.append(batchAt(3)), /closed/);
  });

  it('stops for good when somebody else has written to the segment (I10)', async () => {
    const directory = scratchDirectory();
    const { journal } = await openJournal(directory);
    await appendSingly(journal, 1);
    const stranger = (await openJournal(directory)).journal;
    await appendSingly(stranger, 1);
    await assert.rejects(journal.append(batchAt(2)), /Somebody else wrote to this store/);
    await assert.rejects(journal.append(batchAt(2)), JournalFailure);
    assert.equal(journal.mode.kind, 'failed');
    assert.deepEqual(await textsOf(stranger), ['1 words of 1', '2 words of 2']);
    await stranger.close();
  });
});
