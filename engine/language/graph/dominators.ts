/**
 * Which node every path to a node passes last, after Cooper, Harvey and Kennedy. Paths begin at the nodes without an
 * incoming edge and, where a part has none, at its first node in the file.
 */

export interface Dominators {
  /** The immediate dominator of each node, or -1 where a path begins or several meet. */
  readonly parent: readonly number[];
  /** Nodes so that a dominator comes before what it dominates. */
  readonly order: readonly number[];
}

export function dominators(size: number, arcs: readonly (readonly [number, number])[]): Dominators {
  const next: number[][] = Array.from({ length: size }, () => []);
  const before: number[][] = Array.from({ length: size }, () => []);
  for (const [source, target] of arcs) {
    if (source === target) continue;
    next[source]?.push(target);
    before[target]?.push(source);
  }
  const begin = startsOf(before, next);
  const order = reversePostorder(next, begin);
  const place = new Array<number>(size).fill(0);
  for (const [at, node] of order.entries()) place[node] = at;
  const starts = new Set(begin);
  // Place 0 in `up` is a node above all others; places of nodes are shifted by one.
  const up = new Array<number>(size + 1).fill(-1);
  up[0] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [at, node] of order.entries()) {
      const above = meetAll(up, place, before[node] ?? [], starts.has(node));
      if (up[at + 1] !== above) {
        up[at + 1] = above;
        changed = true;
      }
    }
  }
  const parent = new Array<number>(size).fill(-1);
  for (const [at, node] of order.entries()) parent[node] = order[(up[at + 1] ?? 0) - 1] ?? -1;
  return { parent, order };
}

function meetAll(
  up: readonly number[],
  place: readonly number[],
  before: readonly number[],
  isStart: boolean,
): number {
  let met = isStart ? 0 : -1;
  for (const node of before) {
    const other = (place[node] ?? 0) + 1;
    if ((up[other] ?? -1) < 0) continue;
    met = met < 0 ? other : meet(up, met, other);
  }
  return Math.max(met, 0);
}

function meet(up: readonly number[], one: number, other: number): number {
  let a = one;
  let b = other;
  while (a !== b) {
    if (a > b) a = up[a] ?? 0;
    else b = up[b] ?? 0;
  }
  return a;
}

function startsOf(before: readonly (readonly number[])[], next: readonly (readonly number[])[]): number[] {
  const reached = new Set<number>();
  const walk = (from: number): void => {
    const stack = [from];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      stack.push(...(next[node] ?? []));
    }
  };
  const starts = before.flatMap((sources, node) => (sources.length === 0 ? [node] : []));
  for (const start of starts) walk(start);
  for (let node = 0; node < before.length; node += 1) {
    if (reached.has(node)) continue;
    starts.push(node);
    walk(node);
  }
  return starts;
}

/** Depth first without recursion, so that a chain of any length is walked. */
function reversePostorder(next: readonly (readonly number[])[], starts: readonly number[]): number[] {
  const seen = new Set<number>();
  const done: number[] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stack: { node: number; at: number }[] = [{ node: start, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = next[top.node]?.[top.at];
      top.at += 1;
      if (target === undefined) {
        done.push(top.node);
        stack.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        stack.push({ node: target, at: 0 });
      }
    }
  }
  return done.reverse();
}
