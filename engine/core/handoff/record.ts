/** A decision goes on record, a person's or a clock's: with what it lets happen, and how long it can be taken back. */
import type { Handoff } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';
import { consequencesOf, type Decision } from './consequences.ts';
import { beyondAuthority } from './level.ts';
import { leaveQueue } from './queue.ts';
import { pauseClock, setUndoTimer, undoMs } from './undo.ts';
import { hasAsked } from './who.ts';

interface Decided extends Decision {
  channel: string;
  seenSeq?: number;
  request?: string;
  batch?: string;
}

/** Puts a decision on record with everything that it lets happen; the run goes on from there. */
export function recordDecision(turn: Turn, handoff: Handoff, decided: Decided): void {
  const { handle, response, calls, edits, digest } = consequencesOf(turn, handoff, decided);
  const run = turn.state.runs.get(handoff.place.run);
  const { config } = turn.world;
  const beyond = beyondAuthority(config, handoff, run, decided.by, Object.fromEntries(edits.roots));
  if (beyond !== undefined)
    throw new Refusing('invalid', `With these edits you may not decide it: ${beyond}.`, { path: 'edits' });
  const length = undoMs(handoff, decided.by);
  if (length > 0) pauseClock(turn, handoff);
  turn.emit({
    type: 'handoff-decided',
    handoff: handoff.id,
    revision: handoff.revision,
    decision: decided.decision,
    handle,
    by: decided.by,
    channel: decided.channel,
    reason: decided.reason,
    response,
    calls,
    ...(edits.changes.length > 0 && { edits: edits.changes, variables: Object.fromEntries(edits.roots) }),
    digest,
    config: turn.world.configHash,
    seenSeq: decided.seenSeq,
    request: decided.request ?? '',
    ...(decided.target !== undefined && { target: decided.target }),
    ...(decided.batch !== undefined && { batch: decided.batch }),
    ...(hasAsked(turn.state, config, run, decided.by) && { solo: true }),
    ...(length > 0 && { undoUntil: turn.now + length }),
  });
  if (length > 0) setUndoTimer(turn, handoff, length);
  else leaveQueue(turn, handoff, decided.by);
}
