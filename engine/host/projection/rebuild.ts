/**
 * From a snapshot (or from nothing) and the journal to the state at a place. Used at the start and in the snapshot
 * worker, so that every snapshot proves that the journal gives the same state.
 */
import { emptyState, type StoredState } from '../../core/state.ts';
import { JournalDamage, type Replayed } from '../journal/reader.ts';
import { ProjectionDatabase } from './database.ts';
import { foldBatch } from './fold.ts';
import type { Snapshot } from './snapshot-file.ts';
import { loadSql } from './sql.ts';

export interface Rebuilt {
  database: ProjectionDatabase;
  state: StoredState;
  /** Why the snapshot was not used. */
  discarded?: string;
  /** What stopped the fold; the state shows everything before it. */
  damage?: JournalDamage;
}

export interface ReplaySource {
  readonly durable: number;
  /** Batches from `from` on, in order. */
  replay(from: number, visit: (replayed: Replayed) => void): Promise<void>;
}

/** Calls back now and then with the last sequence that was folded. */
export async function rebuild(
  snapshot: Snapshot,
  journal: ReplaySource,
  onProgress: (seq: number) => void = () => undefined,
): Promise<Rebuilt> {
  const rebuilt = await startFrom(snapshot);
  const { database, state } = rebuilt;
  database.waitFor(ROWS_AT_ONCE);
  let nextReport = database.seq + REPORT_EVERY;
  try {
    await journal.replay(database.seq + 1, ({ batch }) => {
      database.write(batch, foldBatch(state, batch));
      if (batch.seq < nextReport) return;
      onProgress(batch.seq);
      nextReport = batch.seq + REPORT_EVERY;
    });
    database.reached(journal.durable);
  } catch (error) {
    if (!(error instanceof JournalDamage)) throw error;
    rebuilt.damage = error;
  }
  database.flush();
  database.waitFor();
  return rebuilt;
}

const REPORT_EVERY = 50_000;
/** What a journal changes again and again is written once. */
const ROWS_AT_ONCE = 262_144;

async function startFrom(snapshot: Snapshot): Promise<Rebuilt> {
  const sql = await loadSql();
  const empty = (discarded?: string) => ({
    database: new ProjectionDatabase(sql),
    state: emptyState(),
    discarded,
  });
  if (snapshot.kind === 'none') return empty();
  if (snapshot.kind === 'unsound') return empty(snapshot.why);
  try {
    const { bytes, sum } = snapshot;
    const database = new ProjectionDatabase(sql, { bytes, seq: sum.seq });
    return { database, state: database.load() };
  } catch (error) {
    return empty(error instanceof Error ? error.message : String(error));
  }
}
