/** Lists out of the state's tables, oldest first, in pages. */
import type { Page } from '../../../schemas/protocol/views.ts';
import type { Table } from '../../core/state.ts';

const DEFAULT_LIMIT = 100;

export interface PageRequest<V> {
  table: Table<V>;
  matches(value: V): boolean;
  /** Where it stands in the list: time, then id. */
  place(value: V): readonly [number, string];
  after?: string;
  limit?: number;
}

/** The cursor is the place of the last one, so it stays right while others come and go. */
export function pageOf<V>({ table, matches, place, after, limit = DEFAULT_LIMIT }: PageRequest<V>): Page<V> {
  const found: { value: V; at: number; id: string }[] = [];
  for (const [, value] of table.entries()) {
    if (!matches(value)) continue;
    const [at, id] = place(value);
    found.push({ value, at, id });
  }
  found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const start = after === undefined ? 0 : found.findIndex((entry) => isBehind(entry, after));
  const rest = start === -1 ? [] : found.slice(start, start + limit);
  const last = rest.at(-1);
  const more = last !== undefined && last !== found.at(-1);
  return {
    items: rest.map(({ value }) => value),
    ...(more && { next: `${last.at} ${last.id}` }),
    total: found.length,
  };
}

function isBehind({ at, id }: { at: number; id: string }, cursor: string): boolean {
  const space = cursor.indexOf(' ');
  const time = Number(cursor.slice(0, space));
  return at > time || (at === time && id > cursor.slice(space + 1));
}
