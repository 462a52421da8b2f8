/**
 * Circles that nothing leaves: from none of their nodes does a way lead to a wait, a person or an end, failures aside.
 *
 * Assumed: a condition that is asked may be true or false.
 */
import type { Edge } from '../../model/workflow.ts';
import { edgesOf, type FlowGraph, type Outcome, standsStill } from './graph.ts';
import { predecessors } from './reach.ts';

/** Ids around each such circle, the first one again at the end. */
export function circlesOf(graph: FlowGraph): string[][] {
  const trapped = trappedIn(graph);
  const passed = new Uint8Array(graph.nodes.length);
  const circles: string[][] = [];
  for (const [start] of graph.nodes.entries()) {
    const way: number[] = [];
    let node = start;
    while (trapped[node] === 1 && passed[node] === 0) {
      passed[node] = 1;
      way.push(node);
      node = nextTrapped(graph, trapped, node);
    }
    const at = way.indexOf(node);
    if (at >= 0) circles.push([...way.slice(at), node].map((each) => graph.idOf(each)));
  }
  return circles;
}

/** The largest set of nodes whose every way leads into the set again. */
function trappedIn(graph: FlowGraph): Uint8Array {
  const trapped = new Uint8Array(graph.nodes.length).fill(1);
  const before = predecessors(graph);
  const queue = graph.nodes.map((_, index) => index);
  for (let at = 0; at < queue.length; at++) {
    const index = queue[at] ?? 0;
    const node = graph.nodes[index];
    if (trapped[index] === 0 || node === undefined) continue;
    const outcomes = (graph.outcomes[index] ?? []).filter(({ guarded }) => !guarded);
    const stays =
      !standsStill(node) &&
      outcomes.length > 0 &&
      outcomes.every((outcome) => isTrapped(graph, trapped, outcome));
    if (stays) continue;
    trapped[index] = 0;
    queue.push(...(before[index] ?? []));
  }
  return trapped;
}

function isTrapped(graph: FlowGraph, trapped: Uint8Array, { mayEnd, choices, together }: Outcome): boolean {
  const leadsIn = (edge: Edge): boolean => trapped[graph.targetOf(edge)] === 1;
  if (mayEnd || !choices.every(leadsIn)) return false;
  return together.length === 0 || together.some(leadsIn);
}

function nextTrapped(graph: FlowGraph, trapped: Uint8Array, node: number): number {
  for (const outcome of graph.outcomes[node] ?? []) {
    if (outcome.guarded) continue;
    for (const edge of edgesOf(outcome)) {
      const next = graph.targetOf(edge);
      if (trapped[next] === 1) return next;
    }
  }
  return -1;
}
