import type { Event, JournalEntry } from '../../schemas/journal/event.ts';
import { apply } from '../core/apply.ts';
import { emptyState, type StoredState } from '../core/state.ts';
import type { Batch, Journal } from '../run/ports.ts';

/** A journal that lives as long as the simulation. It keeps the text of each batch, as a disk would. */
export class MemoryJournal implements Journal {
  readonly #batches: string[] = [];
  durable = 0;

  async append(batch: Batch): Promise<void> {
    this.#batches.push(JSON.stringify(batch));
    this.durable = batch.seq + batch.events.length - 1;
  }

  flushed(): Promise<void> {
    return Promise.resolve();
  }

  async read(after: number, limit: number): Promise<JournalEntry[]> {
    return this.batches()
      .flatMap((batch) => batch.events.map((event, index) => entryOf(batch, event, index)))
      .filter((entry) => entry.seq > after)
      .slice(0, limit);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  batches(): Batch[] {
    return this.#batches.map((text) => JSON.parse(text) as Batch);
  }

  /** The state that a new process would come to. */
  replay(): StoredState {
    const state = emptyState();
    for (const { seq, at, events } of this.batches())
      for (const [index, event] of events.entries()) apply(state, event, { seq: seq + index, at });
    return state;
  }
}

function entryOf({ seq, at, cause }: Batch, event: Event, index: number): JournalEntry {
  return { seq: seq + index, at, type: event.type, actor: cause.actor, cause: cause.kind, digest: '', event };
}
