/** Ends what nobody waits for any more: a run that a person cancels, a branch whose part is done by another one. */
import { goOnAfterStop } from './conversation/stop.ts';
import { leaveQueue } from './handoff/queue.ts';
import type { Branch, Run } from './state.ts';
import { nodeTimer, settleAll } from './step.ts';
import { Refusing, type Turn } from './turn.ts';

/** @throws Refusing where there is no such run, where it has ended, or where it is in the middle of a call */
export function cancelRun(turn: Turn, { run: id }: { run: string }): Record<string, never> {
  const run = turn.state.runs.get(id);
  if (!run) throw new Refusing('not-found', `There is no run ${id}.`);
  if (run.endedAt !== undefined) throw new Refusing('conflict', `The run ${id} has ended: ${run.status}.`);
  if (isCalling(turn, run))
    throw new Refusing(
      'conflict',
      `The run ${id} is in the middle of a call. Cancel it when the call has ended.`,
    );
  endEarly(turn, run, turn.actor);
  if (run.parent) settleAll(turn, run);
  return {};
}

/** Whether a call has begun in it, or in a run that it started, and is not over. */
function isCalling(turn: Turn, run: Run): boolean {
  return Object.values(run.branches).some(({ wait }) => {
    const effect = wait?.kind === 'call' ? turn.state.effects.get(wait.effect) : undefined;
    if (effect) return effect.kind === 'call' && effect.status === 'started';
    const child = wait?.kind === 'run' ? turn.state.runs.get(wait.run) : undefined;
    return child !== undefined && isCalling(turn, child);
  });
}

function endEarly(turn: Turn, run: Run, by: string): void {
  for (const branch of Object.values(run.branches)) letGo(turn, run, branch, by);
  turn.emit({ type: 'run-ended', run: run.id, status: 'cancelled' });
  goOnAfterStop(turn, run);
}

/** Gives up what a branch waits for. The branch itself is gone with the event that follows. */
export function letGo(turn: Turn, run: Run, branch: Branch, by: string): void {
  const { id, node, visit, wait } = branch;
  const timer = nodeTimer({ run: run.id, branch: id, node, visit });
  if (turn.state.timers.get(timer)) turn.emit({ type: 'timer-cancelled', id: timer });
  const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
  if (handoff?.status === 'open' || handoff?.held) {
    turn.emit({ type: 'handoff-cancelled', handoff: handoff.id, why: `${by} cancelled the run` });
    leaveQueue(turn, handoff, by);
  }
  if (wait?.kind === 'call') turn.emit({ type: 'effect-settled', id: wait.effect, how: 'dropped', by });
  const child = wait?.kind === 'run' ? turn.state.runs.get(wait.run) : undefined;
  if (child && child.endedAt === undefined) endEarly(turn, child, by);
}

/** Whether a person is asked in it or a call has begun: nobody's question and no effect is dropped silently (I5). */
export function isUnderWay(turn: Turn, { wait }: Branch): boolean {
  if (wait?.kind === 'handoff') return true;
  if (wait?.kind === 'call') return turn.state.effects.get(wait.effect)?.status !== 'planned';
  const child = wait?.kind === 'run' ? turn.state.runs.get(wait.run) : undefined;
  return child !== undefined && Object.values(child.branches).some((branch) => isUnderWay(turn, branch));
}
