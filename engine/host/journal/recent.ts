/** The newest durable entries, kept in memory: subscribers read them right after they were written. */
import type { JournalEntry } from '../../../schemas/journal/event.ts';
import type { Batch } from '../../run/ports.ts';

const KEPT = 2_048;

export class RecentEntries {
  #entries: JournalEntry[] = [];

  /** `digests` are those of the batch's events, in order. */
  add({ seq, at, cause, events }: Batch, digests: readonly string[]): void {
    for (const [index, event] of events.entries()) {
      const digest = digests[index] ?? '';
      const { type } = event;
      this.#entries.push({
        seq: seq + index,
        at,
        type,
        actor: cause.actor,
        cause: cause.kind,
        digest,
        event,
      });
    }
    if (this.#entries.length > 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
  }

  /** Forgets all of them: what some of them say was erased. */
  clear(): void {
    this.#entries = [];
  }

  /** Nothing where entries after `after` are no longer, or were never, kept here. */
  read(after: number, limit: number): JournalEntry[] | undefined {
    const first = this.#entries[0]?.seq;
    if (first === undefined || after + 1 < first) return undefined;
    const from = after + 1 - first;
    return this.#entries.slice(from, from + Math.max(limit, 0));
  }
}
