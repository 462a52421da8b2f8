/** Changes that are not written yet: several of one entity are one row, which keeps the place of its first mention. */
import type { TableName } from '../../core/state.ts';

export class WaitingRows {
  readonly #tables = new Map<TableName, Map<string, unknown>>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Whether this value has to wait for what waits now: it was gone and comes back, behind all others. */
  comesBack(table: TableName, key: string, value: unknown): boolean {
    if (value === undefined) return false;
    const entities = this.#tables.get(table);
    return entities !== undefined && entities.get(key) === undefined && entities.has(key);
  }

  /** Nothing as a value: the entity is gone. */
  set(table: TableName, key: string, value: unknown): void {
    let entities = this.#tables.get(table);
    if (!entities) {
      entities = new Map();
      this.#tables.set(table, entities);
    }
    const before = entities.size;
    entities.set(key, value);
    this.#count += entities.size - before;
  }

  /** Hands on each row, the oldest of each table first, `most` at most; those that were taken no longer wait. */
  write(
    take: (table: TableName, key: string, value: unknown) => void,
    most = Number.POSITIVE_INFINITY,
  ): void {
    let left = most;
    for (const [table, entities] of this.#tables) {
      for (const [key, value] of entities) {
        if (left === 0) return;
        take(table, key, value);
        entities.delete(key);
        this.#count -= 1;
        left -= 1;
      }
    }
  }
}
