/**
 * The tables of `handoff.sqlite`, one row here each: what people query has a column of its own, `entity` holds the whole
 * entity as JSON. The comments become part of the database: `.schema` of the sqlite3 command shows them.
 *
 * Columns that our own queries filter or sort by are stored beside the entity, in `<table>_rows`; all others are read out
 * of it when somebody asks, by a view of the table's name. SQLite works virtual columns out whenever a row is written,
 * which took twice as long as writing it.
 *
 * Times are milliseconds since 1970-01-01 UTC. Row order is the order in which the engine first knew a thing.
 */
import type { Entities, TableName } from '../../core/state.ts';

/** Raised when a table changes: snapshots of another format are rebuilt from the journal. */
export const PROJECTION_FORMAT = 4;

export type Value = string | number | Uint8Array | null;

type Type = 'TEXT' | 'INTEGER';

interface Described {
  name: string;
  type: Type;
  comment: string;
}

export interface StoredColumn<V> extends Described {
  value: (entity: V) => Value | undefined;
}

interface ReadColumn extends Described {
  /** JSON path within the entity. */
  path: string;
}

export interface TableSpec<V> {
  /** Name of the primary key. */
  key: string;
  comment: string;
  stored: readonly StoredColumn<V>[];
  read: readonly ReadColumn[];
}

/** Ended runs have rows of their own. */
export type Shown = TableName | 'runs_archive';

/** Urgent first when sorted downwards. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;

const text = (name: string, comment: string, path = `$.${name}`): ReadColumn => ({
  name,
  type: 'TEXT',
  comment,
  path,
});
const whole = (name: string, comment: string, path = `$.${name}`): ReadColumn => ({
  name,
  type: 'INTEGER',
  comment,
  path,
});
const stored = <V>(
  name: string,
  type: Type,
  comment: string,
  value: StoredColumn<V>['value'],
): StoredColumn<V> => ({ name, type, comment, value });

type Specs = { readonly [T in TableName]: TableSpec<Entities[T]> };

export const SPECS: Specs = {
  handoffs: {
    key: 'id',
    comment: 'What waits, or waited, for a person',
    stored: [
      stored('status', 'TEXT', 'open, decided, expired or cancelled', (h) => h.status),
      stored('priority', 'INTEGER', '0 low, 1 medium, 2 high, 3 urgent', (h) =>
        PRIORITIES.indexOf(h.priority),
      ),
      stored('opened_at', 'INTEGER', 'when it was opened', (h) => h.openedAt),
      stored('assignee', 'TEXT', 'who decides: user:, role: or team:, or everybody', (h) => h.assignee),
      stored('bot', 'TEXT', 'bot it belongs to', (h) => h.bot),
    ],
    read: [
      text('ticket', 'short name for people, H-1042'),
      text('kind', 'approval, review, question, takeover, unknown, failure or drift'),
      text('risk', 'low, normal or high'),
      text('reason', 'why a person is asked'),
      text('workflow', 'hash of the pinned workflow'),
      text('node', 'node where the run stands', '$.place.node'),
      text('run', 'run it belongs to', '$.place.run'),
      text('conversation', 'conversation it belongs to'),
      whole('revision', 'rises when what is decided changes'),
      whole('due_at', 'when its clock runs out', '$.dueAt'),
      text('decision', 'the option taken'),
      text('decided_by', 'user:… or timeout', '$.decidedBy'),
      whole('decided_at', 'when it was decided', '$.decidedAt'),
      text('channel', 'where it was decided'),
    ],
  },
  runs: {
    key: 'id',
    comment: 'Runs that go on; finished ones are in runs_archive',
    stored: [
      stored('bot', 'TEXT', 'bot it runs for', (r) => r.bot),
      stored('conversation', 'TEXT', 'conversation it belongs to', (r) => r.conversation),
      stored(
        'status',
        'TEXT',
        'waiting, completed, rejected, timed-out, failed or cancelled',
        (r) => r.status,
      ),
    ],
    read: [
      text('workflow', 'hash of the pinned workflow'),
      whole('started_at', 'when it started', '$.startedAt'),
      whole('ended_at', 'when it ended', '$.endedAt'),
    ],
  },
  conversations: {
    key: 'key',
    comment: 'Conversations of bots with their users',
    stored: [
      stored('bot', 'TEXT', 'bot that talks', (c) => c.bot),
      stored('last_at', 'INTEGER', 'when the last thing happened', (c) => c.lastAt),
    ],
    read: [
      text('id', 'id that the bot gave it'),
      text('owner', 'bot, queue or user:…: who speaks now'),
      whole('messages', 'messages so far'),
    ],
  },
  effects: {
    key: 'id',
    comment: 'Calls, questions to models, mails and notifications: planned, begun, and what became of them',
    stored: [],
    read: [
      text('kind', 'call, model, code-mail or notify'),
      text('status', 'planned, started, succeeded, failed, unknown or dropped'),
      text('run', 'run it belongs to', '$.place.run'),
    ],
  },
  timers: {
    key: 'id',
    comment: 'Clocks that have not run out',
    stored: [],
    read: [
      whole('at', 'when it is due'),
      text('purpose', 'handoff, node, retry, undo or due', '$.purpose.kind'),
    ],
  },
  definitions: {
    key: 'hash',
    comment: 'Workflow texts that runs are pinned to',
    stored: [],
    read: [text('bot', 'bot it belongs to'), text('path', 'file it was read from')],
  },
  received: {
    key: 'key',
    comment: 'Messages already taken, so that a repeat gets the same answer',
    stored: [],
    read: [whole('seq', 'sequence of the event'), text('run', 'run it started or reached')],
  },
  outgoing: {
    key: 'key',
    comment: 'Messages that the bot has not confirmed yet',
    stored: [],
    read: [
      whole('seq', 'sequence of the event'),
      text('bot', 'bot that has to deliver it'),
      text('conversation', 'conversation it belongs to'),
    ],
  },
  rotations: { key: 'key', comment: 'Where each round robin stands', stored: [], read: [] },
  credentials: {
    key: 'key',
    comment: 'Hashes of the tokens that were given out',
    stored: [],
    read: [text('principal', 'bot:…, user:… or observer:…')],
  },
  reviews: {
    key: 'id',
    comment: 'Finished answers that were picked for a look afterwards',
    stored: [],
    read: [
      text('run', 'run that gave the answer'),
      text('bot', 'bot that answered'),
      text('node', 'node that answered'),
      text('because', 'sample, or first of its kind'),
      text('verdict', 'good, corrected or bad; nothing while it is open'),
      text('reviewed_by', 'who said so', '$.by'),
    ],
  },
  meta: {
    key: 'key',
    comment: 'The engine itself: last sequence, tickets given, epoch, configuration',
    stored: [],
    read: [whole('seq', 'last sequence of the journal that these tables know')],
  },
};

const INDEXES = `
CREATE INDEX handoffs_queue ON handoffs_rows (priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_queue_of_assignee ON handoffs_rows (assignee, priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_queue_of_bot ON handoffs_rows (bot, priority, opened_at, id) WHERE status = 'open';
CREATE INDEX handoffs_by_time ON handoffs_rows (opened_at, id);
CREATE INDEX conversations_by_time ON conversations_rows (last_at, key);
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
  const tables = Object.entries(SPECS).map(([table, spec]) => createTable(table as TableName, spec));
  const archive = { ...SPECS.runs, comment: 'Runs that have ended, in the order of their start' };
  return [...tables, createTable('runs_archive', archive), MESSAGES, INDEXES].join('\n');
}

/** Where the rows of a table are, which a view of its own name shows. */
export function rowsOf(table: Shown): string {
  return `${table}_rows`;
}

/** Writes one row, keeping its place among the others if it is known. Values: key, stored columns, entity as bytes. */
export function upsertText(table: TableName): string {
  const names = namesOf(table);
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return (
    `INSERT INTO ${rowsOf(table)} (${names.join(', ')}) VALUES (${valuesText(names)}) ` +
    `ON CONFLICT (${SPECS[table].key}) DO UPDATE SET ${updates.join(', ')}`
  );
}

/** Gives a run its place among the finished ones, where `runs` has it. Values: as for a row of `runs`, then its id. */
export function archiveText(): string {
  const names = namesOf('runs');
  return (
    `INSERT OR REPLACE INTO ${rowsOf('runs_archive')} (n, ${names.join(', ')}) ` +
    `SELECT n, ${valuesText(names)} FROM ${rowsOf('runs')} WHERE id = ?`
  );
}

/** Columns that are written: key, stored ones, entity. */
export function namesOf(table: TableName): string[] {
  const { key, stored: columns } = SPECS[table];
  return [key, ...columns.map(({ name }) => name), 'entity'];
}

/** The entity comes as bytes, which are bound ten times as fast as a text. */
function valuesText(names: readonly string[]): string {
  return names.map((name) => (name === 'entity' ? 'CAST(? AS TEXT)' : '?')).join(', ');
}

function createTable(
  name: Shown,
  {
    key,
    comment,
    stored: columns,
    read,
  }: Omit<TableSpec<never>, 'stored'> & { stored: readonly Described[] },
): string {
  const kept = [
    `n INTEGER PRIMARY KEY${name === 'runs_archive' ? '' : ' AUTOINCREMENT'}`,
    `${key} TEXT NOT NULL UNIQUE`,
    ...columns.map((column) => `${column.name} ${column.type}`),
    'entity TEXT NOT NULL',
  ];
  const shown = [
    { name: 'n', value: 'n', comment: 'order of first mention' },
    { name: key, value: key, comment: 'identity' },
    ...columns.map((column) => ({ ...column, value: column.name })),
    ...read.map((column) => ({ ...column, value: `json_extract(entity, '${column.path}')` })),
    { name: 'entity', value: 'entity', comment: 'all of it, as JSON' },
  ];
  const lines = shown.map(
    (column, index) => `${column.name}${index < shown.length - 1 ? ',' : ''} -- ${column.comment}`,
  );
  return `
CREATE TABLE ${rowsOf(name)} ( -- what the view ${name} shows
  ${kept.join(',\n  ')}
);
-- ${comment}
CREATE VIEW ${name} ( -- ${comment}
  ${lines.join('\n  ')}
) AS SELECT ${shown.map(({ value }) => value).join(', ')} FROM ${rowsOf(name)};`;
}
