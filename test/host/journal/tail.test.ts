import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeDisk } from '../../../engine/host/journal/disk.ts';
import { FileJournal } from '../../../engine/host/journal/file-journal.ts';
import { GENESIS } from '../../../engine/host/journal/frame.ts';
import { quarantine } from '../../../engine/host/journal/repair.ts';
import { walk } from '../../../engine/host/journal/scan.ts';
import { surveyJournal } from '../../../engine/host/journal/survey.ts';
import {
  appendSingly,
  lastSegmentBytes,
  lastSegmentPath,
  openJournal,
  removeScratch,
  scratchDirectory,
  textsOf,
} from './journals.ts';

/** Four single frames; sealed by the close, or left as a crash leaves it. */
async function journalOf(
  sealed: 'sealed' | 'unsealed',
): Promise<{ directory: string; bytes: Buffer; starts: number[] }> {
  const directory = scratchDirectory();
  const { journal } = await openJournal(directory);
  await appendSingly(journal, 4);
  if (sealed === 'sealed') await journal.close();
  const bytes = lastSegmentBytes(directory);
  const starts: number[] = [];
  walk(bytes, 0, { seq: 1, hash: GENESIS, epoch: 0 }, ({ offset }) => starts.push(offset));
  return { directory, bytes, starts };
}

describe('host/journal: the tail', () => {
  afterEach(removeScratch);

  it('cut at every byte of the last two frames: whole frames stay, the rest is torn, never damage (F2)', async () => {
    const { directory, bytes, starts } = await journalOf('unsealed');
    const path = lastSegmentPath(directory);
    for (let size = bytes.length - 1; size >= (starts.at(-2) ?? 0); size -= 1) {
      truncateSync(path, size);
      const survey = await surveyJournal(directory);
      const whole = starts.filter((_, index) => (starts[index + 1] ?? bytes.length) <= size).length;
      assert.equal(survey.seq, whole, `cut to ${size}`);
      assert.equal(survey.ending.kind, starts.includes(size) ? 'clean' : 'torn', `cut to ${size}`);
    }
  });

  it('every single bit flipped in the last two frames of a sealed journal is found as damage (F3, I9)', async () => {
    const { directory, bytes, starts } = await journalOf('sealed');
    const [from = 0, to = 0] = [starts.at(-3), starts.at(-1)];
    const path = lastSegmentPath(directory);
    let flips = 0;
    for (let at = from; at < to; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const { ending, next } = walk(flipped, 0, { seq: 1, hash: GENESIS, epoch: 0 });
        assert.equal(ending.kind, 'damaged', `bit ${bit} of byte ${at}`);
        assert.equal(next.seq, at < (starts.at(-2) ?? 0) ? 3 : 4);
        flips += 1;
      }
    }
    assert.ok(flips > 5_000, `${flips} flips`);
    writeFileSync(path, Buffer.from(bytes).fill(bytes[from] === 0x30 ? 0x31 : 0x30, from, from + 1));
    assert.equal((await surveyJournal(directory)).ending.kind, 'damaged');
  });

  it('a flip in the last frame, which nothing follows, leaves what stands before it', async () => {
    const { directory, bytes, starts } = await journalOf('sealed');
    for (let at = starts.at(-1) ?? 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const { ending, next } = walk(flipped, 0, { seq: 1, hash: GENESIS, epoch: 0 });
      assert.equal(ending.kind, 'torn', `byte ${at}`);
      assert.equal(next.seq, 5);
    }
    assert.equal((await surveyJournal(directory)).seq, 4);
  });

  it('keeps a copy of a torn tail, cuts it, and goes on (F2)', async () => {
    const { directory, bytes, starts } = await journalOf('unsealed');
    const path = lastSegmentPath(directory);
    truncateSync(path, bytes.length - 5);
    const survey = await surveyJournal(directory);
    const kept = quarantine(nodeDisk, survey, join(directory, 'quarantine'));
    assert.deepEqual(readFileSync(kept ?? ''), bytes.subarray(starts.at(-1), bytes.length - 5));
    const journal = new FileJournal(survey, { epoch: 2 });
    await appendSingly(journal, 1);
    assert.deepEqual(await textsOf(journal), [
      '1 words of 1',
      '2 words of 2',
      '3 words of 3',
      '4 words of 4',
    ]);
    await journal.close();
    assert.equal((await surveyJournal(directory)).ending.kind, 'clean');
  });

  it('copies a damaged segment once and leaves it untouched (F3)', async () => {
    const { directory, bytes } = await journalOf('sealed');
    const path = lastSegmentPath(directory);
    const damaged = Buffer.from(bytes);
    damaged[40] = (damaged[40] ?? 0) ^ 4;
    writeFileSync(path, damaged);
    const aside = join(directory, 'quarantine');
    for (const _ of [1, 2]) quarantine(nodeDisk, await surveyJournal(directory), aside);
    assert.equal(readdirSync(aside).length, 1);
    assert.deepEqual(readFileSync(path), damaged);
    const journal = new FileJournal(await surveyJournal(directory), { why: 'damaged' });
    assert.deepEqual(await textsOf(journal), []);
    await journal.close();
    assert.deepEqual(readFileSync(path), damaged);
  });

  it('knows a frame in a wrong place from a torn one: taken twice, left out, of an older epoch', async () => {
    const { directory, bytes, starts } = await journalOf('sealed');
    const frame = (index: number) => bytes.subarray(starts[index], starts[index + 1] ?? bytes.length);
    const arrangements = { twice: [0, 1, 1], 'left out': [0, 2], swapped: [1, 0, 2, 3] };
    for (const [name, order] of Object.entries(arrangements)) {
      const { ending } = walk(Buffer.concat(order.map(frame)), 0, { seq: 1, hash: GENESIS, epoch: 0 });
      assert.equal(ending.kind, 'damaged', name);
    }
    assert.equal(walk(bytes, 0, { seq: 1, hash: GENESIS, epoch: 9 }).ending.kind, 'damaged');
    copyFileSync(lastSegmentPath(directory), join(directory, '0000000000000009.journal'));
    const { ending } = await surveyJournal(directory, [{ seq: 1, hash: 'x' }]);
    assert.match(ending.kind === 'damaged' ? ending.why : '', /events from 5 on are missing/);
  });
});
