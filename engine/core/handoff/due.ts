/** The time that was promised for a decision (`due`): passing it tells the next level and decides nothing (R55). */
import { dueTimer } from '../keys.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff } from '../state.ts';
import { frozen } from '../step.ts';
import type { Turn } from '../turn.ts';
import { tell } from './notify.ts';
import { managersOf } from './who.ts';

/** `length` in milliseconds from now, or from when the conversation is returned. */
export function setDueTimer(turn: Turn, handoff: string, length: number): void {
  const id = dueTimer(handoff);
  turn.emit({ type: 'timer-set', id, at: turn.now + length, length, purpose: { kind: 'due', handoff } });
  const run = turn.state.runs.get(turn.state.handoffs.get(handoff)?.place.run ?? '');
  if (run && frozen(turn.state, run)) turn.emit({ type: 'timer-paused', id, left: length });
}

/** Marks it once; the assignees' managers hear of it, else the owners of the bot. */
export function markOverdue(turn: Turn, handoff: Handoff): void {
  if (handoff.overdue) return;
  const { config } = turn.world;
  const managers = managersOf(config, handoff);
  const to = managers.length > 0 ? managers : (settingsOf(config, handoff)?.owners ?? []);
  turn.emit({ type: 'handoff-overdue', handoff: handoff.id, to });
  tell(turn, handoff, to, `${handoff.ticket} is overdue: ${handoff.reason}`);
}
