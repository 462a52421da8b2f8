/**
 * Which point every way to another point passes: dominators after Lengauer and Tarjan, with path compression and
 * without recursion, so that a chain of 20,000 nodes is as easy as a bush (O(m log n)).
 */

export interface Dominators {
  /** Whether every way from the root to `point` passes `over`; a point dominates itself. */
  dominates(over: number, point: number): boolean;
  reached(point: number): boolean;
}

/** The dominators of a graph of `size` points from `root`. */
export function dominatorsOf(
  size: number,
  root: number,
  successors: (point: number) => readonly number[],
): Dominators {
  const { order, number, parent } = depthFirst(size, root, successors);
  const idom = immediate(order, parent, predecessorsOf(order, number, successors));
  const { enter, leave } = intervals(idom);
  const at = (point: number): number => number[point] ?? UNREACHED;
  return {
    reached: (point) => at(point) !== UNREACHED,
    dominates(over, point) {
      const a = at(over);
      const b = at(point);
      if (a === UNREACHED || b === UNREACHED) return false;
      return get(enter, a) <= get(enter, b) && get(leave, b) <= get(leave, a);
    },
  };
}

const UNREACHED = -1;

/** Points in the order they are first seen; all further arrays are by that order. */
function depthFirst(size: number, root: number, successors: (point: number) => readonly number[]) {
  const number = new Int32Array(size).fill(UNREACHED);
  const order: number[] = [];
  const parent: number[] = [];
  const stack: { point: number; from: number }[] = [{ point: root, from: UNREACHED }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (number[next.point] !== UNREACHED) continue;
    const own = order.length;
    number[next.point] = own;
    order.push(next.point);
    parent.push(next.from);
    for (const point of successors(next.point)) {
      if (number[point] === UNREACHED) stack.push({ point, from: own });
    }
  }
  return { order, number, parent };
}

function predecessorsOf(
  order: readonly number[],
  number: Int32Array,
  successors: (point: number) => readonly number[],
): number[][] {
  const before: number[][] = order.map(() => []);
  for (const [own, point] of order.entries()) {
    for (const next of successors(point)) before[get(number, next)]?.push(own);
  }
  return before;
}

function immediate(
  order: readonly number[],
  parent: readonly number[],
  before: readonly (readonly number[])[],
): Int32Array {
  const count = order.length;
  const semi = Int32Array.from({ length: count }, (_, index) => index);
  const label = Int32Array.from(semi);
  const ancestor = new Int32Array(count).fill(UNREACHED);
  const idom = new Int32Array(count).fill(0);
  const bucket: number[][] = order.map(() => []);
  for (let point = count - 1; point > 0; point--) {
    const above = parent[point] ?? 0;
    for (const from of before[point] ?? []) {
      const best = get(semi, evaluate(from, ancestor, label, semi));
      if (best < get(semi, point)) semi[point] = best;
    }
    bucket[get(semi, point)]?.push(point);
    ancestor[point] = above;
    for (const waiting of bucket[above] ?? []) {
      const best = evaluate(waiting, ancestor, label, semi);
      idom[waiting] = get(semi, best) < get(semi, waiting) ? best : above;
    }
    bucket[above] = [];
  }
  for (let point = 1; point < count; point++) {
    if (get(idom, point) !== get(semi, point)) idom[point] = get(idom, get(idom, point));
  }
  return idom;
}

/** The point with the least semidominator on the way up; shortens the way for the next who asks. */
function evaluate(point: number, ancestor: Int32Array, label: Int32Array, semi: Int32Array): number {
  if (get(ancestor, point) === UNREACHED) return point;
  const way: number[] = [];
  let at = point;
  for (; get(ancestor, get(ancestor, at)) !== UNREACHED; at = get(ancestor, at)) way.push(at);
  for (let next = way.pop(); next !== undefined; next = way.pop()) {
    const above = get(ancestor, next);
    if (get(semi, get(label, above)) < get(semi, get(label, next))) label[next] = get(label, above);
    ancestor[next] = get(ancestor, above);
  }
  return get(label, point);
}

/** When a walk through the dominator tree enters and leaves each point. */
function intervals(idom: Int32Array): { enter: Int32Array; leave: Int32Array } {
  const children: number[][] = Array.from(idom, () => []);
  for (let point = 1; point < idom.length; point++) children[get(idom, point)]?.push(point);
  const enter = new Int32Array(idom.length);
  const leave = new Int32Array(idom.length);
  let clock = 0;
  const stack = [0];
  while (stack.length > 0) {
    const point = stack.pop() ?? 0;
    if (point < 0) {
      leave[-point - 1] = clock++;
      continue;
    }
    enter[point] = clock++;
    stack.push(-point - 1);
    for (const child of children[point] ?? []) stack.push(child);
  }
  return { enter, leave };
}

function get(array: ArrayLike<number>, index: number): number {
  return array[index] ?? UNREACHED;
}
