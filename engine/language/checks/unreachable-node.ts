import type { Workflow } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';

/** Every node lies on a way from where runs start, whatever the handles of its edges. */
export const unreachableNode: Check = (document) => {
  const { workflow } = document;
  const reached = reachedIn(
    workflow,
    document.flow().starts.map((start) => document.flow().idOf(start)),
  );
  return [...workflow.nodes.values()]
    .filter(({ id }) => !reached.has(id))
    .map((node) => {
      const message = `No path leads to "${node.id}"; add an edge to it or remove it.`;
      const plans = [
        { title: `Remove "${node.id}"`, steps: [{ do: 'remove-node' as const, node: node.id }] },
      ];
      return finding('unreachable-node', message, document.idOf(node), node.id, { plans });
    });
};

function reachedIn(workflow: Workflow, starts: readonly string[]): Set<string> {
  const reached = new Set(starts);
  // A set that grows while it is walked: every node that is added is visited too.
  for (const id of reached) for (const edge of workflow.outgoing.get(id) ?? []) reached.add(edge.target);
  return reached;
}
