/** The one fold, over whole batches: the rebuild at the start and the snapshot worker use it, so each proves the other. */
import { apply } from '../../core/apply.ts';
import { commit, draftOf } from '../../core/draft.ts';
import type { Change, StoredState } from '../../core/state.ts';
import type { Batch } from '../../run/ports.ts';

/** Folds a batch into `state` and returns what it changed. */
export function foldBatch(state: StoredState, batch: Batch): Change[] {
  const draft = draftOf(state);
  for (const [index, event] of batch.events.entries()) {
    apply(draft.state, event, { seq: batch.seq + index, at: batch.at });
  }
  const changes = draft.changes();
  commit(state, changes);
  return changes;
}
