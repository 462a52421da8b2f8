/** The arcs of a flow graph in flat lists, in the order of the file: what walks through it touch most. */
import { remembered } from '../../model/remembered.ts';
import type { Edge } from '../../model/workflow.ts';
import { edgesOf, type FlowGraph, type Outcome } from './graph.ts';
import { grouped } from './ways.ts';

/** Arcs to nowhere are left out. */
export interface Arcs {
  readonly outcomes: readonly Outcome[];
  readonly edges: readonly Edge[];
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** The arcs out of a node are those from `leaving[node]` up to `leaving[node + 1]`. */
  readonly leaving: Int32Array;
  /** Arcs by their target: those into a node are `incoming[entering[node]]` and on, up to `entering[node + 1]`. */
  readonly incoming: Int32Array;
  readonly entering: Int32Array;
}

export const arcsOf = remembered((graph: FlowGraph): Arcs => {
  const outcomes: Outcome[] = [];
  const edges: Edge[] = [];
  const sources: number[] = [];
  const targets: number[] = [];
  const size = graph.nodes.length;
  const leaving = new Int32Array(size + 1);
  for (let node = 0; node < size; node++) {
    for (const outcome of graph.outcomes[node] ?? []) {
      for (const edge of edgesOf(outcome)) {
        const target = graph.targetOf(edge);
        if (target < 0) continue;
        outcomes.push(outcome);
        edges.push(edge);
        sources.push(node);
        targets.push(target);
      }
    }
    leaving[node + 1] = targets.length;
  }
  const { first, order } = grouped(size, targets);
  return {
    outcomes,
    edges,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
    leaving,
    incoming: order,
    entering: first,
  };
});
