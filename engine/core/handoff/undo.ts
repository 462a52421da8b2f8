/**
 * Taking a decision back while nothing has followed from it (`undoSeconds`). The decision is on disk at once; what it
 * leads to begins when its clock has run, also over a restart.
 *
 * Invariants
 * 1. Held means: not concluded. No effect is planned and no node ends before `handoff-went-ahead`.
 * 2. Only who decided takes it back; of several, each their own vote.
 * 3. What the journal says first holds: once it went ahead it stays (F16).
 */
import { isoOf } from '../../model/instant.ts';
import type { InputBodies } from '../input.ts';
import { dueTimer, undoTimer } from '../keys.ts';
import type { Handoff } from '../state.ts';
import { frozen, settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, voteOf } from './decide.ts';
import { setDueTimer } from './due.ts';
import { leaveQueue } from './queue.ts';
import { reviseHandoff } from './revise.ts';

/** How long a decision of this person can be taken back, in milliseconds; a clock's cannot. */
export function undoMs({ undoSeconds = 0 }: Handoff, by: string): number {
  return by.startsWith('user:') ? Math.round(undoSeconds * 1000) : 0;
}

/** Lets the clock of a decision that may be taken back begin; the handoff's own stands still meanwhile. */
export function pauseClock(turn: Turn, { timer }: Handoff): void {
  const clock = timer === undefined ? undefined : turn.state.timers.get(timer);
  if (clock && clock.paused === undefined)
    turn.emit({ type: 'timer-paused', id: clock.id, left: Math.max(clock.at - turn.now, 0) });
}

export function undo(turn: Turn, { id }: InputBodies['undo']): { revision: number } {
  const handoff = handoffOf(turn, id);
  const own = voteOf(handoff, turn.actor);
  // Who voted otherwise has no part in what somebody else decided.
  const vote = handoff.status === 'open' || own?.decision === handoff.decision ? own : undefined;
  if (handoff.decidedBy !== turn.actor && !vote)
    throw new Refusing('forbidden', `Only who decided ${handoff.ticket} takes that back.`);
  requireInTime(turn, handoff, vote?.at);
  const reopened = handoff.status !== 'open';
  turn.emit({
    type: 'handoff-undone',
    handoff: id,
    by: turn.actor,
    revision: reopened ? handoff.revision + 1 : handoff.revision,
    decision: vote?.decision ?? handoff.decision ?? '',
  });
  if (reopened) resume(turn, handoffOf(turn, id));
  return { revision: handoffOf(turn, id).revision };
}

function requireInTime({ now, actor }: Turn, handoff: Handoff, voted: number | undefined): void {
  const { ticket, status, held, decidedBy, wentAheadAt, decidedAt } = handoff;
  if (held && decidedBy === actor) return;
  const length = undoMs(handoff, actor);
  if ((held || status === 'open') && voted !== undefined && now < voted + length) return;
  const at = held || status === 'open' ? (voted ?? now) + length : (wentAheadAt ?? decidedAt ?? now);
  const what = held || status === 'open' ? 'your vote has counted since' : 'it went ahead at';
  throw new Refusing('conflict', `${ticket} cannot be taken back any more: ${what} ${isoOf(at)}.`, {
    at: isoOf(at),
    decidedBy,
    decision: handoff.decision,
  });
}

/** Votes stay, the clock goes on with the time that was left, and what would be called is looked at again. */
function resume(turn: Turn, handoff: Handoff): void {
  const run = turn.run(handoff.place.run);
  const clock = handoff.timer === undefined ? undefined : turn.state.timers.get(handoff.timer);
  const { softDueAt, overdue, id } = handoff;
  const due = turn.state.timers.get(dueTimer(id));
  if (softDueAt !== undefined && !overdue && !due) setDueTimer(turn, handoff.id, 0);
  // Who took or returned the conversation meanwhile stopped and started only the clocks of what was open.
  if (frozen(turn.state, run)) {
    if (due && due.paused === undefined)
      turn.emit({ type: 'timer-paused', id: due.id, left: Math.max(due.at - turn.now, 0) });
  } else
    for (const one of [clock, due])
      if (one?.paused !== undefined)
        turn.emit({ type: 'timer-deferred', id: one.id, at: turn.now + one.paused });
  reviseHandoff(turn, handoff);
}

/** The time to take it back has passed. */
export function goAhead(turn: Turn, handoff: Handoff): void {
  turn.emit({ type: 'handoff-went-ahead', handoff: handoff.id });
  leaveQueue(turn, handoff, handoff.decidedBy ?? 'engine');
  settle(turn, handoff.place.run);
}

/** The clock that ends the time to take a decision back. */
export function setUndoTimer(turn: Turn, { id }: Handoff, length: number): void {
  turn.emit({
    type: 'timer-set',
    id: undoTimer(id),
    at: turn.now + length,
    length,
    purpose: { kind: 'undo', handoff: id },
  });
}
