/**
 * Puts frames on disk, one at a time. Owns: the open segment, the chain's end, rotation. Does not own: who waits.
 *
 * Invariants
 * 1. A frame is written only after the one before it is synced, so at most one is ever in doubt.
 * 2. Before each write the segment must be as this writer left it; a stranger's bytes stop it for good (I10).
 * 3. After a failed sync the file is never written or synced again by this process (F6).
 */

import { dirname, join } from 'node:path';
import { JournalFailure } from '../../run/ports.ts';
import { type Disk, isFull, replaceFile, writeAll } from './disk.ts';
import { type EncodedBatch, encodeFrame } from './frame.ts';
import { type Segment, segmentPath } from './segments.ts';

/** The end of the durable journal, kept elsewhere too (T54). */
export interface Head {
  seq: number;
  hash: string;
  epoch: number;
}

export interface WriterStart extends Head {
  directory: string;
  segment: Segment | undefined;
  /** Bytes of good frames in that segment. */
  end: number;
  sealed: boolean;
}

export interface Written extends Head {
  segment: Segment;
  offset: number;
  bytes: number;
}

/** No room: nothing of the frame is left on disk, and the writer may go on later. */
export class DiskFull extends JournalFailure {
  constructor(cause: unknown) {
    super('The disk is full: nothing was written.', 'refused', { cause });
  }
}

const PROBE_BYTES = 64 * 1024;

export class FrameWriter {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #segmentBytes: number;
  #head: Head;
  #segment: Segment | undefined;
  #file: number | undefined;
  #end: number;
  #sealed: boolean;

  constructor(disk: Disk, start: WriterStart, segmentBytes: number) {
    this.#disk = disk;
    this.#directory = start.directory;
    this.#segmentBytes = segmentBytes;
    this.#head = { seq: start.seq, hash: start.hash, epoch: start.epoch };
    this.#segment = start.segment?.packed ? undefined : start.segment;
    this.#end = start.end;
    this.#sealed = start.sealed;
  }

  get head(): Head {
    return this.#head;
  }

  get sealed(): boolean {
    return this.#sealed;
  }

  /**
   * Writes and syncs one frame; without batches it is a seal. The write is done when this returns, the sync when it
   * resolves. Rejects with `JournalFailure`; only after `DiskFull` may it be called again.
   */
  async write(batches: readonly EncodedBatch[]): Promise<Written> {
    const { segment, file } = this.#ready(batches.length > 0);
    this.#expectOwn(file);
    const previous = this.#head;
    const { bytes, hash } = encodeFrame(
      { seq: previous.seq + 1, epoch: previous.epoch, previous: previous.hash },
      batches,
    );
    const offset = this.#end;
    try {
      writeAll(this.#disk, file, bytes, offset);
    } catch (error) {
      throw this.#afterFailedWrite(file, error);
    }
    try {
      await this.#disk.datasync(file);
    } catch (cause) {
      throw new JournalFailure('The disk failed while saving: the outcome is unknown.', 'unknown', { cause });
    }
    const count = batches.reduce((sum, batch) => sum + batch.count, 0);
    this.#end = offset + bytes.length;
    this.#sealed = batches.length === 0;
    this.#head = { seq: previous.seq + count, hash, epoch: previous.epoch };
    return { ...this.#head, segment, offset, bytes: bytes.length };
  }

  /** Throws while the disk has no room. */
  probe(): void {
    const path = join(this.#directory, '.probe');
    try {
      replaceFile(this.#disk, path, Buffer.alloc(PROBE_BYTES));
    } finally {
      this.#disk.remove(`${path}.tmp`);
      this.#disk.remove(path);
    }
  }

  /** The next frame opens a new segment; the one before is finished. Nothing where it holds no event. */
  leave(): void {
    if (this.#segment && this.#segment.first <= this.#head.seq) this.#leaveSegment();
  }

  close(): void {
    if (this.#file !== undefined) this.#disk.close(this.#file);
    this.#file = undefined;
  }

  #ready(mayRotate: boolean): { segment: Segment; file: number } {
    try {
      if (mayRotate && this.#end >= this.#segmentBytes) this.#leaveSegment();
      if (this.#segment && this.#file === undefined)
        this.#file = this.#disk.open(this.#segment.path, 'existing');
      if (this.#segment && this.#file !== undefined) return { segment: this.#segment, file: this.#file };
      return this.#newSegment();
    } catch (error) {
      if (isFull(error)) throw new DiskFull(error);
      throw new JournalFailure('The journal cannot be opened for writing.', 'refused', { cause: error });
    }
  }

  #leaveSegment(): void {
    this.close();
    this.#segment = undefined;
  }

  #newSegment(): { segment: Segment; file: number } {
    const first = this.#head.seq + 1;
    const path = segmentPath(this.#directory, first);
    const file = this.#disk.open(path, 'new');
    this.#file = file;
    this.#segment = { first, path, packed: false };
    this.#end = 0;
    this.#disk.syncDirectory(dirname(path));
    return { segment: this.#segment, file };
  }

  #expectOwn(file: number): void {
    const { size, linked } = this.#stat(file);
    if (linked && size === this.#end) return;
    const what = linked ? `is ${size} bytes long instead of ${this.#end}` : 'was removed or replaced';
    throw new JournalFailure(`Somebody else wrote to this store: its journal ${what}.`, 'refused');
  }

  #stat(file: number) {
    try {
      return this.#disk.stat(file);
    } catch (cause) {
      throw new JournalFailure('The journal cannot be looked at before writing.', 'refused', { cause });
    }
  }

  #afterFailedWrite(file: number, error: unknown): JournalFailure {
    if (!isFull(error)) {
      return new JournalFailure('The disk failed while writing: the outcome is unknown.', 'unknown', {
        cause: error,
      });
    }
    try {
      this.#disk.truncate(file, this.#end);
      return new DiskFull(error);
    } catch (cause) {
      return new JournalFailure('The disk is full and the unfinished frame could not be cut.', 'refused', {
        cause,
      });
    }
  }
}
