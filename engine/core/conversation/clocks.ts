/** Clocks of a conversation stand still while a person has it, or while a rule has stopped it. */
import type { Conversation } from '../state.ts';
import type { Turn } from '../turn.ts';

export function pauseClocks(turn: Turn, conversation: Conversation): void {
  for (const timer of clocksOf(turn, conversation))
    if (timer.paused === undefined)
      turn.emit({ type: 'timer-paused', id: timer.id, left: Math.max(timer.at - turn.now, 0) });
}

export function resumeClocks(turn: Turn, conversation: Conversation): void {
  for (const { id, paused } of clocksOf(turn, conversation))
    if (paused !== undefined) turn.emit({ type: 'timer-deferred', id, at: turn.now + paused });
}

function clocksOf(turn: Turn, conversation: Conversation) {
  return [...turn.state.timers.entries()]
    .map(([, timer]) => timer)
    .filter(({ purpose }) => {
      if (purpose.kind === 'node') return conversation.runs.includes(purpose.run);
      const isClock = purpose.kind === 'handoff' || purpose.kind === 'due';
      return isClock && conversation.openHandoffs.includes(purpose.handoff);
    });
}
