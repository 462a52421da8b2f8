/**
 * Places of items in their ranks: each as near as it can be to the middle of its neighbours, in the given order and
 * without overlaps. For one rank that is a least-squares fit under an order, which pooling of neighbours solves exactly.
 */
import type { Layers } from './layers.ts';

const PASSES = 6;

/** The middle of each item. */
export function placesOf({ rows, width, up, down, passages }: Layers, gap: number): Float64Array {
  const isPassage = new Uint8Array(width.length);
  for (const chain of passages) for (const item of chain) isPassage[item] = 1;
  const x = new Float64Array(width.length);
  for (const row of rows) {
    let at = 0;
    for (const item of row) {
      x[item] = at + (width[item] ?? 0) / 2;
      at += (width[item] ?? 0) + gap;
    }
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const downwards = pass % 2 === 0;
    const last = pass === PASSES - 1;
    for (const row of downwards ? rows : [...rows].reverse()) {
      settle(
        row,
        (item) => wish(item, last ? [up, down] : [downwards ? up : down], x, isPassage),
        x,
        width,
        gap,
      );
    }
  }
  return x;
}

/** Where an item would stand, and how much it insists: passages keep their line straight. */
function wish(
  item: number,
  sides: readonly (readonly (readonly number[])[])[],
  x: Float64Array,
  isPassage: Uint8Array,
): { at: number; weight: number } {
  let sum = 0;
  let total = 0;
  for (const side of sides) {
    for (const other of side[item] ?? []) {
      const weight = isPassage[item] === 1 && isPassage[other] === 1 ? 8 : 1;
      sum += weight * (x[other] ?? 0);
      total += weight;
    }
  }
  return total === 0 ? { at: x[item] ?? 0, weight: 0.01 } : { at: sum / total, weight: total };
}

interface Pool {
  /** Items of the row from here on. */
  readonly from: number;
  readonly weight: number;
  readonly at: number;
}

function settle(
  row: readonly number[],
  wishOf: (item: number) => { at: number; weight: number },
  x: Float64Array,
  width: readonly number[],
  gap: number,
): void {
  const offsets: number[] = [];
  let offset = 0;
  for (const [at, item] of row.entries()) {
    offset += at === 0 ? 0 : ((width[row[at - 1] ?? item] ?? 0) + (width[item] ?? 0)) / 2 + gap;
    offsets.push(offset);
  }
  const pools: Pool[] = [];
  for (const [from, item] of row.entries()) {
    const { at, weight } = wishOf(item);
    let pool: Pool = { from, weight, at: at - (offsets[from] ?? 0) };
    for (let last = pools.at(-1); last !== undefined && last.at > pool.at; last = pools.at(-1)) {
      const sum = last.weight + pool.weight;
      pool = { from: last.from, weight: sum, at: (last.at * last.weight + pool.at * pool.weight) / sum };
      pools.pop();
    }
    pools.push(pool);
  }
  for (const [at, pool] of pools.entries()) {
    const end = pools[at + 1]?.from ?? row.length;
    for (let place = pool.from; place < end; place += 1) x[row[place] ?? 0] = pool.at + (offsets[place] ?? 0);
  }
}
