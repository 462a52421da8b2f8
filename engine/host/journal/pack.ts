/**
 * Compresses a finished segment off the event loop. The plain file goes only after the packed one was read back from
 * disk and found equal; a crash on the way leaves the plain file in charge.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Disk } from './disk.ts';
import type { Segment } from './segments.ts';

/** Changes `segment` to its packed form. Rejects when the disk fails or the copy differs; the plain file is kept then. */
export async function pack(disk: Disk, segment: Segment): Promise<void> {
  const plain = segment.path;
  const packed = `${plain}.gz`;
  const draft = `${packed}.tmp`;
  try {
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(draft, { mode: 0o600 }));
    const [before, after] = [await digestOf(plain), await digestOf(draft, createGunzip())];
    if (before !== after) throw new Error(`the compressed copy of ${plain} differs`);
    const file = disk.open(draft, 'existing');
    try {
      await disk.datasync(file);
    } finally {
      disk.close(file);
    }
    disk.rename(draft, packed);
  } finally {
    disk.remove(draft);
  }
  disk.syncDirectory(dirname(plain));
  segment.path = packed;
  segment.packed = true;
  disk.remove(plain);
}

async function digestOf(path: string, ...through: [] | [ReturnType<typeof createGunzip>]): Promise<string> {
  const digest = createHash('sha256');
  await pipeline([createReadStream(path), ...through, digest]);
  return digest.digest('hex');
}

/** Finished segments, compressed one after the other. */
export class PackingQueue {
  readonly #disk: Disk;
  readonly #onNotice: (text: string) => void;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(disk: Disk, onNotice: (text: string) => void) {
    this.#disk = disk;
    this.#onNotice = onNotice;
  }

  add(segment: Segment): void {
    this.#last = this.#last.then(async () => {
      if (this.#closed) return;
      try {
        await pack(this.#disk, segment);
      } catch (error) {
        this.#onNotice(`A finished segment stays uncompressed: ${String(error)}`);
      }
    });
  }

  /** Runs a task while nothing is being compressed, so that no copy of an older content is made meanwhile. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task);
    this.#last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Lets the one at hand finish; the others are left for the next opening. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }
}
