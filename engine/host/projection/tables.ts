/**
 * The tables of `handoff.sqlite`, one row here each: what people query has a column of its own, `entity` holds the whole
 * entity as JSON. The comments become part of the database: `.schema` of the sqlite3 command shows them.
 *
 * Times are milliseconds since 1970-01-01 UTC. Row order is the order in which the engine first knew a thing.
 */
import type { Entities, TableName } from '../../core/state.ts';

/** Raised when a table changes: snapshots of another format are rebuilt from the journal. */
export const PROJECTION_FORMAT = 1;

export type Value = string | number | null;

interface Column<V> {
  name: string;
  type: 'TEXT' | 'INTEGER';
  comment: string;
  value: (entity: V, key: string) => Value | undefined;
}

export interface TableSpec<V> {
  /** Name of the primary key. */
  key: string;
  comment: string;
  columns: readonly Column<V>[];
}

/** Urgent first when sorted downwards. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;

const text = <V>(name: string, comment: string, value: Column<V>['value']): Column<V> => ({
  name,
  type: 'TEXT',
  comment,
  value,
});
const whole = <V>(name: string, comment: string, value: Column<V>['value']): Column<V> => ({
  name,
  type: 'INTEGER',
  comment,
  value,
});

type Specs = { readonly [T in TableName]: TableSpec<Entities[T]> };

export const SPECS: Specs = {
  handoffs: {
    key: 'id',
    comment: 'What waits, or waited, for a person',
    columns: [
      text('ticket', 'short name for people, H-1042', (h) => h.ticket),
      text('status', 'open, decided, expired or cancelled', (h) => h.status),
      whole('priority', '0 low, 1 medium, 2 high, 3 urgent', (h) => PRIORITIES.indexOf(h.priority)),
      whole('opened_at', 'when it was opened', (h) => h.openedAt),
      text('assignee', 'who decides: user:, role: or team:, or everybody', (h) => h.assignee),
      text('bot', 'bot it belongs to', (h) => h.bot),
      text('kind', 'approval, review, question, takeover, unknown, failure or drift', (h) => h.kind),
      text('risk', 'low, normal or high', (h) => h.risk),
      text('reason', 'why a person is asked', (h) => h.reason),
      text('workflow', 'hash of the pinned workflow', (h) => h.workflow),
      text('node', 'node where the run stands', (h) => h.place.node),
      text('run', 'run it belongs to', (h) => h.place.run),
      text('conversation', 'conversation it belongs to', (h) => h.conversation),
      whole('revision', 'rises when what is decided changes', (h) => h.revision),
      whole('due_at', 'when its clock runs out', (h) => h.dueAt),
      text('decision', 'the option taken', (h) => h.decision),
      text('decided_by', 'user:… or timeout', (h) => h.decidedBy),
      whole('decided_at', 'when it was decided', (h) => h.decidedAt),
      text('channel', 'where it was decided', (h) => h.channel),
    ],
  },
  runs: {
    key: 'id',
    comment: 'Runs that go on; finished ones are in runs_archive',
    columns: [
      text('bot', 'bot it runs for', (r) => r.bot),
      text('workflow', 'hash of the pinned workflow', (r) => r.workflow),
      text('conversation', 'conversation it belongs to', (r) => r.conversation),
      text(
        'status',
        'running, waiting, completed, rejected, timed-out, failed or cancelled',
        (r) => r.status,
      ),
      whole('started_at', 'when it started', (r) => r.startedAt),
      whole('ended_at', 'when it ended', (r) => r.endedAt),
    ],
  },
  conversations: {
    key: 'key',
    comment: 'Conversations of bots with their users',
    columns: [
      text('bot', 'bot that talks', (c) => c.bot),
      text('id', 'id that the bot gave it', (c) => c.id),
      text('owner', 'bot, queue or user:…: who speaks now', (c) => c.owner),
      whole('messages', 'messages so far', (c) => c.messages),
      whole('last_at', 'when the last thing happened', (c) => c.lastAt),
    ],
  },
  effects: {
    key: 'id',
    comment: 'Calls, mails and notifications: planned, begun, and what became of them',
    columns: [
      text('kind', 'call, code-mail or notify', (e) => e.kind),
      text('status', 'planned, started, succeeded, failed, unknown or dropped', (e) => e.status),
      text('run', 'run it belongs to', (e) => ('place' in e ? e.place.run : null)),
    ],
  },
  timers: {
    key: 'id',
    comment: 'Clocks that have not run out',
    columns: [
      whole('at', 'when it is due', (t) => t.at),
      text('purpose', 'handoff, auth, retry or wait', (t) => t.purpose.kind),
    ],
  },
  definitions: {
    key: 'hash',
    comment: 'Workflow texts that runs are pinned to',
    columns: [
      text('bot', 'bot it belongs to', (d) => d.bot),
      text('path', 'file it was read from', (d) => d.path),
    ],
  },
  received: {
    key: 'key',
    comment: 'Messages already taken, so that a repeat gets the same answer',
    columns: [
      whole('seq', 'sequence of the event', (r) => r.seq),
      text('run', 'run it started or reached', (r) => r.run),
    ],
  },
  outgoing: {
    key: 'key',
    comment: 'Messages that the bot has not confirmed yet',
    columns: [
      whole('seq', 'sequence of the event', (o) => o.seq),
      text('bot', 'bot that has to deliver it', (o) => o.bot),
      text('conversation', 'conversation it belongs to', (o) => o.conversation),
    ],
  },
  rotations: { key: 'key', comment: 'Where each round robin stands', columns: [] },
  credentials: {
    key: 'key',
    comment: 'Hashes of the tokens that were given out',
    columns: [text('principal', 'bot:…, user:… or observer:…', (c) => c.principal)],
  },
  meta: {
    key: 'key',
    comment: 'The engine itself: last sequence, tickets given, epoch, configuration',
    columns: [whole('seq', 'last sequence of the journal that these tables know', (m) => m.seq)],
  },
};

const INDEXES = `
CREATE INDEX handoffs_queue ON handoffs (priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_queue_of_assignee ON handoffs (assignee, priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_queue_of_bot ON handoffs (bot, priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_by_time ON handoffs (opened_at, id);
CREATE INDEX conversations_by_time ON conversations (last_at, key);
CREATE INDEX messages_of_conversation ON messages (bot, conversation, seq);
`;

const MESSAGES = `
-- What users, bots and operators said
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY, -- sequence of the event
  bot TEXT NOT NULL, -- bot that talks
  conversation TEXT NOT NULL, -- conversation it belongs to
  id TEXT NOT NULL, -- id of the message
  sender TEXT NOT NULL, -- user, bot or operator
  name TEXT, -- name of the user or the operator
  text TEXT NOT NULL, -- what was said
  at INTEGER NOT NULL, -- when
  holding INTEGER NOT NULL -- 1 where it was said while somebody waits
);`;

/** Everything a new database needs. */
export function schemaText(): string {
  const tables = Object.entries(SPECS).map(([table, spec]) => createTable(table, spec));
  const archive = { ...SPECS.runs, comment: 'Runs that have ended, in the order of their start' };
  return [...tables, createTable('runs_archive', archive), MESSAGES, INDEXES].join('\n');
}

/** Writes one row, keeping its place among the others if it is known. Values: key, columns, entity. */
export function upsertText(
  table: string,
  spec: { key: string; columns: readonly { name: string }[] },
): string {
  const names = [spec.key, ...spec.columns.map(({ name }) => name), 'entity'];
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const values = names.map(() => '?').join(', ');
  return (
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values}) ` +
    `ON CONFLICT (${spec.key}) DO UPDATE SET ${updates.join(', ')}`
  );
}

function createTable(
  name: string,
  spec: { key: string; comment: string; columns: readonly Described[] },
): string {
  const lines = [
    `n INTEGER PRIMARY KEY${name === 'runs_archive' ? '' : ' AUTOINCREMENT'}, -- order of first mention`,
    `${spec.key} TEXT NOT NULL UNIQUE, -- identity`,
    ...spec.columns.map((column) => `${column.name} ${column.type}, -- ${column.comment}`),
    'entity TEXT NOT NULL -- all of it, as JSON',
  ];
  return `\n-- ${spec.comment}\nCREATE TABLE ${name} ( -- ${spec.comment}\n  ${lines.join('\n  ')}\n);`;
}

interface Described {
  name: string;
  type: string;
  comment: string;
}
