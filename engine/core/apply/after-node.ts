/** What is left of a branch behind a node, and of a run where nothing follows. */
import type { EventOf, RunEnd } from '../../../schemas/journal/event.ts';
import { forkKey } from '../keys.ts';
import type { Branch, Run } from '../state.ts';

/** A branch behind its node: what it has to remember of the way. */
export function afterNode(
  branch: Branch,
  { node, visit, decision, failure, edges }: EventOf<'node-ended'>,
): Branch {
  const { forks = [], tries } = branch;
  return {
    ...branch,
    ...decidedBehind(branch, decision),
    wait: undefined,
    agent: undefined,
    ...(edges.some((edge) => edge.branch !== branch.id) && {
      forks: [...forks, { branch: branch.id, node, visit }],
    }),
    ...(tries && !failure && { tries: tries.filter(({ failed }) => failed !== node) }),
  };
}

/** A decision dominates what follows on its branch, in place of those of branches that met before. */
export function decidedBehind({ decisions, together }: Branch, decision: string | undefined) {
  if (!decision) return {};
  return { decisions: [...decisions, decision], ...(together && { together: undefined }) };
}

/** What a run keeps of a branch that ended: how it ended, what it had, and that others may wait for it in vain. */
export function atEnd(run: Run, ended: Branch, { handle }: EventOf<'node-ended'>): Partial<Run> {
  const { own, forks = [], decisions } = ended;
  const lastDecision = decisions.at(-1);
  return {
    worst: worse(run.worst, endOf(handle)),
    last: own,
    ...(lastDecision !== undefined && { lastDecision }),
    ...(forks.length > 0 && { short: [...new Set([...(run.short ?? []), ...forks.map(forkKey)])] }),
  };
}

const ENDS: Record<string, RunEnd> = {
  rejected: 'rejected',
  timeout: 'timed-out',
  failed: 'failed',
  error: 'failed',
};
const SEVERITY: readonly RunEnd[] = ['completed', 'rejected', 'timed-out', 'failed', 'cancelled'];

/** What a run ends as where a handle has nothing to take (CONTRACT, Edges). */
function endOf(handle: string): RunEnd {
  return Object.hasOwn(ENDS, handle) ? (ENDS[handle] as RunEnd) : 'completed';
}

function worse(a: RunEnd, b: RunEnd): RunEnd {
  return SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b;
}
