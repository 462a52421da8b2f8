/**
 * Decides when a snapshot is made and where. Owns: the schedule. Does not own: what a snapshot holds.
 *
 * A snapshot shows a durable place of the journal and nothing beyond it. Small databases are exported here, where that
 * takes some milliseconds; larger ones in a worker. A snapshot that fails is reported and tried again later: the journal
 * is complete without it.
 */
import { Worker } from 'node:worker_threads';
import { type Disk, nodeDisk } from '../journal/disk.ts';
import { removeSnapshot, type SnapshotPlace, type SnapshotSum, writeSnapshot } from './snapshot-file.ts';
import type { SnapshotOrder } from './snapshot-worker.ts';

export interface SnapshotSource {
  /** End of the durable journal. */
  place(): SnapshotPlace;
  /** The live database, where it shows exactly that place now. */
  database(): { readonly seq: number; readonly size: number; export(): Uint8Array };
}

export interface SnapshotOptions {
  disk?: Disk;
  /** Up to this size a snapshot is exported in place. */
  inlineBytes?: number;
  /** Journal bytes since the last snapshot that ask for a new one (or half a snapshot, if that is more). */
  everyBytes?: number;
  everyEvents?: number;
  /** Least time between two snapshots under load, and for large ones, in milliseconds. */
  apartMs?: number;
  /** Quiet time after which the snapshot is brought up to date, in milliseconds. */
  idleMs?: number;
  onNotice?: (text: string) => void;
}

const MEGABYTE = 1024 * 1024;

export class Snapshots {
  readonly #store: string;
  readonly #source: SnapshotSource;
  readonly #options: Required<SnapshotOptions>;
  #last: { seq: number; bytes: number; at: number };
  #journalBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #making: Promise<void> | undefined;
  #finished = false;

  constructor(
    store: string,
    source: SnapshotSource,
    last: { seq: number; bytes: number },
    options: SnapshotOptions = {},
  ) {
    this.#store = store;
    this.#source = source;
    this.#last = { ...last, at: Number.NEGATIVE_INFINITY };
    this.#options = {
      disk: options.disk ?? nodeDisk,
      inlineBytes: options.inlineBytes ?? 10 * MEGABYTE,
      everyBytes: options.everyBytes ?? 8 * MEGABYTE,
      everyEvents: options.everyEvents ?? 10_000,
      apartMs: options.apartMs ?? 30_000,
      idleMs: options.idleMs ?? 2_000,
      onNotice: options.onNotice ?? (() => undefined),
    };
  }

  /** Takes note of what was added to the journal. */
  grew(bytes: number): void {
    if (this.#finished) return;
    this.#journalBytes += bytes;
    this.#timer?.refresh();
    this.#timer ??= setTimeout(() => this.#whenIdle(), this.#options.idleMs).unref();
    if (this.#isDue() && this.#isApart()) this.#begin();
  }

  /** Brings the snapshot up to date in place; for the exit. Throws what the disk throws. */
  async finish(): Promise<void> {
    this.#finished = true;
    clearTimeout(this.#timer);
    await this.#making;
    const place = this.#source.place();
    if (place.seq > this.#last.seq && this.#source.database().seq === place.seq) this.#inline(place);
  }

  /** Takes the snapshot away and makes a new one later: something that it shows was erased. Throws what the disk throws. */
  async discard(): Promise<void> {
    await this.#making;
    removeSnapshot(this.#options.disk, this.#store);
    this.#last = { seq: -1, bytes: 0, at: Number.NEGATIVE_INFINITY };
    this.grew(0);
  }

  /** Resolves once no snapshot is being made. */
  async settled(): Promise<void> {
    await this.#making;
  }

  #isDue(): boolean {
    const { everyBytes, everyEvents } = this.#options;
    const events = this.#source.place().seq - this.#last.seq;
    return events >= everyEvents || this.#journalBytes >= Math.max(everyBytes, this.#last.bytes / 2);
  }

  #isApart(): boolean {
    return performance.now() - this.#last.at >= this.#options.apartMs;
  }

  #whenIdle(): void {
    this.#timer = undefined;
    if (this.#source.place().seq <= this.#last.seq) return;
    if (this.#isSmall() || this.#isApart()) this.#begin();
    else this.#timer = setTimeout(() => this.#whenIdle(), this.#options.apartMs).unref();
  }

  #isSmall(): boolean {
    return this.#source.database().size <= this.#options.inlineBytes;
  }

  #begin(): void {
    if (this.#making) return;
    this.#making = this.#make()
      .catch((error: unknown) => this.#options.onNotice(`no snapshot was made: ${String(error)}`))
      .finally(() => {
        this.#making = undefined;
      });
  }

  async #make(): Promise<void> {
    const place = this.#source.place();
    if (this.#isSmall() && this.#source.database().seq === place.seq) this.#inline(place);
    else this.#made(await inWorker({ store: this.#store, place }));
  }

  #inline(place: SnapshotPlace): void {
    const bytes = this.#source.database().export();
    this.#made(writeSnapshot(this.#options.disk, this.#store, bytes, place));
  }

  #made({ seq, bytes }: SnapshotSum): void {
    this.#last = { seq, bytes, at: performance.now() };
    this.#journalBytes = 0;
  }
}

function inWorker(order: SnapshotOrder): Promise<SnapshotSum> {
  const name = import.meta.url.endsWith('.ts') ? './source-worker.mjs' : './snapshot-worker.js';
  const worker = new Worker(new URL(name, import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the snapshot worker ended with ${code}`)));
  });
}
