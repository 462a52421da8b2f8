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

export class LiveProjection implements Projection {
  #database: ProjectionDatabase;

  constructor(database: ProjectionDatabase) {
    this.#database = database;
  }

  get database(): ProjectionDatabase {
    return this.#database;
  }

  write(batch: Batch, changes: readonly Change[]): void {
    this.#database.write(batch, changes);
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
    this.#database.close();
  }
}
