/**
 * Breadth first through the graph. That every path passes one of some ways is the same as: without those ways the goal
 * is not reached; and if it is, the way found is a shortest path that proves the opposite.
 */
import { remembered } from '../../model/remembered.ts';
import type { Edge } from '../../model/workflow.ts';
import { arcsOf } from './arcs.ts';
import type { FlowGraph, Outcome } from './graph.ts';
import { joinsOf } from './joins.ts';

export interface Reach {
  has(node: number): boolean;
  /** Ids from a start to this node, along a shortest way. */
  pathTo(node: number): string[];
}

/** Whether a way may be taken. */
export type Passes = (outcome: Outcome, edge: Edge) => boolean;

/** Everything reached from some nodes along the ways that may be taken; past a join where all its branches come to it. */
export function reach(graph: FlowGraph, starts: Iterable<number>, passes: Passes = ALL): Reach {
  return walk(graph, starts, passes, { asked: new Set(), left: passes === ALL ? 0 : MOST_JOINS });
}

const ALL: Passes = () => true;

/** Each costs a walk for every branch; what is beyond it counts as passed. */
const MOST_JOINS = 64;

interface Joining {
  readonly asked: Set<number>;
  left: number;
}

/** Whether one of the branches that meet there cannot come along the ways that may be taken. */
function isHeld(graph: FlowGraph, join: number, passes: Passes, joining: Joining): boolean {
  const branches = joinsOf(graph).get(join);
  if (branches === undefined || joining.left <= 0 || joining.asked.has(join)) return false;
  joining.left--;
  joining.asked.add(join);
  const held = branches.some(
    (start) =>
      walk(graph, [start], ALL, joining).has(join) && !walk(graph, [start], passes, joining).has(join),
  );
  joining.asked.delete(join);
  return held;
}

function walk(graph: FlowGraph, starts: Iterable<number>, passes: Passes, joining: Joining): Reach {
  const { outcomes, edges, targets, leaving } = arcsOf(graph);
  const before = new Int32Array(graph.nodes.length).fill(UNSEEN);
  const queue: number[] = [];
  for (const start of starts) {
    if (before[start] === UNSEEN) queue.push(start);
    before[start] = START;
  }
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    const end = leaving[node + 1] ?? 0;
    const held = passes !== ALL && isHeld(graph, node, passes, joining);
    for (let arc = leaving[node] ?? 0; arc < end; arc++) {
      const target = targets[arc] ?? 0;
      const [outcome, edge] = [outcomes[arc], edges[arc]];
      if (before[target] !== UNSEEN || outcome === undefined || edge === undefined) continue;
      if ((held && !outcome.guarded) || !passes(outcome, edge)) continue;
      before[target] = node;
      queue.push(target);
    }
  }
  return {
    has: (node) => (before[node] ?? UNSEEN) !== UNSEEN,
    pathTo(node) {
      const path: string[] = [];
      for (let at = node; at >= 0; at = before[at] ?? START) path.push(graph.idOf(at));
      return path.reverse();
    },
  };
}

const UNSEEN = -2;
const START = -1;

export interface Towards {
  has(node: number): boolean;
  /** Ids from this node to a nearest goal. */
  pathFrom(node: number): string[];
}

/** Every node that can come to one of the goals, the goals among them. */
export function towards(graph: FlowGraph, goals: Iterable<number>, passes: Passes = () => true): Towards {
  const { outcomes, edges, sources, incoming, entering } = arcsOf(graph);
  const next = new Int32Array(graph.nodes.length).fill(UNSEEN);
  const queue = [...goals];
  for (const goal of queue) next[goal] = START;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    const end = entering[node + 1] ?? 0;
    for (let place = entering[node] ?? 0; place < end; place++) {
      const arc = incoming[place] ?? 0;
      const from = sources[arc] ?? 0;
      const [outcome, edge] = [outcomes[arc], edges[arc]];
      if (next[from] !== UNSEEN || outcome === undefined || edge === undefined) continue;
      if (!passes(outcome, edge)) continue;
      next[from] = node;
      queue.push(from);
    }
  }
  return {
    has: (node) => (next[node] ?? UNSEEN) !== UNSEEN,
    pathFrom(node) {
      const path: string[] = [];
      for (let at = node; at >= 0; at = next[at] ?? START) path.push(graph.idOf(at));
      return path;
    },
  };
}

/** The nodes before each node. */
export const predecessors = remembered((graph: FlowGraph): readonly (readonly number[])[] => {
  const { sources, incoming, entering } = arcsOf(graph);
  return graph.nodes.map((_, node) =>
    Array.from(incoming.subarray(entering[node], entering[node + 1]), (arc) => sources[arc] ?? 0),
  );
});
