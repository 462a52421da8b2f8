/**
 * Reads durable frames back. A sparse index (one mark every 64 KB of the segments written or read by this process)
 * keeps it from walking a whole segment; every frame read is checked in full, bodies against their digests (I9).
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { Event, EventType, JournalEntry } from '../../../schemas/journal/event.ts';
import type { Batch } from '../../run/ports.ts';
import { decodePayload, type Frame, type FrameBatch, HEADER_BYTES, type Recorded } from './frame.ts';
import { markAt, payloadAt } from './scan.ts';
import { loadSegment, type Segment, segmentName } from './segments.ts';

/** Consecutive events of one batch. More than one piece a batch where events in its middle were erased. */
export interface Replayed {
  batch: Batch;
  /** Hash of the frame that holds it. */
  hash: string;
}

export class JournalDamage extends Error {
  readonly seq: number;
  constructor(seq: number, why: string) {
    super(`The journal is damaged at sequence ${seq}: ${why}.`);
    this.name = 'JournalDamage';
    this.seq = seq;
  }
}

interface Mark {
  seq: number;
  offset: number;
}

interface Indexed {
  segment: Segment;
  marks: Mark[];
}

const MARK_EVERY = 64 * 1024;
const CHUNK = 256 * 1024;

export class JournalReader {
  readonly #indexed: Indexed[];
  #durable: number;
  #unpacked: { segment: Segment; bytes: Buffer } | undefined;

  constructor(segments: readonly Segment[], durable: number) {
    this.#indexed = segments.map((segment) => ({ segment, marks: [{ seq: segment.first, offset: 0 }] }));
    this.#durable = durable;
  }

  /** Last sequence that may be read. */
  get durable(): number {
    return this.#durable;
  }

  /** The segment written last and the last durable sequence. */
  get newest(): { segment: Segment | undefined; seq: number } {
    return { segment: this.#indexed.at(-1)?.segment, seq: this.#durable };
  }

  /** Takes note of a frame that has just become durable. */
  grow(segment: Segment, mark: Mark, durable: number): void {
    const newest = this.#indexed.at(-1);
    if (newest?.segment.first !== segment.first) this.#indexed.push({ segment, marks: [mark] });
    else addMark(newest.marks, mark);
    this.#durable = durable;
  }

  /** Segments that hold sequences up to `seq`, oldest first. */
  segmentsUpTo(seq: number): Segment[] {
    return this.#indexed.map(({ segment }) => segment).filter(({ first }) => first <= seq);
  }

  /** Takes note that a segment is another file now: what was known of its places is not right any more. */
  rewritten(segment: Segment): void {
    const indexed = this.#indexed.find((one) => one.segment === segment);
    if (indexed) indexed.marks = [{ seq: segment.first, offset: 0 }];
    if (this.#unpacked?.segment === segment) this.#unpacked = undefined;
  }

  /** Entries after `after`, at most `limit`. Rejects with `JournalDamage`. */
  async read(after: number, limit: number): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = [];
    if (limit <= 0) return entries;
    for await (const { frame } of this.#frames(after + 1, this.#durable)) {
      for (const entry of entriesOf(frame))
        if (entry.seq > after && entries.length < limit) entries.push(entry);
      if (entries.length >= limit) break;
    }
    return entries;
  }

  /** Every entry with the links of the frame that holds it, in order. Rejects with `JournalDamage`. */
  async *linked(): AsyncGenerator<{ entry: JournalEntry; hash: string; previous: string }> {
    for await (const { frame, hash } of this.#frames(1, this.#durable))
      for (const entry of entriesOf(frame)) yield { entry, hash, previous: frame.previous };
  }

  async replay(from: number, visit: (replayed: Replayed) => void): Promise<void> {
    for await (const { frame, hash } of this.#frames(from, this.#durable)) {
      for (const batch of batchesOf(frame)) if (batch.seq >= from) visit({ batch, hash });
    }
  }

  async *#frames(from: number, upTo: number): AsyncGenerator<{ frame: Frame; hash: string }> {
    let seq = from;
    const start = this.#indexed.findLastIndex(({ segment }) => segment.first <= from);
    for (let index = Math.max(start, 0); seq <= upTo && index < this.#indexed.length; index += 1) {
      const indexed = this.#indexed[index];
      if (!indexed) return;
      if (indexed.segment.first > seq) throw new JournalDamage(seq, 'a segment is missing');
      for await (const found of this.#framesOf(indexed, seq)) {
        seq = Math.max(seq, found.frame.seq + found.frame.count);
        yield found;
        if (seq > upTo) return;
      }
    }
    if (seq <= upTo) throw new JournalDamage(seq, 'the file ends before it');
  }

  async *#framesOf(
    { segment, marks }: Indexed,
    from: number,
  ): AsyncGenerator<{ frame: Frame; hash: string }> {
    const start = marks.findLast(({ seq }) => seq <= from) ?? { seq: segment.first, offset: 0 };
    let expected = start.seq;
    for await (const { bytes, at, offset } of this.#stored(segment, start.offset)) {
      const mark = markAt(bytes, at);
      const payload = payloadAt(bytes, at);
      if (!mark || !payload)
        throw new JournalDamage(expected, `a frame of ${segmentName(segment)} is broken`);
      if (mark.seq !== expected)
        throw new JournalDamage(expected, `sequence ${mark.seq} stands in its place`);
      expected += mark.count;
      addMark(marks, { seq: mark.seq, offset });
      if (mark.seq + mark.count <= from) continue;
      const frame = decodePayload(payload.toString());
      if ('wrong' in frame) throw new JournalDamage(mark.seq, frame.wrong);
      yield { frame, hash: mark.hash };
    }
  }

  /** Where the frames of a segment lie, each wholly inside the bytes given with it. */
  async *#stored(
    segment: Segment,
    from: number,
  ): AsyncGenerator<{ bytes: Buffer; at: number; offset: number }> {
    if (segment.packed) {
      const bytes = await this.#unpack(segment);
      for (let at = from; at < bytes.length; at += frameBytes(bytes, at)) yield { bytes, at, offset: at };
      return;
    }
    const file = await openPlain(segment);
    if (!file) {
      yield* this.#stored(segment, from);
      return;
    }
    try {
      for (let offset = from, size = CHUNK; ; ) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, offset);
        const bytes = buffer.subarray(0, bytesRead);
        let at = 0;
        while (at < bytesRead && at + frameBytes(bytes, at) <= bytesRead) {
          yield { bytes, at, offset: offset + at };
          at += frameBytes(bytes, at);
        }
        const atTheEnd = bytesRead < size;
        if (atTheEnd && at < bytesRead) yield { bytes, at, offset: offset + at };
        if (atTheEnd) return;
        size = at === 0 ? size * 4 : CHUNK;
        offset += at;
      }
    } finally {
      await file.close();
    }
  }

  async #unpack(segment: Segment): Promise<Buffer> {
    if (this.#unpacked?.segment !== segment) this.#unpacked = { segment, bytes: await loadSegment(segment) };
    return this.#unpacked.bytes;
  }
}

/** Nothing when the segment was compressed in the meantime. */
async function openPlain(segment: Segment): Promise<FileHandle | undefined> {
  try {
    return await open(segment.path, 'r');
  } catch (error) {
    if (segment.packed) return undefined;
    throw error;
  }
}

/** Length of the frame at `at` as its header says; what cannot be read as one is taken to reach far. */
function frameBytes(bytes: Buffer, at: number): number {
  const length = Number.parseInt(bytes.toString('latin1', at, at + 8), 16);
  return Number.isNaN(length) || at + HEADER_BYTES > bytes.length
    ? Number.MAX_SAFE_INTEGER
    : HEADER_BYTES + length;
}

function addMark(marks: Mark[], mark: Mark): void {
  const last = marks.at(-1);
  if (!last || mark.offset >= last.offset + MARK_EVERY) marks.push(mark);
}

function entriesOf(frame: Frame): JournalEntry[] {
  let seq = frame.seq;
  return frame.batches.flatMap(({ at, kind, actor, events }) =>
    events.map((recorded) => {
      const event = eventOf(recorded);
      const entry = {
        seq,
        at,
        type: recorded.type as EventType,
        actor,
        cause: kind,
        digest: recorded.digest,
      };
      seq += 1;
      return event ? { ...entry, event } : entry;
    }),
  );
}

function batchesOf(frame: Frame): Batch[] {
  let seq = frame.seq;
  return frame.batches.flatMap((stored) => {
    const pieces = piecesOf(stored, seq);
    seq += stored.events.length;
    return pieces;
  });
}

function piecesOf({ at, kind, actor, cause, events }: FrameBatch, first: number): Batch[] {
  const pieces: { seq: number; at: number; cause: Batch['cause']; events: Event[] }[] = [];
  let open = false;
  for (const [index, recorded] of events.entries()) {
    const event = eventOf(recorded);
    if (event && !open)
      pieces.push({ seq: first + index, at, cause: { kind, actor, body: cause.body }, events: [] });
    if (event) pieces.at(-1)?.events.push(event);
    open = event !== undefined;
  }
  return pieces;
}

/** The digest was checked when the frame was decoded, so the body is what this engine once wrote. */
function eventOf({ salt, body }: Recorded): Event | undefined {
  return salt === undefined ? undefined : (body as Event);
}
