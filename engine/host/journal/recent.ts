/** The newest durable entries, kept in memory: subscribers read them right after they were written. */
import type { JournalEntry } from '../../../schemas/journal/event.ts';
import type { Batch } from '../../run/ports.ts';

const KEPT = 2_048;

interface Kept {
  batch: Batch;
  /** Of its events, in order. */
  digests: readonly string[];
}

/** As batches, because most entries are never read: an object for each of them would be most of what a request leaves. */
export class RecentEntries {
  #kept: Kept[] = [];
  #count = 0;

  /** `digests` are those of the batch's events, in order. */
  add(batch: Batch, digests: readonly string[]): void {
    this.#kept.push({ batch, digests });
    this.#count += batch.events.length;
    if (this.#count > 2 * KEPT) this.#forgetOldest();
  }

  /** Forgets all of them: what some of them say was erased. */
  clear(): void {
    this.#kept = [];
    this.#count = 0;
  }

  /** Nothing where entries after `after` are no longer, or were never, kept here. */
  read(after: number, limit: number): JournalEntry[] | undefined {
    const first = this.#kept[0]?.batch.seq;
    if (first === undefined || after + 1 < first) return undefined;
    const entries: JournalEntry[] = [];
    for (let index = this.#holding(after + 1); index < this.#kept.length; index += 1) {
      for (const entry of entriesOf(this.#kept[index])) {
        if (entries.length >= limit) return entries;
        if (entry.seq > after) entries.push(entry);
      }
    }
    return entries;
  }

  /** Where the batch is that holds a sequence, or the one before what is not here yet. */
  #holding(seq: number): number {
    let low = 0;
    for (let high = this.#kept.length - 1; low < high; ) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#kept[middle]?.batch.seq ?? 0) <= seq) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #forgetOldest(): void {
    let gone = 0;
    while (this.#count > KEPT && gone < this.#kept.length - 1) {
      this.#count -= this.#kept[gone]?.batch.events.length ?? 0;
      gone += 1;
    }
    this.#kept = this.#kept.slice(gone);
  }
}

function* entriesOf(kept: Kept | undefined): Generator<JournalEntry> {
  if (!kept) return;
  const { batch, digests } = kept;
  const { seq, at, cause, events } = batch;
  for (const [index, event] of events.entries())
    yield {
      seq: seq + index,
      at,
      type: event.type,
      actor: cause.actor,
      cause: cause.kind,
      digest: digests[index] ?? '',
      event,
    };
}
