import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { checksum, GENESIS, HEADER_BYTES } from '../../../engine/host/journal/frame.ts';
import { walk } from '../../../engine/host/journal/scan.ts';
import { verifyJournal } from '../../../engine/host/journal/verify.ts';
import {
  appendSingly,
  lastSegmentBytes,
  lastSegmentPath,
  openJournal,
  removeScratch,
  scratchDirectory,
} from './journals.ts';

/** A forger who knows the format: the checksum fits whatever the text says. */
function reframed(payload: string): Buffer {
  const bytes = Buffer.from(payload);
  const length = bytes.length.toString(16).padStart(8, '0');
  return Buffer.concat([Buffer.from(`${length} ${checksum(length, bytes)} `), bytes]);
}

describe('host/journal: verify against a forger who can compute checksums (T54)', () => {
  const forgeries: Record<string, (frames: string[]) => string[]> = {
    'another text in a body': (frames) => frames.map((text) => text.replace('words of 2', 'words of 9')),
    'another actor': (frames) =>
      frames.map((text) =>
        text.replace('"q":2,"n":1,', '"q":2,"n":1,').replace('"a":"bot:shop"', '"a":"user:eve"'),
      ),
    'a frame left out': (frames) => [...frames.slice(0, 1), ...frames.slice(2)],
    'a frame put in twice': (frames) => [...frames.slice(0, 2), ...frames.slice(1)],
    'two frames swapped': ([first = '', second = '', ...rest]) => [second, first, ...rest],
    'the last frames cut off': (frames) => frames.slice(0, -2),
    'the seal cut off': (frames) => frames.slice(0, -1),
    'spaces where there were none': (frames) =>
      frames.map((text) => text.replace('"text":"words of 2"', '"text": "words of 2"')),
    'a twin key': (frames) => frames.map((text) => text.replace('"id":"m2"', '"id":"m9","id":"m2"')),
    'a body taken away from the journal but not from the chain': (frames) =>
      frames.map((text) => text.replace(/"x":\[\["cause","[0-9a-f]{64}"\],/, '"x":[')),
  };
  afterEach(removeScratch);

  for (const [name, forge] of Object.entries(forgeries)) {
    it(`finds: ${name}`, async () => {
      const directory = scratchDirectory();
      const { journal } = await openJournal(directory);
      await appendSingly(journal, 4);
      await journal.close();
      const bytes = lastSegmentBytes(directory);
      const frames: string[] = [];
      walk(bytes, 0, { seq: 1, hash: GENESIS, epoch: 0 }, ({ offset, end }) =>
        frames.push(bytes.toString('utf8', offset + HEADER_BYTES, end)),
      );
      assert.deepEqual(Buffer.concat(frames.map(reframed)), bytes);
      assert.deepEqual((await verifyJournal(directory, journal.head)).problems, []);
      const forged = Buffer.concat(forge(frames).map(reframed));
      assert.notDeepEqual(forged, bytes);
      writeFileSync(lastSegmentPath(directory), forged);
      const report = await verifyJournal(directory, journal.head);
      assert.equal(report.ok, false);
      assert.ok(report.firstBad);
    });
  }

  it('a flip of any byte anywhere, also in the seal', async () => {
    const directory = scratchDirectory();
    const { journal } = await openJournal(directory);
    await appendSingly(journal, 2);
    await journal.close();
    const bytes = lastSegmentBytes(directory);
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x20;
      writeFileSync(lastSegmentPath(directory), flipped);
      assert.equal((await verifyJournal(directory, journal.head)).ok, false, `byte ${at}`);
    }
  });
});
