/**
 * Keeps what reviewers see true: a parallel branch, or a message that carries variables, may change the values of the
 * calls that a decision would allow.
 */
import type { Handoff, Run } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callsAtOpening, digestOf } from './open.ts';

/** Where call bytes changed the revision rises, so that nobody approves what they have not seen (F17, I8). */
export function reviseOpen(turn: Turn, run: Run): void {
  for (const { wait } of Object.values(run.branches)) {
    const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
    if (handoff?.status !== 'open' || handoff.subject.kind !== 'node') continue;
    if (mayHaveChanged(turn, handoff)) reviseHandoff(turn, handoff);
  }
}

/** A new revision where the calls of an open handoff are others than those shown. */
export function reviseHandoff(turn: Turn, handoff: Handoff): void {
  if (handoff.subject.kind !== 'node') return;
  const calls = callsAtOpening(turn, handoff.place, handoff);
  const digest = digestOf(turn, { ...handoff, calls });
  if (digest === handoff.digest) return;
  turn.emit({
    type: 'handoff-revised',
    handoff: handoff.id,
    revision: handoff.revision + 1,
    changes: { calls, digest },
    why: 'what would be called has changed',
  });
}

const CHANGING: ReadonlySet<string> = new Set(['node-ended', 'node-held', 'message-received']);

/** Whether anything that sets variables has happened since it was opened, as far as this turn goes. */
function mayHaveChanged(turn: Turn, { id }: Handoff): boolean {
  const opened = turn.events.findIndex((event) => event.type === 'handoff-opened' && event.id === id);
  return turn.events.slice(opened + 1).some((event) => CHANGING.has(event.type));
}
