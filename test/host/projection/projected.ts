import { emptyState, type StoredState, TABLES } from '../../../engine/core/state.ts';
import { ProjectionDatabase } from '../../../engine/host/projection/database.ts';
import { foldBatch } from '../../../engine/host/projection/fold.ts';
import { LiveProjection } from '../../../engine/host/projection/live.ts';
import { loadSql } from '../../../engine/host/projection/sql.ts';
import type { Batch } from '../../../engine/run/ports.ts';

/** A projection and a state that were given the same batches. */
export async function projected(
  batches: readonly Batch[],
): Promise<{ projection: LiveProjection; state: StoredState }> {
  const projection = new LiveProjection(new ProjectionDatabase(await loadSql()));
  const state = emptyState();
  for (const batch of batches) projection.write(batch, foldBatch(state, batch));
  return { projection, state };
}

/** As JSON: a member that is undefined and one that is missing mean the same. */
export function plainState(state: StoredState): unknown {
  return TABLES.map((table) => [table, JSON.parse(JSON.stringify([...state[table]]))]);
}
