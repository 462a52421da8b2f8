import type { Folds } from '../apply.ts';
import type { Branch, Run, State } from '../state.ts';

export const migrateFolds: Folds<'run-migrated'> = {
  'run-migrated'(state, { run: id, to, verdict, nodes, again, files }) {
    const run = state.runs.get(id);
    if (!run) return;
    const branches: Record<string, Branch> = {};
    for (const branch of Object.values(run.branches)) {
      const node = Object.hasOwn(nodes, branch.node) ? (nodes[branch.node] ?? branch.node) : branch.node;
      const entered = again.includes(branch.id);
      branches[branch.id] = { ...branch, node, ...(entered && { wait: undefined }) };
      const handoff = branch.wait?.kind === 'handoff' ? state.handoffs.get(branch.wait.handoff) : undefined;
      if (handoff && !entered)
        state.handoffs.set(handoff.id, { ...handoff, workflow: to, place: { ...handoff.place, node } });
    }
    state.runs.set(id, { ...run, workflow: to, branches, ...(files && { files }) });
    if (verdict === 'ask-again') withdraw(state, run);
  },
};

/**
 * What people agreed to was another workflow: they still dominate what follows, so that it is asked, and none of them is a
 * permit any more (I3).
 */
function withdraw(state: State, { handoffs = [], branches }: Run): void {
  const before = Object.values(branches).flatMap(({ decisions }) => decisions);
  for (const id of new Set([...handoffs, ...before])) {
    const handoff = state.handoffs.get(id);
    if (handoff?.status === 'decided') state.handoffs.set(id, { ...handoff, withdrawn: true });
  }
}
