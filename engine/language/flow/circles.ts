/**
 * Circles that nothing leaves: from none of their nodes does a way lead to a wait, a person or an end, failures aside.
 *
 * Assumed: a condition that is asked may be true or false.
 */
import { arcsOf } from './arcs.ts';
import { edgesOf, type FlowGraph, type Outcome, standsStill } from './graph.ts';

/** Ids around each such circle, the first one again at the end. */
export function circlesOf(graph: FlowGraph): string[][] {
  const trapped = trappedIn(graph);
  const passed = new Uint8Array(graph.nodes.length);
  const circles: string[][] = [];
  for (let start = 0; start < graph.nodes.length; start++) {
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
  const { sources, incoming, entering } = arcsOf(graph);
  const queue = graph.nodes.map((_, index) => index);
  for (let at = 0; at < queue.length; at++) {
    const index = queue[at] ?? 0;
    if (trapped[index] === 0 || stays(graph, trapped, index)) continue;
    trapped[index] = 0;
    const end = entering[index + 1] ?? 0;
    for (let place = entering[index] ?? 0; place < end; place++)
      queue.push(sources[incoming[place] ?? 0] ?? 0);
  }
  return trapped;
}

/** Whether a node ends only in ways that stay among the trapped. */
function stays(graph: FlowGraph, trapped: Uint8Array, index: number): boolean {
  const node = graph.nodes[index];
  if (node === undefined || standsStill(node)) return false;
  let ends = 0;
  for (const outcome of graph.outcomes[index] ?? []) {
    if (outcome.guarded) continue;
    if (!isTrapped(graph, trapped, outcome)) return false;
    ends++;
  }
  return ends > 0;
}

function isTrapped(graph: FlowGraph, trapped: Uint8Array, { mayEnd, choices, together }: Outcome): boolean {
  if (mayEnd) return false;
  for (const edge of choices) if (trapped[graph.targetOf(edge)] !== 1) return false;
  if (together.length === 0) return true;
  for (const edge of together) if (trapped[graph.targetOf(edge)] === 1) return true;
  return false;
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
