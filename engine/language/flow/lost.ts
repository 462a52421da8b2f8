/** Nodes that no path from a start leads to, by the edges alone: handles and conditions do not count. */
import type { Workflow, WorkflowNode } from '../../model/workflow.ts';
import type { FlowGraph } from './graph.ts';

/** Of each part that nothing leads to the first node, in the order of the file; of a circle any one. */
export function lostHeads(workflow: Workflow, graph: FlowGraph): WorkflowNode[] {
  const reached = fromStarts(workflow, graph);
  const lost = [...workflow.nodes.values()].filter(({ id }) => !reached.has(id));
  const led = new Set(lost.flatMap(({ id }) => targetsOf(workflow, id).filter((target) => target !== id)));
  const heads = new Set(lost.filter(({ id }) => !led.has(id)));
  for (const { id } of heads) spread(workflow, id, reached);
  for (const node of lost) {
    if (reached.has(node.id)) continue;
    heads.add(node);
    spread(workflow, node.id, reached);
  }
  return lost.filter((node) => heads.has(node));
}

/** A lost node and everything that only it leads to. */
export function partOf(workflow: Workflow, graph: FlowGraph, head: string): string[] {
  const kept = fromStarts(workflow, graph);
  for (const { id } of lostHeads(workflow, graph)) if (id !== head) spread(workflow, id, kept);
  const part = new Set<string>();
  spread(workflow, head, part);
  return [...part].filter((id) => !kept.has(id));
}

function fromStarts(workflow: Workflow, graph: FlowGraph): Set<string> {
  const reached = new Set<string>();
  for (const start of graph.starts) spread(workflow, graph.idOf(start), reached);
  return reached;
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
