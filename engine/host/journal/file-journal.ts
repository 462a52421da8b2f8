/**
 * The journal on files: collects what comes in while a frame is being synced, and tells each caller what became of it.
 *
 * Invariants
 * 1. `append` resolves only after the fdatasync of its frame; order of calls is order on disk.
 * 2. After *unknown* (the device failed) nothing is written any more; after *refused* for lack of room everything that
 *    waited is refused with it, and appends are refused until a probe finds room (F5, F6).
 * 3. 50 ms of quiet seal the journal, so that damage to the last acknowledged frame can be told from a torn tail.
 */
import type { JournalEntry } from '../../../schemas/journal/event.ts';
import { type Batch, type Journal, JournalFailure } from '../../run/ports.ts';
import { type Disk, nodeDisk } from './disk.ts';
import type { ConversationToErase } from './erase.ts';
import { type EncodedBatch, encodeBatch } from './frame.ts';
import { PackingQueue } from './pack.ts';
import { JournalReader, type Replayed } from './reader.ts';
import { RecentEntries } from './recent.ts';
import { settleTail } from './repair.ts';
import type { Survey } from './survey.ts';
import { DiskFull, FrameWriter, type Head } from './writer.ts';

export type JournalMode = { kind: 'live' } | { kind: 'full' | 'failed' | 'read-only'; why: string };

export interface JournalOptions {
  disk?: Disk;
  /** A segment is left once it holds this many bytes. */
  segmentBytes?: number;
  /** Quiet time before the seal, in milliseconds. */
  sealAfterMs?: number;
  /** Time between two looks for room on a full disk, in milliseconds. */
  probeEveryMs?: number;
  /** Called after each sync with the new end of the journal and the bytes written. */
  onDurable?: (head: Head, bytes: number) => void;
  /** Called when a finished segment could not be compressed; it stays as it is. */
  onNotice?: (text: string) => void;
}

interface Pending {
  batch: Batch;
  encoded: EncodedBatch;
  size: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const SEGMENT_BYTES = 64 * 1024 * 1024;
/** A frame takes no more batches beyond this many bytes, so that one caller never waits for a huge write. */
const GROUP_BYTES = 4 * 1024 * 1024;

export class FileJournal implements Journal {
  readonly #writer: FrameWriter;
  readonly #reader: JournalReader;
  readonly #options: Required<Omit<JournalOptions, 'disk'>>;
  readonly #disk: Disk;
  readonly #packing: PackingQueue;
  readonly #recent = new RecentEntries();
  readonly #recovered = new Set<() => void>();
  #mode: JournalMode;
  #queue: Pending[] = [];
  #inFlight: readonly Pending[] = [];
  #busy: Promise<void> | undefined;
  #next: number;
  #last: Promise<void> = Promise.resolve();
  #sealTimer: NodeJS.Timeout | undefined;
  #probeTimer: NodeJS.Timeout | undefined;
  #closing = false;
  readonly #reads = new Set<Promise<unknown>>();
  #rewriting: Promise<void> = Promise.resolve();

  /**
   * Takes a surveyed journal into use with the given epoch; with `why` it only reads.
   * Cuts a torn tail first. Throws what the disk throws.
   */
  constructor(survey: Survey, use: { epoch: number } | { why: string }, options: JournalOptions = {}) {
    this.#disk = options.disk ?? nodeDisk;
    this.#options = {
      segmentBytes: options.segmentBytes ?? SEGMENT_BYTES,
      sealAfterMs: options.sealAfterMs ?? 50,
      probeEveryMs: options.probeEveryMs ?? 2_000,
      onDurable: options.onDurable ?? (() => undefined),
      onNotice: options.onNotice ?? (() => undefined),
    };
    this.#packing = new PackingQueue(this.#disk, this.#options.onNotice);
    const live = 'epoch' in use;
    this.#mode = live ? { kind: 'live' } : { kind: 'read-only', why: use.why };
    if (live) settleTail(this.#disk, survey);
    const start = { ...survey, segment: survey.segments.at(-1), epoch: live ? use.epoch : survey.epoch };
    this.#writer = new FrameWriter(this.#disk, start, this.#options.segmentBytes);
    this.#reader = new JournalReader(survey.segments, survey.seq);
    this.#next = survey.seq + 1;
    const finished = live ? survey.segments.slice(0, -1).filter(({ packed }) => !packed) : [];
    for (const segment of finished) this.#packing.add(segment);
  }

  get durable(): number {
    return this.#writer.head.seq;
  }

  get head(): Head {
    return this.#writer.head;
  }

  get mode(): JournalMode {
    return this.#mode;
  }

  append(batch: Batch): Promise<void> {
    const refused = this.#refusal(batch);
    if (refused) return Promise.reject(refused);
    let encoded: EncodedBatch;
    try {
      encoded = encodeBatch(batch);
    } catch (cause) {
      return Promise.reject(new JournalFailure('This cannot be written as JSON.', 'refused', { cause }));
    }
    this.#next += batch.events.length;
    const saved = new Promise<void>((resolve, reject) => {
      this.#queue.push({
        batch,
        encoded,
        size: encoded.covered.length + encoded.bodies.length,
        resolve,
        reject,
      });
    });
    this.#last = saved;
    this.#pump();
    return saved;
  }

  /** After a failure it rejects: what was appended and is not on disk was refused or is unknown. */
  flushed(): Promise<void> {
    return this.#last;
  }

  read(after: number, limit: number): Promise<JournalEntry[]> {
    const recent = this.#recent.read(after, limit);
    return recent ? Promise.resolve(recent) : this.#reading(() => this.#reader.read(after, limit));
  }

  /** Durable batches from `from` on, in order; what was erased is left out, sequences stay. Rejects with `JournalDamage`. */
  replay(from: number, visit: (replayed: Replayed) => void): Promise<void> {
    return this.#reading(() => this.#reader.replay(from, visit));
  }

  /**
   * Takes the content of a conversation out, up to a sequence that is durable; what is being written goes on. Resolves
   * with the number of bodies that went. Rejects with `JournalFailure`, `JournalDamage` or what the disk says: what is
   * left goes when it is called again.
   */
  async erase(what: ConversationToErase): Promise<number> {
    await this.#leaveSegment();
    const { eraseConversation } = await import('./erase.ts');
    const work = this.#packing.run(async () => {
      await Promise.allSettled(before);
      try {
        return await eraseConversation(this.#disk, this.#reader.segmentsUpTo(what.upTo), what, (segment) =>
          this.#reader.rewritten(segment),
        );
      } finally {
        this.#recent.clear();
      }
    });
    // Places in a segment are not the same after it was rewritten: reads begin before or after, never in between.
    const before = [...this.#reads];
    this.#rewriting = work.then(
      () => undefined,
      () => undefined,
    );
    return work;
  }

  /** Calls back each time a full disk has room again; returns the unsubscription. */
  onRecovered(listener: () => void): () => void {
    this.#recovered.add(listener);
    return () => this.#recovered.delete(listener);
  }

  /** Saves what waits, seals, and lets go of the files. What could not be saved was told to its caller. */
  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#sealTimer);
    clearTimeout(this.#probeTimer);
    while (this.#busy) await this.#busy;
    if (this.#mode.kind === 'live' && !this.#writer.sealed) await this.#write([]);
    await this.#packing.close();
    this.#writer.close();
  }

  #refusal(batch: Batch): JournalFailure | undefined {
    if (this.#closing) return new JournalFailure('The journal is closed.', 'refused');
    if (this.#mode.kind !== 'live') return new JournalFailure(this.#mode.why, 'refused');
    if (batch.events.length === 0)
      return new JournalFailure('A batch without events has no place.', 'refused');
    if (batch.seq === this.#next) return undefined;
    return new JournalFailure(`Sequence ${batch.seq} came where ${this.#next} belongs.`, 'refused');
  }

  #reading<T>(use: () => Promise<T>): Promise<T> {
    const read = this.#rewriting.then(use);
    this.#reads.add(read);
    const end = (): void => {
      this.#reads.delete(read);
    };
    read.then(end, end);
    return read;
  }

  /** Finishes the segment that is being written, so that it may be rewritten. */
  async #leaveSegment(): Promise<void> {
    while (this.#busy) await this.#busy;
    if (this.#mode.kind !== 'live') throw new JournalFailure(this.#mode.why, 'refused');
    if (this.#closing) throw new JournalFailure('The journal is closed.', 'refused');
    this.#busy = (this.#writer.sealed ? Promise.resolve() : this.#write([])).finally(() => {
      if (this.#mode.kind === 'live') this.#writer.leave();
      this.#busy = undefined;
      this.#pump();
    });
    await this.#busy;
  }

  #pump(): void {
    if (this.#busy || this.#mode.kind !== 'live') return;
    const group = this.#takeGroup();
    if (group.length === 0) return;
    this.#busy = this.#write(group).finally(() => {
      this.#busy = undefined;
      this.#pump();
      if (!this.#busy) this.#sealSoon();
    });
  }

  #takeGroup(): Pending[] {
    let bytes = 0;
    const full = this.#queue.findIndex(({ size }) => {
      bytes += size;
      return bytes > GROUP_BYTES;
    });
    return this.#queue.splice(0, full < 0 ? this.#queue.length : Math.max(full, 1));
  }

  /** Never rejects: what went wrong is told to the group and to what waits behind it. */
  async #write(group: readonly Pending[]): Promise<void> {
    this.#inFlight = group;
    try {
      const before = this.#reader.newest;
      const { segment, offset, bytes, seq, hash, epoch } = await this.#writer.write(
        group.map(({ encoded }) => encoded),
      );
      this.#reader.grow(segment, { seq: before.seq + 1, offset }, seq);
      if (before.segment && before.segment !== segment) this.#packing.add(before.segment);
      for (const { batch, encoded } of group) this.#recent.add(batch, encoded.digests);
      this.#options.onDurable({ seq, hash, epoch }, bytes);
      for (const { resolve } of group) resolve();
    } catch (error) {
      this.#fail(error);
    }
    this.#inFlight = [];
  }

  #fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.#mode = { kind: error instanceof DiskFull ? 'full' : 'failed', why };
    const waiting = this.#queue;
    this.#queue = [];
    this.#next = this.durable + 1;
    for (const { reject } of this.#inFlight) reject(error);
    for (const { reject } of waiting) reject(new JournalFailure(why, 'refused', { cause: error }));
    this.#last = Promise.reject(new JournalFailure(why, 'refused', { cause: error }));
    this.#last.catch(() => undefined);
    if (this.#mode.kind === 'full') this.#probeLater();
  }

  #probeLater(): void {
    this.#probeTimer = setTimeout(() => this.#probe(), this.#options.probeEveryMs).unref();
  }

  #probe(): void {
    if (this.#closing) return;
    try {
      this.#writer.probe();
    } catch (error) {
      this.#options.onNotice(`still no room: ${error instanceof Error ? error.message : String(error)}`);
      this.#probeLater();
      return;
    }
    this.#mode = { kind: 'live' };
    this.#last = Promise.resolve();
    for (const listener of this.#recovered) listener();
  }

  #sealSoon(): void {
    if (this.#closing || this.#writer.sealed || this.#mode.kind !== 'live') return;
    if (this.#sealTimer) this.#sealTimer.refresh();
    else this.#sealTimer = setTimeout(() => this.#seal(), this.#options.sealAfterMs).unref();
  }

  #seal(): void {
    if (this.#busy || this.#closing || this.#writer.sealed || this.#mode.kind !== 'live') return;
    this.#busy = this.#write([]).finally(() => {
      this.#busy = undefined;
      this.#pump();
    });
  }
}
