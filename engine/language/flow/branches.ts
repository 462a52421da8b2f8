/** Branches that run at once: a fork is an outcome after which several edges are taken together. */

import { variablesSetBy } from '../variables.ts';
import type { Definitions } from './definitions.ts';
import type { FlowGraph, Outcome } from './graph.ts';
import { joinsOf } from './joins.ts';
import { predecessors } from './reach.ts';

export interface Rivals {
  readonly variable: string;
  readonly first: string;
  readonly second: string;
  /** Where their branches begin. */
  readonly fork: string;
}

/** Outcomes that start several branches. */
export function forksOf(graph: FlowGraph): Outcome[] {
  return graph.outcomes.flat().filter(({ together }) => together.length > 1);
}

/** Nodes that set one variable in branches that run at once, one pair a variable; and how many variables were left out. */
export function rivalsIn(
  graph: FlowGraph,
  definitions: Definitions,
): { readonly rivals: readonly Rivals[]; readonly leftOut: number } {
  const forks = forksOf(graph);
  if (forks.length === 0) return { rivals: [], leftOut: 0 };
  const before = predecessors(graph);
  const joins = joinsOf(graph);
  const variables = new Set(graph.nodes.flatMap(variablesSetBy));
  const shared = [...variables].filter((variable) => definitions.settersOf(variable).length > 1);
  const rivals = shared.slice(0, MOST_VARIABLES).flatMap((variable) => {
    const setters = definitions.settersOf(variable);
    const ahead = settersAhead(before, setters, graph.nodes.length, joins);
    for (const { node, together } of forks) {
      const pair = pairOf(together.map((edge) => ahead[graph.targetOf(edge)] ?? NONE));
      if (pair === undefined) continue;
      const [first, second] = pair.map((each) => graph.idOf(each));
      if (first !== undefined && second !== undefined)
        return [{ variable, first, second, fork: graph.idOf(node) }];
    }
    return [];
  });
  return { rivals, leftOut: Math.max(0, shared.length - MOST_VARIABLES) };
}

const NONE = -1;

/** Each costs a walk through the graph. */
const MOST_VARIABLES = 200;

/** For each node one of the setters it can come to. */
function settersAhead(
  before: readonly (readonly number[])[],
  setters: readonly number[],
  size: number,
  joins: ReturnType<typeof joinsOf>,
): Int32Array {
  const ahead = new Int32Array(size).fill(NONE);
  const queue = [...setters];
  for (const setter of setters) ahead[setter] = setter;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    // Behind a join the branches are one.
    if (joins.has(node)) continue;
    for (const from of before[node] ?? []) {
      if (ahead[from] !== NONE) continue;
      ahead[from] = ahead[node] ?? NONE;
      queue.push(from);
    }
  }
  return ahead;
}

/** Two different ones of some setters, the later in the file second. */
function pairOf(found: readonly number[]): [number, number] | undefined {
  const different = [...new Set(found.filter((setter) => setter !== NONE))].sort((a, b) => a - b);
  const [first, second] = different;
  return first === undefined || second === undefined ? undefined : [first, second];
}
