import type { Folds } from '../apply.ts';
import type { Branch } from '../state.ts';

export const migrateFolds: Folds<'run-migrated'> = {
  'run-migrated'(state, { run: id, to, verdict, nodes, again, files }) {
    const run = state.runs.get(id);
    if (!run) return;
    const branches: Record<string, Branch> = {};
    for (const branch of Object.values(run.branches)) {
      const node = Object.hasOwn(nodes, branch.node) ? (nodes[branch.node] ?? branch.node) : branch.node;
      // What people agreed to was another workflow: no permit of theirs goes along (I3).
      const kept = verdict === 'ask-again' ? { decisions: [], together: undefined } : {};
      const entered = again.includes(branch.id);
      branches[branch.id] = { ...branch, node, ...kept, ...(entered && { wait: undefined }) };
      const handoff = branch.wait?.kind === 'handoff' ? state.handoffs.get(branch.wait.handoff) : undefined;
      if (handoff && !entered)
        state.handoffs.set(handoff.id, { ...handoff, workflow: to, place: { ...handoff.place, node } });
    }
    state.runs.set(id, { ...run, workflow: to, branches, ...(files && { files }) });
  },
};
