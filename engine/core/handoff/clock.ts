import { frozen } from '../step.ts';
import type { Turn } from '../turn.ts';

/** Starts a handoff's clock anew: `length` in milliseconds from now, or from when the conversation is returned. */
export function setHandoffTimer(turn: Turn, handoff: string, length: number): void {
  const id = turn.id('t');
  turn.emit({ type: 'timer-set', id, at: turn.now + length, length, purpose: { kind: 'handoff', handoff } });
  const run = turn.state.runs.get(turn.state.handoffs.get(handoff)?.place.run ?? '');
  if (run && frozen(turn.state, run)) turn.emit({ type: 'timer-paused', id, left: length });
}
