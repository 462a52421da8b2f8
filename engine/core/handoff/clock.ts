import type { Turn } from '../turn.ts';

/** Starts a handoff's clock anew: `length` in milliseconds from now. */
export function setHandoffTimer(turn: Turn, handoff: string, length: number): void {
  turn.emit({
    type: 'timer-set',
    id: turn.id('t'),
    at: turn.now + length,
    length,
    purpose: { kind: 'handoff', handoff },
  });
}
