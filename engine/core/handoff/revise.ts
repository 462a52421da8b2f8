/** Keeps what reviewers see true: a parallel branch may change the values of the calls that a decision would allow. */
import type { Run } from '../state.ts';
import type { Turn } from '../turn.ts';
import { callsAtOpening, digestOf } from './open.ts';

/** Where call bytes changed the revision rises, so that nobody approves what they have not seen (F17, I8). */
export function reviseOpen(turn: Turn, run: Run): void {
  const branches = Object.values(run.branches);
  if (branches.length < 2) return;
  for (const { id, node, visit, wait } of branches) {
    const handoff = wait?.kind === 'handoff' ? turn.state.handoffs.get(wait.handoff) : undefined;
    if (handoff?.status !== 'open' || handoff.subject.kind !== 'node') continue;
    const calls = callsAtOpening(turn, { run: run.id, branch: id, node, visit }, handoff);
    const digest = digestOf(turn, { ...handoff, calls });
    if (digest === handoff.digest) continue;
    turn.emit({
      type: 'handoff-revised',
      handoff: handoff.id,
      revision: handoff.revision + 1,
      changes: { calls, digest },
      why: 'what would be called has changed',
    });
  }
}
