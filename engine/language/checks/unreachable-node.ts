import type { Workflow } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';

/** Every node lies on a path from where runs start. */
export const unreachableNode: Check = (document) => {
  const { workflow } = document;
  const reached = new Set(startsOf(workflow));
  // A set that grows while it is walked: every node that is added is visited too.
  for (const id of reached) for (const edge of workflow.outgoing.get(id) ?? []) reached.add(edge.target);
  return [...workflow.nodes.values()]
    .filter(({ id }) => !reached.has(id))
    .map((node) =>
      finding(
        'unreachable-node',
        `No path leads to "${node.id}"; add an edge to it or remove it.`,
        document.idOf(node),
        node.id,
      ),
    );
};

/** The triggers, else the nodes that no edge leads to. */
function startsOf({ nodes, edges }: Workflow): string[] {
  const triggers = [...nodes.values()].filter(({ type }) => type === 'trigger').map(({ id }) => id);
  if (triggers.length > 0) return triggers;
  const targets = new Set(edges.map(({ target }) => target));
  return [...nodes.keys()].filter((id) => !targets.has(id));
}
