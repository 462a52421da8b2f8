/**
 * Folds one event into the state. Owns: every write to the tables. Does not own: whether the event should have happened.
 *
 * Invariants
 * 1. Entities are replaced, never changed in place, so a draft can be thrown away.
 * 2. The same events give the same state, whoever folds them and when (I1): nothing here reads a clock or a config.
 * 3. An event whose personal content was erased is folded as what is left of it, never guessed around.
 */
import type { Event, EventOf, EventType } from '../../schemas/journal/event.ts';
import { agentFolds } from './apply/agent.ts';
import { branchFolds } from './apply/branches.ts';
import { conversationFolds } from './apply/conversation.ts';
import { effectFolds } from './apply/effect.ts';
import { erasureFolds } from './apply/erasure.ts';
import { handoffFolds } from './apply/handoff.ts';
import { migrateFolds } from './apply/migrate.ts';
import { reviewFolds } from './apply/review.ts';
import { runFolds } from './apply/run.ts';
import { storeFolds } from './apply/store.ts';
import type { State } from './state.ts';

export interface Stamp {
  seq: number;
  at: number;
}

export type Fold<T extends EventType> = (state: State, event: EventOf<T>, stamp: Stamp) => void;
export type Folds<T extends EventType> = { [K in T]: Fold<K> };

const FOLDS: Folds<EventType> = {
  ...storeFolds,
  ...runFolds,
  ...migrateFolds,
  ...reviewFolds,
  ...branchFolds,
  ...conversationFolds,
  ...erasureFolds,
  ...handoffFolds,
  ...effectFolds,
  ...agentFolds,
};

export function apply(state: State, event: Event, stamp: Stamp): void {
  (FOLDS[event.type] as Fold<EventType>)(state, event, stamp);
  state.meta.set('meta', { ...metaOf(state), seq: stamp.seq });
}

export function metaOf(state: State) {
  return state.meta.get('meta') ?? { seq: 0, tickets: 0, epoch: 0 };
}
