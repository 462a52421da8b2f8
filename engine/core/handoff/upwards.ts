/** The way up from where a handoff stands: who is next, why not, and going there (R40). */
import type { EscalationStep } from '../../../schemas/journal/event.ts';
import { hasDirectory } from '../../model/people.ts';
import { settingsOf } from '../settings.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';
import { setHandoffTimer } from './clock.ts';
import { lack, scopeAt } from './level.ts';
import { notify } from './notify.ts';
import { couldDecide, managersOf } from './who.ts';

export type Escalate = Extract<EscalationStep, { action: 'escalate' }>;

interface Upwards {
  to: string[];
  /** Milliseconds they have; 0 where no clock runs. */
  length: number;
  level?: number;
  reason?: string;
}

/** Gives it to the level and tells them; their clock begins, or the one that runs goes on. */
export function goUp(
  turn: Turn,
  { id }: Handoff,
  { to: [to, ...also], length, level, reason }: Upwards,
): void {
  if (to === undefined) return;
  const why = `escalated to ${[to, ...also].join(', ')}`;
  turn.emit({
    type: 'handoff-assigned',
    handoff: id,
    assignee: to,
    ...(also.length > 0 && { also }),
    by: turn.actor,
    why: reason === undefined ? why : `${why}: ${reason}`,
    ...(reason !== undefined && { reason }),
    ...(level !== undefined && { level }),
  });
  notify(turn, id);
  if (length > 0) setHandoffTimer(turn, id, length);
}

/** The handoff's own clock is over, whatever comes next. */
export function stopClock(turn: Turn, { timer }: Handoff): void {
  if (timer !== undefined && turn.state.timers.get(timer)) turn.emit({ type: 'timer-cancelled', id: timer });
}

/** Why the level that a step leads to may not decide this, or nothing. */
export function lackAt(turn: Turn, handoff: Handoff, { level }: Escalate): string | undefined {
  const next = level === undefined ? undefined : handoff.ladder?.[level - 1];
  return next && lack(next, scopeAt(turn.run(handoff.place.run), handoff));
}

/** The owners of the bot who could decide it. */
export function ownersOf({ state, world: { config }, now }: Turn, handoff: Handoff): string[] {
  const owners = settingsOf(config, handoff)?.owners ?? [];
  return owners.filter((who) => !hasDirectory(config) || couldDecide(state, config, handoff, who, now));
}

/** Who the handoff goes to next; nobody of them where nobody is left who could decide it. */
export function nextLevel(
  { state, world: { config }, now }: Turn,
  handoff: Handoff,
  named: string | undefined,
): string[] {
  if (!hasDirectory(config)) return named === undefined ? [] : [named];
  const next = named === undefined ? managersOf(config, handoff) : [named];
  return next.filter((who) => couldDecide(state, config, handoff, who, now));
}
