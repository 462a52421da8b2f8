/** A person gives a handoff up a level before its clock does (R60). */
import type { InputBodies } from '../input.ts';
import { Refusing, type Turn } from '../turn.ts';
import { handoffOf, requireCurrent } from './decide.ts';
import { requireKeeper } from './reassign.ts';
import { goUp, lackAt, nextLevel, ownersOf, stopClock } from './upwards.ts';
import { assigneesOf } from './who.ts';

/** The next level that has somebody, else the managers, else the owners. */
export function escalateNow(
  turn: Turn,
  { id, revision, reason }: InputBodies['escalate'],
): Record<string, never> {
  const handoff = handoffOf(turn, id);
  requireKeeper(turn, handoff);
  requireCurrent(handoff, revision);
  const { escalation } = handoff;
  for (const [index, step] of escalation.entries()) {
    if (step.action !== 'escalate' || lackAt(turn, handoff, step) !== undefined) continue;
    const to = nextLevel(turn, handoff, step.to);
    if (to.length === 0) continue;
    stopClock(turn, handoff);
    turn.emit({
      type: 'escalation-advanced',
      handoff: id,
      escalation: escalation.slice(index + 1),
      by: turn.actor,
    });
    goUp(turn, handoff, { to, length: step.length, level: step.level, reason });
    return {};
  }
  const now = assigneesOf(handoff);
  const beyond = [nextLevel(turn, handoff, undefined), ownersOf(turn, handoff)];
  const to = beyond.find((level) => level.some((who) => !now.includes(who)));
  if (!to) throw new Refusing('invalid', `There is nobody to escalate ${handoff.ticket} to.`, { path: 'id' });
  // Nobody's time is cut short, and nobody gets more: the clock runs on.
  goUp(turn, handoff, { to, length: 0, reason });
  return {};
}
