/** A clock ran out. A clock that is gone, or that stands still, does nothing. */
import { markOverdue } from './handoff/due.ts';
import { handoffOverdue } from './handoff/escalate.ts';
import { goAhead } from './handoff/undo.ts';
import { expire } from './nodes.ts';
import { finish, settle } from './step.ts';
import type { Turn } from './turn.ts';

export function fireTimer(turn: Turn, { id }: { id: string }): Record<string, never> {
  const timer = turn.state.timers.get(id);
  if (!timer || timer.paused !== undefined || timer.at > turn.now) return {};
  turn.emit({ type: 'timer-fired', id });
  const { purpose } = timer;
  switch (purpose.kind) {
    case 'handoff': {
      const handoff = turn.state.handoffs.get(purpose.handoff);
      if (handoff?.status === 'open') handoffOverdue(turn, handoff);
      break;
    }
    case 'undo': {
      const handoff = turn.state.handoffs.get(purpose.handoff);
      if (handoff?.held) goAhead(turn, handoff);
      break;
    }
    case 'due': {
      const handoff = turn.state.handoffs.get(purpose.handoff);
      if (handoff?.status === 'open') markOverdue(turn, handoff);
      break;
    }
    case 'node': {
      const run = turn.state.runs.get(purpose.run);
      const branch = run?.branches[purpose.branch];
      if (!run || !branch) break;
      const place = { run: run.id, branch: branch.id, node: branch.node, visit: branch.visit };
      const step = expire(turn, place, turn.node(run, branch.node));
      if (step?.kind === 'ended') finish(turn, place, step);
      settle(turn, run.id);
      break;
    }
    case 'retry':
      // The effect is planned already; that its clock fired lets the loop begin it.
      break;
    default:
      purpose satisfies never;
  }
  return {};
}
