/**
 * Which point every way to another point passes: dominators after Lengauer and Tarjan, with path compression and
 * without recursion, so that a chain of 20,000 nodes is as easy as a bush (O(m log n)).
 */
import { type Ways, waysBetween } from './ways.ts';

export interface Dominators {
  /** Whether every way from the root to `point` passes `over`; a point dominates itself. */
  dominates(over: number, point: number): boolean;
  reached(point: number): boolean;
}

/** The dominators of a graph of `size` points from `root`. */
export function dominatorsOf(size: number, root: number, ways: Ways): Dominators {
  const { order, number, parent } = depthFirst(size, root, ways);
  const idom = immediate(parent, predecessorsOf(order, number, ways));
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
function depthFirst(size: number, root: number, { first, to }: Ways) {
  const number = new Int32Array(size).fill(UNREACHED);
  const order = new Int32Array(size);
  const parent = new Int32Array(size);
  let count = 0;
  // Pairs of a point and the number of the point before it.
  const stack = [root, UNREACHED];
  while (stack.length > 0) {
    const from = stack.pop() ?? UNREACHED;
    const point = stack.pop() ?? UNREACHED;
    if (number[point] !== UNREACHED) continue;
    number[point] = count;
    order[count] = point;
    parent[count] = from;
    const end = get(first, point + 1);
    for (let way = get(first, point); way < end; way++) {
      const next = get(to, way);
      if (number[next] === UNREACHED) stack.push(next, count);
    }
    count++;
  }
  return { order: order.subarray(0, count), number, parent: parent.subarray(0, count) };
}

/** Which points lead to each, all by their order. */
function predecessorsOf(order: Int32Array, number: Int32Array, { first, to }: Ways): Ways {
  const sources: number[] = [];
  const targets: number[] = [];
  for (let own = 0; own < order.length; own++) {
    const point = get(order, own);
    const end = get(first, point + 1);
    for (let way = get(first, point); way < end; way++) {
      sources.push(own);
      targets.push(get(number, get(to, way)));
    }
  }
  return waysBetween(order.length, targets, sources);
}

function immediate(parent: Int32Array, { first, to }: Ways): Int32Array {
  const count = parent.length;
  const semi = Int32Array.from(parent, (_, index) => index);
  const label = semi.slice();
  const ancestor = new Int32Array(count).fill(UNREACHED);
  const idom = new Int32Array(count);
  // Points that wait for their semidominator, as one chain a semidominator.
  const waiting = new Int32Array(count).fill(UNREACHED);
  const nextWaiting = new Int32Array(count).fill(UNREACHED);
  const way: number[] = [];
  for (let point = count - 1; point > 0; point--) {
    const above = get(parent, point);
    const end = get(first, point + 1);
    for (let at = get(first, point); at < end; at++) {
      const best = get(semi, evaluate(get(to, at), ancestor, label, semi, way));
      if (best < get(semi, point)) semi[point] = best;
    }
    nextWaiting[point] = get(waiting, get(semi, point));
    waiting[get(semi, point)] = point;
    ancestor[point] = above;
    for (let one = get(waiting, above); one !== UNREACHED; one = get(nextWaiting, one)) {
      const best = evaluate(one, ancestor, label, semi, way);
      idom[one] = get(semi, best) < get(semi, one) ? best : above;
    }
    waiting[above] = UNREACHED;
  }
  for (let point = 1; point < count; point++) {
    if (get(idom, point) !== get(semi, point)) idom[point] = get(idom, get(idom, point));
  }
  return idom;
}

/** The point with the least semidominator on the way up; shortens the way for the next who asks. `way` is empty between calls. */
function evaluate(
  point: number,
  ancestor: Int32Array,
  label: Int32Array,
  semi: Int32Array,
  way: number[],
): number {
  if (get(ancestor, point) === UNREACHED) return point;
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
  const child = new Int32Array(idom.length).fill(UNREACHED);
  const sibling = new Int32Array(idom.length).fill(UNREACHED);
  for (let point = 1; point < idom.length; point++) {
    sibling[point] = get(child, get(idom, point));
    child[get(idom, point)] = point;
  }
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
    for (let next = get(child, point); next !== UNREACHED; next = get(sibling, next)) stack.push(next);
  }
  return { enter, leave };
}

function get(array: Int32Array, index: number): number {
  return array[index] ?? UNREACHED;
}
