/** How a node waits for its own clock: the clock is in the state, so it survives the process (I1, F11). */
import type { Place } from '../../schemas/journal/event.ts';
import { nodeTimer, type Step } from './step.ts';
import type { Turn } from './turn.ts';

/** Waits until `at`, milliseconds since the epoch; then the node's `expire` says how it ends. */
export function waitUntil(turn: Turn, place: Place, at: number): Step {
  turn.emit({ type: 'node-waiting', ...place, on: { kind: 'clock' } });
  setNodeTimer(turn, place, at);
  return { kind: 'waiting' };
}

export function setNodeTimer(turn: Turn, place: Place, at: number): void {
  turn.emit({
    type: 'timer-set',
    id: nodeTimer(place),
    at,
    length: Math.max(at - turn.now, 0),
    purpose: { kind: 'node', run: place.run, branch: place.branch },
  });
}
