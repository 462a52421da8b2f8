/**
 * The fold made queryable: sql.js in memory. It may be thrown away at any time; the journal gives it back.
 *
 * Invariants
 * 1. Rows are written behind: several changes of one entity cost one row, and every read writes first what waits and
 *    could be seen by it. What nobody lists (clocks, effects, messages to deliver) is mostly gone before it is written.
 * 2. A row keeps the place of its first mention, so that `load` gives tables back in the order in which they grew.
 * 3. A transaction lasts over many flushes, because each commit copies its pages; an export ends it.
 */
import {
  type Change,
  type Entities,
  emptyState,
  type StoredState,
  TABLES,
  type TableName,
} from '../../core/state.ts';
import type { Batch, Projection } from '../../run/ports.ts';
import { type MessageRow, messageRows } from './messages.ts';
import type { Database, SqlJsStatic, Statement } from './sql.ts';
import {
  archiveText,
  namesOf,
  PROJECTION_FORMAT,
  rowsOf,
  SPECS,
  type StoredColumn,
  schemaText,
  upsertText,
  type Value,
} from './tables.ts';
import { WaitingRows } from './waiting-rows.ts';

const PRAGMAS = `
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;`;

/** Rows that may wait: a read that has to write all of them takes a tenth of a second. */
const WRITE_BEHIND = 8_192;
/** Rows written at once where nobody reads: some milliseconds. */
const SLICE = 512;
/** Rows of one transaction: what it changed is copied at its end. */
const COMMIT_EVERY = 4_096;
/** Tables that our own queries read. */
const LISTED = new Set<TableName>(TABLES.filter((table) => SPECS[table].stored.length > 0));
const ENDED = new Set<string>(['completed', 'rejected', 'timed-out', 'failed', 'cancelled']);
const UPSERTS = Object.fromEntries(TABLES.map((table) => [table, upsertText(table)])) as Record<
  TableName,
  string
>;
const ARCHIVE = archiveText();
const ARCHIVED = rowsOf('runs_archive');
const UPDATE_ARCHIVED = `UPDATE ${ARCHIVED} SET ${namesOf('runs')
  .map((name) => `${name} = ${name === 'entity' ? 'CAST(? AS TEXT)' : '?'}`)
  .join(', ')} WHERE id = ?`;
const utf8 = new TextEncoder();

export class ProjectionDatabase implements Projection {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #listed = new WaitingRows();
  readonly #unlisted = new WaitingRows();
  #messages: MessageRow[] = [];
  #mayWait = WRITE_BEHIND;
  #commitEvery = COMMIT_EVERY;
  /** Rows of the transaction that is open; nothing where none is. */
  #uncommitted: number | undefined;
  #seq = 0;

  /** A new one, or the one of a snapshot; throws when that is no database of this format. */
  constructor(sql: SqlJsStatic, snapshot?: { bytes: Uint8Array; seq: number }) {
    const bytes = snapshot?.bytes;
    this.#database = new sql.Database(bytes);
    if (!bytes) this.#database.run(`PRAGMA user_version = ${PROJECTION_FORMAT};${schemaText()}`);
    const format = this.value('PRAGMA user_version');
    if (format !== PROJECTION_FORMAT) throw new Error(`tables of format ${format}, not ${PROJECTION_FORMAT}`);
    this.#database.run(PRAGMAS);
    this.#seq = snapshot?.seq ?? 0;
  }

  /** Last sequence that it shows. */
  get seq(): number {
    return this.#seq;
  }

  /** Bytes that `export` would give. */
  get size(): number {
    return Number(this.value('PRAGMA page_count')) * Number(this.value('PRAGMA page_size'));
  }

  write(batch: Batch, changes: readonly Change[]): void {
    for (const { table, key, value } of changes) this.#change(table, key, value);
    for (const row of messageRows(batch)) this.#messages.push(row);
    for (const event of batch.events) if (event.type === 'conversation-erased') this.#erase(event);
    this.#seq = batch.seq + batch.events.length - 1;
    while (this.waiting > this.#mayWait) this.flushSlice();
  }

  /** Rows that are not written yet. */
  get waiting(): number {
    return this.#listed.count + this.#unlisted.count + this.#messages.length;
  }

  /** Lets this many rows wait, for a long journal that is folded at once; without a number as many as usual. */
  waitFor(rows?: number): void {
    this.#mayWait = rows ?? WRITE_BEHIND;
    this.#commitEvery = Math.max(rows ?? 0, COMMIT_EVERY);
  }

  /** Nothing is left to write up to `seq`, also where the last events were erased. */
  reached(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
  }

  /** Everything, as the engine keeps it in memory. */
  load(): StoredState {
    this.flush();
    const state = emptyState();
    for (const table of TABLES) {
      const rows = state[table] as Map<string, unknown>;
      this.each(loadText(table), [], ([key, entity]) => rows.set(String(key), JSON.parse(String(entity))));
    }
    return state;
  }

  /** The database as the bytes of a SQLite file. Blocks: about 1 ms a megabyte. */
  export(): Uint8Array {
    this.flush();
    this.#commit();
    return this.#database.export();
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.free();
    this.#statements.clear();
    this.#database.close();
  }

  /** The rows of a query over any table, in order. */
  rows(query: string, values: readonly Value[]): Value[][] {
    this.flush();
    return this.listed(query, values);
  }

  /** The rows of a query over handoffs, runs, conversations and messages, in order. */
  listed(query: string, values: readonly Value[]): Value[][] {
    this.#flushListed();
    const rows: Value[][] = [];
    this.each(query, values, (row) => rows.push(row));
    return rows;
  }

  /** First value of the first row. */
  value(query: string, values: readonly Value[] = []): Value | undefined {
    let found: Value | undefined;
    this.each(query, values, ([first]) => {
      found ??= first;
    });
    return found;
  }

  each(query: string, values: readonly Value[], visit: (row: Value[]) => void): void {
    const statement = this.#prepared(query);
    statement.bind(values as Value[]);
    while (statement.step()) visit(statement.get().map(plain));
    statement.reset();
  }

  /** Writes the rows that wait. */
  flush(): void {
    this.#flushListed();
    this.#writeAll(this.#unlisted);
  }

  /** Writes some of the rows that wait: what can be listed first. */
  flushSlice(): void {
    if (this.#listed.count > 0) this.#writeAll(this.#listed, SLICE);
    else if (this.#messages.length > 0) this.#writeMessages(SLICE);
    else this.#writeAll(this.#unlisted, SLICE);
  }

  #flushListed(): void {
    this.#writeAll(this.#listed);
    if (this.#messages.length > 0) this.#writeMessages();
  }

  #writeMessages(most?: number): void {
    const rows = this.#messages.splice(0, most ?? this.#messages.length);
    this.#begin(rows.length);
    for (const row of rows) this.#run('INSERT OR REPLACE INTO messages VALUES (?,?,?,?,?,?,?,?,?)', row);
  }

  #writeAll(rows: WaitingRows, most?: number): void {
    if (rows.count === 0) return;
    this.#begin(Math.min(rows.count, most ?? rows.count));
    rows.write((table, key, value) => this.#writeEntity(table, key, value), most);
  }

  #begin(rows: number): void {
    if (this.#uncommitted !== undefined && this.#uncommitted >= this.#commitEvery) this.#commit();
    if (this.#uncommitted === undefined) this.#database.run('BEGIN');
    this.#uncommitted = (this.#uncommitted ?? 0) + rows;
  }

  #commit(): void {
    if (this.#uncommitted !== undefined) this.#database.run('COMMIT');
    this.#uncommitted = undefined;
  }

  #change(table: TableName, key: string, value: unknown): void {
    const rows = LISTED.has(table) ? this.#listed : this.#unlisted;
    if (rows.comesBack(table, key, value)) this.#writeAll(rows);
    rows.set(table, key, value);
  }

  #erase({ bot, conversation }: { bot: string; conversation: string }): void {
    this.flush();
    this.#run('DELETE FROM messages WHERE bot = ? AND conversation = ?', [bot, conversation]);
    this.#commit();
    // What was deleted, or written over, is still in the pages that SQLite keeps for later.
    this.#database.run('VACUUM');
  }

  #writeEntity(table: TableName, key: string, entity: unknown): void {
    const spec = SPECS[table];
    if (entity === undefined) {
      this.#run(`DELETE FROM ${rowsOf(table)} WHERE ${spec.key} = ?`, [key]);
      if (table === 'runs') this.#run(`DELETE FROM ${ARCHIVED} WHERE id = ?`, [key]);
      return;
    }
    const values = rowOf(table, key, entity as Entities[TableName]);
    if (table === 'runs' && ENDED.has((entity as Entities['runs']).status)) this.#archive(key, values);
    else this.#run(UPSERTS[table], values);
  }

  /** A run that ends leaves `runs`; one that is written for the first time or again as ended never was there. */
  #archive(id: string, values: readonly Value[]): void {
    const named = [...values, id];
    this.#run(ARCHIVE, named);
    if (this.#database.getRowsModified() === 0) {
      this.#run(UPDATE_ARCHIVED, named);
      if (this.#database.getRowsModified() > 0) return;
      this.#run(UPSERTS.runs, values);
      this.#run(ARCHIVE, named);
    }
    this.#run(`DELETE FROM ${rowsOf('runs')} WHERE id = ?`, [id]);
  }

  #run(text: string, values: readonly Value[]): void {
    this.#prepared(text).run(values as Value[]);
  }

  #prepared(text: string): Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

function rowOf<T extends TableName>(table: T, key: string, entity: Entities[T]): Value[] {
  const stored: readonly StoredColumn<Entities[T]>[] = SPECS[table].stored;
  const row: Value[] = [key];
  for (const { value } of stored) row.push(value(entity) ?? null);
  row.push(utf8.encode(JSON.stringify(entity)));
  return row;
}

function loadText(table: TableName): string {
  const { key } = SPECS[table];
  const columns = `SELECT ${key}, entity, n FROM`;
  const archived = table === 'runs' ? ` UNION ALL ${columns} ${ARCHIVED}` : '';
  return `${columns} ${rowsOf(table)}${archived} ORDER BY n`;
}

function plain(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
