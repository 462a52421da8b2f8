/** What the engine does with what a previous process left behind. */

import { JOURNAL_FORMAT } from '../../schemas/journal/event.ts';
import { lost } from './call/effect.ts';
import type { InputBodies } from './input.ts';
import type { Timer } from './state.ts';
import { settle } from './step.ts';
import type { Turn } from './turn.ts';

const GRACE_MS = 15 * 60_000;

/**
 * A process opened the store: effects that were under way are lost (I5), overdue clocks get their grace (F11).
 * An adopted store may be an old copy: what it planned may have been done since, so a person is asked first (T55).
 */
export function openStore(
  turn: Turn,
  { engine, host, boot, adopt }: InputBodies['open'],
): Record<string, never> {
  turn.emit({ type: 'opened', engine, host, boot, format: JOURNAL_FORMAT, ...(adopt && { adopted: true }) });
  for (const [, effect] of [...turn.state.effects.entries()]) {
    if (effect.status === 'started') lost(turn, effect, 'the engine ended while it was under way');
    else if (
      adopt &&
      effect.kind === 'call' &&
      effect.status === 'planned' &&
      effect.call.effect === 'irreversible'
    )
      lost(turn, effect, 'the store was adopted, and it may have been done from where it came');
  }
  catchUp(turn);
  for (const [, run] of [...turn.state.runs.entries()]) if (run.endedAt === undefined) settle(turn, run.id);
  return {};
}

/** Overdue clocks get a grace of min(15 min, their length) (CONTRACT, Timeout). */
export function catchUp(turn: Turn): Record<string, never> {
  const overdue = [...turn.state.timers.entries()]
    .map(([, timer]) => timer)
    .filter((timer) => isOverdue(turn, timer))
    .sort((a, b) => a.at - b.at);
  for (const timer of overdue)
    turn.emit({ type: 'timer-deferred', id: timer.id, at: turn.now + Math.min(GRACE_MS, timer.length) });
  return {};
}

function isOverdue(turn: Turn, timer: Timer): boolean {
  return timer.paused === undefined && timer.at <= turn.now && timer.purpose.kind !== 'retry';
}
