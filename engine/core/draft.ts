/**
 * A view of a state that keeps its own writes: `decide` looks at its own consequences without touching the base, so a
 * refusal leaves nothing behind (F47).
 */
import { type Change, type State, TABLES, type Table, type TableName } from './state.ts';

/** Most inputs write few tables, so an overlay is no more than a reference until its first write. */
class Overlay<V> implements Table<V> {
  #written: Map<string, V | undefined> | undefined;
  readonly #base: Table<V>;

  constructor(base: Table<V>) {
    this.#base = base;
  }

  get written(): Iterable<[string, V | undefined]> {
    return this.#written ?? [];
  }

  get(key: string): V | undefined {
    return this.#written?.has(key) ? this.#written.get(key) : this.#base.get(key);
  }

  set(key: string, value: V): void {
    this.#write(key, value);
  }

  delete(key: string): void {
    this.#write(key, undefined);
  }

  *entries(): IterableIterator<[string, V]> {
    for (const entry of this.#base.entries()) if (!this.#written?.has(entry[0])) yield entry;
    for (const [key, value] of this.written) if (value !== undefined) yield [key, value];
  }

  #write(key: string, value: V | undefined): void {
    this.#written ??= new Map();
    this.#written.set(key, value);
  }
}

/** A view of a state that keeps its own writes until `commit`. */
export interface Draft {
  readonly state: State;
  /** What was written, by table and key. */
  changes(): Change[];
}

export function draftOf(base: State): Draft {
  const overlays: Partial<Record<TableName, Overlay<unknown>>> = {};
  for (const table of TABLES) overlays[table] = new Overlay(base[table] as Table<unknown>);
  return {
    state: overlays as unknown as State,
    changes() {
      const changes: Change[] = [];
      for (const table of TABLES)
        for (const [key, value] of overlays[table]?.written ?? [])
          changes.push({ table, key, value } as Change);
      return changes;
    },
  };
}

/** Writes a draft's changes into the base. */
export function commit(base: State, changes: readonly Change[]): void {
  for (const { table, key, value } of changes) {
    const target = base[table] as Table<unknown>;
    if (value === undefined) target.delete(key);
    else target.set(key, value);
  }
}
