/** Orders the items of each rank so that few segments cross: sweeps by barycentre, then swaps of neighbours; the best is kept. */
import type { Layers } from './layers.ts';

export interface Effort {
  /** First orders to begin from: the one that is given, its mirror, then shuffled ones. */
  readonly starts: number;
  /** Sweeps from each; fewer where they stop to help. */
  readonly sweeps: number;
  /** Rounds of swapping neighbours after each sweep. */
  readonly swaps: number;
}

/** Sweeps without a better order after which one start is given up. */
const PATIENCE = 6;

/** Reorders `rows` in place; the same rows give the same order. */
export function reduceCrossings({ rows, width, up, down }: Layers, { starts, sweeps, swaps }: Effort): void {
  const place = new Float64Array(width.length);
  const number = (row: readonly number[]): void => {
    for (const [at, item] of row.entries()) place[item] = at;
  };
  const first = rows.map((row) => [...row]);
  let best = first;
  let fewest = Number.POSITIVE_INFINITY;
  for (let start = 0; start < starts && fewest > 0; start += 1) {
    for (const [at, row] of first.entries()) rows[at] = beginning(row, start);
    for (const row of rows) number(row);
    let least = crossings(rows, down, place);
    if (start === 0) fewest = least;
    let idle = 0;
    for (let sweep = 0; sweep < sweeps && idle < PATIENCE && fewest > 0; sweep += 1) {
      const downwards = sweep % 2 === 0;
      const towards = downwards ? up : down;
      for (const row of downwards ? rows : [...rows].reverse()) {
        byBarycentre(row, towards, place, sweep % 4 < 2);
        number(row);
      }
      for (let round = 0; round < swaps; round += 1) if (!swapNeighbours(rows, up, down, place)) break;
      const count = crossings(rows, down, place);
      idle = count < least ? 0 : idle + 1;
      least = Math.min(least, count);
      if (count >= fewest) continue;
      fewest = count;
      best = rows.map((row) => [...row]);
    }
  }
  for (const [at, row] of best.entries()) rows[at] = row;
}

/** A row as one start has it. */
function beginning(row: readonly number[], start: number): number[] {
  if (start === 0) return [...row];
  if (start === 1) return [...row].reverse();
  const shuffled = [...row];
  let state = start * 7919 + row.length;
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const other = Math.floor((state / 0x80000000) * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] ?? 0, shuffled[at] ?? 0];
  }
  return shuffled;
}

/** An item without a neighbour on that side keeps its place; of items that pull alike the order is kept or turned. */
function byBarycentre(
  row: number[],
  towards: readonly (readonly number[])[],
  place: Float64Array,
  keepsTies: boolean,
): void {
  const tie = keepsTies ? 1 : -1;
  const weight = new Map(
    row.map((item) => {
      const others = towards[item] ?? [];
      const sum = others.reduce((total, other) => total + (place[other] ?? 0), 0);
      return [item, others.length === 0 ? undefined : sum / others.length] as const;
    }),
  );
  const moving = row.filter((item) => weight.get(item) !== undefined);
  moving.sort(
    (a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0) || tie * ((place[a] ?? 0) - (place[b] ?? 0)),
  );
  let next = 0;
  for (const [at, item] of row.entries()) {
    if (weight.get(item) === undefined) continue;
    row[at] = moving[next] ?? item;
    next += 1;
  }
}

function swapNeighbours(
  rows: readonly number[][],
  up: readonly (readonly number[])[],
  down: readonly (readonly number[])[],
  place: Float64Array,
): boolean {
  let swapped = false;
  for (const row of rows) {
    for (let at = 0; at + 1 < row.length; at += 1) {
      const [left, right] = [row[at] ?? 0, row[at + 1] ?? 0];
      const gain =
        inversions(up[left], up[right], place) -
        inversions(up[right], up[left], place) +
        inversions(down[left], down[right], place) -
        inversions(down[right], down[left], place);
      if (gain <= 0) continue;
      row[at] = right;
      row[at + 1] = left;
      place[right] = at;
      place[left] = at + 1;
      swapped = true;
    }
  }
  return swapped;
}

/** Pairs of which the left one's end lies to the right of the right one's. */
function inversions(
  left: readonly number[] = [],
  right: readonly number[] = [],
  place: Float64Array,
): number {
  let count = 0;
  for (const a of left) for (const b of right) if ((place[a] ?? 0) > (place[b] ?? 0)) count += 1;
  return count;
}

/** Crossings between all neighbouring ranks, counted with a binary indexed tree. */
function crossings(
  rows: readonly (readonly number[])[],
  down: readonly (readonly number[])[],
  place: Float64Array,
): number {
  let count = 0;
  for (const [at, row] of rows.entries()) {
    const size = rows[at + 1]?.length ?? 0;
    const tree = new Int32Array(size + 1);
    let seen = 0;
    for (const item of row) {
      const ends = (down[item] ?? []).map((other) => place[other] ?? 0);
      for (const end of ends) {
        let before = 0;
        for (let node = end + 1; node > 0; node -= node & -node) before += tree[node] ?? 0;
        count += seen - before;
      }
      for (const end of ends) {
        for (let node = end + 1; node <= size; node += node & -node) tree[node] = (tree[node] ?? 0) + 1;
        seen += 1;
      }
    }
  }
  return count;
}
