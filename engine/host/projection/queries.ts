/**
 * What views ask of the projection, a page at a time. The queue is read priority by priority over a partial index: one
 * query with an OR over (priority, time, id) would walk the whole table.
 */
import type { Conversation, Handoff, Run } from '../../core/state.ts';
import type { ProjectionDatabase } from './database.ts';
import { PRIORITIES, type Value } from './tables.ts';

export interface Page<T> {
  items: T[];
  /** Where the next page begins; absent on the last. */
  next?: string;
  total: number;
}

interface Paging {
  /** `next` of the page before. */
  after?: string;
  /** 1 to 1,000; 100 if not given. */
  limit?: number;
}

export interface HandoffFilter extends Paging {
  status?: Handoff['status'];
  /** As it stands on the handoff: `user:alice`, `role:finance`. */
  assignee?: string;
  bot?: string;
  priority?: Handoff['priority'];
}

export interface RunFilter extends Paging {
  bot?: string;
  conversation?: string;
  status?: Run['status'];
}

export interface Message {
  seq: number;
  /** Milliseconds since the epoch, UTC. */
  at: number;
  id: string;
  from: 'user' | 'bot' | 'operator';
  name?: string;
  text: string;
  holding: boolean;
}

/** Thrown for an `after` that no page of this query gave. */
export class UnknownCursor extends Error {}

/** Open ones: urgent first, then oldest first. All others: newest first. */
export function handoffs(database: ProjectionDatabase, filter: HandoffFilter): Page<Handoff> {
  return filter.status === 'open' ? queue(database, filter) : handoffsByTime(database, filter);
}

function queue(database: ProjectionDatabase, filter: HandoffFilter): Page<Handoff> {
  const where = conditions({
    status: 'open',
    assignee: filter.assignee,
    bot: filter.bot,
    priority: rank(filter),
  });
  const total = Number(
    database.listed(`SELECT count(*) FROM handoffs WHERE ${where.text}`, where.values)[0]?.[0],
  );
  const limit = limitOf(filter);
  const [rankFrom, time, id] = cursorOf(filter.after, 3) ?? [PRIORITIES.length - 1, -1, ''];
  const found: Value[][] = [];
  for (let priority = Number(rankFrom); priority >= 0 && found.length <= limit; priority -= 1) {
    const from = priority === rankFrom ? [time, id] : [-1, ''];
    const page = conditions({ status: 'open', assignee: filter.assignee, bot: filter.bot, priority });
    if (filter.priority && rank(filter) !== priority) continue;
    const query =
      `SELECT entity, priority, opened_at, id FROM handoffs WHERE ${page.text} ` +
      'AND (opened_at, id) > (?, ?) ORDER BY opened_at, id LIMIT ?';
    found.push(...database.listed(query, [...page.values, ...plainValues(from), limit + 1 - found.length]));
  }
  return pageOf<Handoff>(found, limit, total);
}

function handoffsByTime(database: ProjectionDatabase, filter: HandoffFilter): Page<Handoff> {
  const { status, assignee, bot } = filter;
  const where = conditions({ status, assignee, bot, priority: rank(filter) });
  return newestFirst<Handoff>(database, 'handoffs', ['opened_at', 'id'], where, filter);
}

export function conversations(
  database: ProjectionDatabase,
  filter: Paging & { bot?: string },
): Page<Conversation> {
  const where = conditions({ bot: filter.bot });
  return newestFirst<Conversation>(database, 'conversations', ['last_at', 'key'], where, filter);
}

/** Running and finished ones together, newest first. */
export function runs(
  database: ProjectionDatabase,
  { bot, conversation, status, ...paging }: RunFilter,
): Page<Run> {
  const where = conditions({ bot, conversation, status });
  const columns = 'entity, n, id, bot, conversation, status';
  const both = `(SELECT ${columns} FROM runs UNION ALL SELECT ${columns} FROM runs_archive)`;
  return newestFirst<Run>(database, both, ['n', 'id'], where, paging);
}

/** What was said after `after` (a sequence), oldest first. */
export function messages(
  database: ProjectionDatabase,
  { bot, conversation }: { bot: string; conversation: string },
  { after = 0, limit = 100 }: { after?: number; limit?: number },
): Message[] {
  const query = `${MESSAGES} AND seq > ? ORDER BY seq LIMIT ?`;
  return database.listed(query, [bot, conversation, after, limitOf({ limit })]).map(messageOf);
}

/** The last things said up to a sequence, oldest first. */
export function lastMessages(
  database: ProjectionDatabase,
  { bot, conversation }: { bot: string; conversation: string },
  limit: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Message[] {
  const query = `${MESSAGES} AND seq <= ? ORDER BY seq DESC LIMIT ?`;
  return database
    .listed(query, [bot, conversation, upTo, limitOf({ limit })])
    .map(messageOf)
    .reverse();
}

const MESSAGES =
  'SELECT seq, at, id, sender, name, text, holding FROM messages WHERE bot = ? AND conversation = ?';

function messageOf([seq, at, id, sender, name, text, holding]: Value[]): Message {
  const from = sender === 'bot' || sender === 'operator' ? sender : 'user';
  const message = { seq: Number(seq), at: Number(at), id: String(id), from, text: String(text) } as const;
  const known = name === null || name === undefined ? {} : { name: String(name) };
  return { ...message, ...known, holding: holding === 1 };
}

interface Where {
  text: string;
  values: Value[];
}

/** `open` stands in the text, because only then SQLite uses the partial index; everything else is bound. */
function conditions(wanted: Record<string, Value | undefined>): Where {
  const text = ['1'];
  const values: Value[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const open = name === 'status' && value === 'open';
    text.push(open ? "status = 'open'" : `${name} = ?`);
    if (!open) values.push(value);
  }
  return { text: text.join(' AND '), values };
}

function newestFirst<T>(
  database: ProjectionDatabase,
  from: string,
  [time, id]: readonly [string, string],
  where: Where,
  paging: Paging,
): Page<T> {
  const limit = limitOf(paging);
  const total = Number(
    database.listed(`SELECT count(*) FROM ${from} WHERE ${where.text}`, where.values)[0]?.[0],
  );
  const cursor = cursorOf(paging.after, 2);
  const before = cursor ? `AND (${time}, ${id}) < (?, ?)` : '';
  const query =
    `SELECT entity, ${time}, ${id} FROM ${from} WHERE ${where.text} ${before} ` +
    `ORDER BY ${time} DESC, ${id} DESC LIMIT ?`;
  return pageOf<T>(
    database.listed(query, [...where.values, ...plainValues(cursor ?? []), limit + 1]),
    limit,
    total,
  );
}

function pageOf<T>(rows: Value[][], limit: number, total: number): Page<T> {
  const items = rows.slice(0, limit).map(([entity]) => JSON.parse(String(entity)) as T);
  const [, ...last] = rows[limit - 1] ?? [];
  return rows.length > limit ? { items, next: cursorText(last), total } : { items, total };
}

function cursorText(values: Value[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function cursorOf(after: string | undefined, length: number): Value[] | undefined {
  if (after === undefined || after === '') return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(values) && values.length === length) return plainValues(values);
  } catch (cause) {
    throw new UnknownCursor('This cursor was not given by the engine.', { cause });
  }
  throw new UnknownCursor('This cursor belongs to another list.');
}

function plainValues(values: readonly unknown[]): Value[] {
  return values.map((value) => (typeof value === 'number' || typeof value === 'string' ? value : null));
}

function rank({ priority }: HandoffFilter): number | undefined {
  return priority && PRIORITIES.indexOf(priority);
}

function limitOf({ limit }: Paging): number {
  return Math.min(Math.max(Math.trunc(limit ?? 100), 1), 1_000);
}
