/**
 * Where variables have surely been set. A node has two points: entered, and ended with its result; only the second sets
 * what the node gives, so a tool that failed has given nothing.
 *
 * Assumed: a tool or model that answers gives what its schema says, and a trigger's declared inputs are carried.
 */
import { PLAIN } from '../../model/edges.ts';
import { setsOutputs } from '../../model/node-table.ts';
import type { Edge } from '../../model/workflow.ts';
import { variablesSetBy } from '../variables.ts';
import { arcsOf } from './arcs.ts';
import { dominatorsOf } from './dominators.ts';
import type { FlowGraph } from './graph.ts';
import { joinsOf } from './joins.ts';
import { reversed, type Ways, waysBetween } from './ways.ts';

/** Before a node runs, or after it gave its result. */
export type Moment = 'entered' | 'ended';

export interface Definitions {
  /** Nodes that set a variable. */
  settersOf(variable: string): readonly number[];
  /** Whether one node that sets a variable lies on every way to a node. */
  isSet(variable: string, node: number): boolean;
  /** Ids along a shortest way to a node on which nothing sets a variable that is set elsewhere. */
  unsetPath(variable: string, node: number, moment: Moment): string[] | undefined;
  /** How many of these questions had no answer, because all of them together took too long. */
  unanswered(): number;
}

export function definitionsOf(graph: FlowGraph): Definitions {
  const points = pointsOf(graph);
  const { dominates, reached } = dominatorsOf(points.root + 1, points.root, points.next);
  const setters = settersIn(graph);
  const closings = new Map<string, ReadonlySet<number>>();
  let left = MOST_LOOKS;
  let unanswered = 0;
  return {
    settersOf: (variable) => setters.get(variable) ?? [],
    isSet(variable, node) {
      const point = pointOf(node, 'entered');
      return (setters.get(variable) ?? []).some((setter) => dominates(pointOf(setter, 'ended'), point));
    },
    unsetPath(variable, node, moment) {
      const nodes = setters.get(variable);
      const point = pointOf(node, moment);
      if (nodes === undefined || !reached(point)) return undefined;
      if (nodes.some((setter) => dominates(pointOf(setter, 'ended'), point))) return undefined;
      if (left <= 0) {
        unanswered++;
        return undefined;
      }
      const closed = closings.get(variable) ?? new Set(nodes.map((setter) => pointOf(setter, 'ended')));
      closings.set(variable, closed);
      const { path, looks } = wayWithout(graph, points, closed, point);
      left -= looks;
      return path;
    },
    unanswered: () => unanswered,
  };
}

/** Where a condition of an edge is asked: after the node's result, or after it failed to give one. */
export function momentOf(graph: FlowGraph, edge: Edge): Moment {
  const node = graph.nodes[graph.numberOf(edge.source)];
  return node !== undefined && setsOutputs(node, edge.handle ?? PLAIN) ? 'ended' : 'entered';
}

/** Two points a node, then the root. */
interface Points {
  readonly root: number;
  /** Where one comes from each point, and from where to it. */
  readonly next: Ways;
  readonly before: Ways;
}

function pointOf(node: number, moment: Moment): number {
  return 2 * node + (moment === 'ended' ? 1 : 0);
}

function pointsOf(graph: FlowGraph): Points {
  const root = 2 * graph.nodes.length;
  const from: number[] = [];
  const to: number[] = [];
  const lead = (a: number, b: number): void => {
    from.push(a);
    to.push(b);
  };
  for (const start of graph.starts) lead(root, pointOf(start, 'entered'));
  for (let index = 0; index < graph.nodes.length; index++)
    lead(pointOf(index, 'entered'), pointOf(index, 'ended'));
  const { outcomes, sources, targets } = arcsOf(graph);
  for (let arc = 0; arc < targets.length; arc++) {
    const source = sources[arc] ?? 0;
    const node = graph.nodes[source];
    const handle = outcomes[arc]?.handle ?? PLAIN;
    const moment = node !== undefined && setsOutputs(node, handle) ? 'ended' : 'entered';
    lead(pointOf(source, moment), pointOf(targets[arc] ?? 0, 'entered'));
  }
  const next = waysBetween(root + 1, from, to);
  return { root, next, before: reversed(root + 1, next) };
}

/** Points that all questions together look at; what is asked beyond it stays unanswered. */
const MOST_LOOKS = 5_000_000;

/** A shortest way from the root to a point that passes no setter; looked for backwards, no farther than to the setters. */
function wayWithout(
  graph: FlowGraph,
  { root, before }: Points,
  closed: ReadonlySet<number>,
  point: number,
): { path: string[] | undefined; looks: number } {
  const after = new Map([[point, point]]);
  const joins = joinsOf(graph);
  // A map that grows while it is walked: every point that is added is visited too.
  for (const at of after.keys()) {
    if (joins.size > 0 && isGivenAt(joins, before, closed, at)) continue;
    if (at === root) return { path: pathFrom(graph, after, root), looks: after.size };
    const end = before.first[at + 1] ?? 0;
    for (let way = before.first[at] ?? 0; way < end; way++) {
      const from = before.to[way] ?? root;
      if (!closed.has(from) && !after.has(from)) after.set(from, at);
    }
  }
  return { path: undefined, looks: after.size };
}

/** Whether one of the branches that meet at this point has surely set it: no way from its beginning passes no setter. */
function isGivenAt(
  joins: ReturnType<typeof joinsOf>,
  before: Ways,
  closed: ReadonlySet<number>,
  point: number,
  asked: ReadonlySet<number> = new Set(),
): boolean {
  const branches = point % 2 === 0 && !asked.has(point) ? joins.get(point >> 1) : undefined;
  if (branches === undefined) return false;
  const within = new Set([...asked, point]);
  const all = pointsBefore(before, point, () => false);
  const open = pointsBefore(
    before,
    point,
    (at) => closed.has(at) || isGivenAt(joins, before, closed, at, within),
  );
  return branches.some((start) => all.has(2 * start) && !open.has(2 * start));
}

/** Points from which a way leads to this one. */
function pointsBefore(before: Ways, point: number, isClosed: (at: number) => boolean): ReadonlySet<number> {
  const found = new Set([point]);
  for (const at of found) {
    const end = before.first[at + 1] ?? 0;
    for (let way = before.first[at] ?? 0; way < end; way++) {
      const from = before.to[way] ?? point;
      if (!found.has(from) && !isClosed(from)) found.add(from);
    }
  }
  return found;
}

function pathFrom(graph: FlowGraph, after: ReadonlyMap<number, number>, root: number): string[] {
  const nodes: number[] = [];
  for (let at = after.get(root) ?? root; ; at = after.get(at) ?? at) {
    const node = at >> 1;
    if (nodes.at(-1) !== node) nodes.push(node);
    if (after.get(at) === at) break;
  }
  return nodes.map((node) => graph.idOf(node));
}

function settersIn(graph: FlowGraph): Map<string, number[]> {
  const setters = new Map<string, number[]>();
  for (const [index, node] of graph.nodes.entries()) {
    for (const name of variablesSetBy(node)) {
      const known = setters.get(name);
      if (known === undefined) setters.set(name, [index]);
      else known.push(index);
    }
  }
  return setters;
}
