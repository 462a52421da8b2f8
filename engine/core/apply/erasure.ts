import { type Folds, metaOf } from '../apply.ts';
import { Traces } from '../conversation/traces.ts';
import { conversationKey, messageKey } from '../keys.ts';
import { type Conversation, type State, TABLES, type Table, type TableName } from '../state.ts';

/** Tables in which nothing is of a conversation, or is found by its key. */
const OTHER: ReadonlySet<TableName> = new Set([
  'meta',
  'conversations',
  'definitions',
  'rotations',
  'credentials',
  'received',
]);

/**
 * The state after an erasure is the one that the journal gives without what was erased: entities go, not only their texts,
 * and no ticket is given twice.
 */
export const erasureFolds: Folds<'conversation-erased' | 'content-removed'> = {
  'conversation-erased'(state, { bot, conversation: id, tickets }, { seq, at }) {
    const meta = metaOf(state);
    state.meta.set('meta', { ...meta, tickets: Math.max(meta.tickets, tickets ?? 0) });
    forget(state, new Traces(bot, id));
    forgetReceived(state, bot, id);
    state.conversations.set(conversationKey(bot, id), erased(bot, id, at, seq));
  },
  'content-removed'(state, { bot, conversation }) {
    const key = conversationKey(bot, conversation);
    const known = state.conversations.get(key);
    if (!known) return;
    const { erasing, ...rest } = known;
    state.conversations.set(key, rest);
  },
};

function erased(bot: string, id: string, at: number, seq: number): Conversation {
  return {
    bot,
    id,
    owner: 'bot',
    openHandoffs: [],
    runs: [],
    replies: [],
    messages: 0,
    lastAt: at,
    erased: true,
    erasing: seq,
  };
}

/** Runs come first: the others are found by them. */
function forget(state: State, traces: Traces): void {
  const tables = [...TABLES].sort((a, b) => Number(b === 'runs') - Number(a === 'runs'));
  for (const name of tables) {
    if (OTHER.has(name)) continue;
    const table = state[name] as Table<unknown>;
    const gone = [...table.entries()].filter(([, entity]) => traces.holds(entity));
    for (const [key] of gone) table.delete(key);
  }
}

function forgetReceived(state: State, bot: string, conversation: string): void {
  const start = messageKey(bot, conversation, '').slice(0, -'""]'.length);
  const gone = [...state.received.entries()].filter(([key]) => key.startsWith(start));
  for (const [key] of gone) state.received.delete(key);
}
