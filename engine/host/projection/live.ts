/** The projection that the engine runs with: one object for everybody, also when its database is made anew. */
import type { Change } from '../../core/state.ts';
import type { Batch, Projection } from '../../run/ports.ts';
import type { ProjectionDatabase } from './database.ts';
import {
  conversations,
  type HandoffFilter,
  handoffs,
  lastMessages,
  messages,
  type RunFilter,
  runs,
} from './queries.ts';

interface Place {
  bot: string;
  conversation: string;
}

/** Quiet time after which rows that wait are written, in milliseconds. */
const QUIET_MS = 20;

export class LiveProjection implements Projection {
  #database: ProjectionDatabase;
  #quiet: NodeJS.Timeout | undefined;
  #slice: NodeJS.Immediate | undefined;

  constructor(database: ProjectionDatabase) {
    this.#database = database;
  }

  get database(): ProjectionDatabase {
    return this.#database;
  }

  write(batch: Batch, changes: readonly Change[]): void {
    this.#database.write(batch, changes);
    if (this.#quiet) this.#quiet.refresh();
    else this.#quiet = setTimeout(() => this.#whenQuiet(), QUIET_MS).unref();
  }

  #whenQuiet(): void {
    this.#quiet = undefined;
    this.#writeSlice();
  }

  /** A slice at a time: who comes meanwhile waits for one of them, and the rest waits until it is quiet again. */
  #writeSlice(): void {
    if (this.#quiet) return;
    this.#database.flushSlice();
    if (this.#database.waiting > 0) this.#slice = setImmediate(() => this.#writeSlice()).unref();
  }

  /** Goes on with another database: the one before showed what never became durable. */
  replace(database: ProjectionDatabase): void {
    this.#database.close();
    this.#database = database;
  }

  handoffs(filter: HandoffFilter = {}) {
    return handoffs(this.#database, filter);
  }

  runs(filter: RunFilter = {}) {
    return runs(this.#database, filter);
  }

  conversations(filter: { bot?: string; after?: string; limit?: number } = {}) {
    return conversations(this.#database, filter);
  }

  messages(place: Place, paging: { after?: number; limit?: number } = {}) {
    return messages(this.#database, place, paging);
  }

  lastMessages(place: Place, limit: number, upTo?: number) {
    return lastMessages(this.#database, place, limit, upTo);
  }

  close(): void {
    clearTimeout(this.#quiet);
    clearImmediate(this.#slice);
    this.#database.close();
  }
}
