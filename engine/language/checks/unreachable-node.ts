import type { Workflow, WorkflowNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';

/**
 * Every node lies on a way from where runs start, whatever the handles of its edges. Said of the first node of each part
 * that nothing leads to: one wrong edge is one warning, however much comes after it.
 */
export const unreachableNode: Check = (document) => {
  const { workflow } = document;
  const reached = new Set<string>();
  for (const start of document.flow().starts) spread(workflow, document.flow().idOf(start), reached);
  const lost = [...workflow.nodes.values()].filter(({ id }) => !reached.has(id));
  return firstOf(workflow, lost, reached).map((node) => {
    const message = `No path leads to "${node.id}"; add an edge to it or remove it.`;
    const plans = [{ title: `Remove "${node.id}"`, steps: [{ do: 'remove-node' as const, node: node.id }] }];
    return finding('unreachable-node', message, document.idOf(node), node.id, { plans });
  });
};

/** Those that no other of them leads to, and one of each circle that is left then; in the order of the file. */
function firstOf(workflow: Workflow, lost: readonly WorkflowNode[], reached: Set<string>): WorkflowNode[] {
  const led = new Set(lost.flatMap(({ id }) => targetsOf(workflow, id).filter((target) => target !== id)));
  const first = new Set(lost.filter(({ id }) => !led.has(id)));
  for (const { id } of first) spread(workflow, id, reached);
  for (const node of lost) {
    if (reached.has(node.id)) continue;
    first.add(node);
    spread(workflow, node.id, reached);
  }
  return lost.filter((node) => first.has(node));
}

/** Adds a node, and all that it leads to, to what is reached. */
function spread(workflow: Workflow, from: string, reached: Set<string>): void {
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const target of targetsOf(workflow, id)) open.push(target);
  }
}

function targetsOf({ outgoing }: Workflow, id: string): string[] {
  return (outgoing.get(id) ?? []).map(({ target }) => target);
}
