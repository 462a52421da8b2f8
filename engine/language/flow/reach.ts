/**
 * Breadth first through the graph. That every path passes one of some ways is the same as: without those ways the goal
 * is not reached; and if it is, the way found is a shortest path that proves the opposite.
 */
import type { Edge } from '../../model/workflow.ts';
import { edgesOf, type FlowGraph, type Outcome } from './graph.ts';

export interface Reach {
  has(node: number): boolean;
  /** Ids from a start to this node, along a shortest way. */
  pathTo(node: number): string[];
}

/** Whether a way may be taken. */
export type Passes = (outcome: Outcome, edge: Edge) => boolean;

/** Everything reached from some nodes along the ways that may be taken. */
export function reach(graph: FlowGraph, starts: Iterable<number>, passes: Passes = () => true): Reach {
  const before = new Int32Array(graph.nodes.length).fill(UNSEEN);
  const queue: number[] = [];
  for (const start of starts) {
    if (before[start] === UNSEEN) queue.push(start);
    before[start] = START;
  }
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    for (const outcome of graph.outcomes[node] ?? []) {
      for (const edge of edgesOf(outcome)) {
        const target = graph.targetOf(edge);
        if (target < 0 || before[target] !== UNSEEN || !passes(outcome, edge)) continue;
        before[target] = node;
        queue.push(target);
      }
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
  const before = predecessors(graph, passes);
  const next = new Int32Array(graph.nodes.length).fill(UNSEEN);
  const queue = [...goals];
  for (const goal of queue) next[goal] = START;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    for (const from of before[node] ?? []) {
      if (next[from] !== UNSEEN) continue;
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
export function predecessors(graph: FlowGraph, passes: Passes = () => true): number[][] {
  const before: number[][] = graph.nodes.map(() => []);
  for (const outcomes of graph.outcomes) {
    for (const outcome of outcomes) {
      for (const edge of edgesOf(outcome)) {
        if (passes(outcome, edge)) before[graph.targetOf(edge)]?.push(outcome.node);
      }
    }
  }
  return before;
}
