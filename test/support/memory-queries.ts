import type { State, Table } from '../../engine/core/state.ts';
import type { BridgeQueries } from '../../engine/host/bridge/queries.ts';
import { type Page, UnknownCursor } from '../../engine/host/projection/queries.ts';

/** Lists straight from a state, in the order of its tables; each conversation has said hello once. */
export function memoryQueries(state: State): BridgeQueries {
  const hello = [
    { seq: 1, at: 0, id: 'm1', from: 'user' as const, text: 'hello', holding: false },
    { seq: 2, at: 0, id: 'm2', from: 'bot' as const, text: 'one moment', holding: true },
  ];
  return {
    handoffs: ({ status, after, limit }) =>
      pageOf(state.handoffs, (handoff) => status === undefined || handoff.status === status, after, limit),
    runs: ({ status, after, limit }) =>
      pageOf(state.runs, (run) => status === undefined || run.status === status, after, limit),
    conversations: ({ after, limit }) => pageOf(state.conversations, () => true, after, limit),
    messages: (_, { after = 0, limit = 100 }) => hello.filter(({ seq }) => seq > after).slice(0, limit),
    lastMessages: (_, limit) => hello.slice(-limit),
  };
}

function pageOf<V>(table: Table<V>, fits: (value: V) => boolean, after = '0', limit = 100): Page<V> {
  const start = Number(after);
  if (!Number.isSafeInteger(start)) throw new UnknownCursor('no page gave this cursor');
  const all = [...table.entries()].map(([, value]) => value).filter(fits);
  const end = start + limit;
  return {
    items: all.slice(start, end),
    ...(end < all.length && { next: String(end) }),
    total: all.length,
  };
}
