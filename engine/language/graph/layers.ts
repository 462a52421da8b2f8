/**
 * Boxes in ranks, with a passage for each rank that an arc runs through between its ends. After this every arc is a
 * chain of segments that lead from one rank to the next.
 */
import type { Arc } from './acyclic.ts';

export interface Layers {
  /** Items by rank, in order; boxes keep their numbers, passages have numbers above them. */
  readonly rows: number[][];
  readonly width: readonly number[];
  /** Items in the rank above and in the rank below that each item is joined with. */
  readonly up: readonly number[][];
  readonly down: readonly number[][];
  /** The passages of each arc, from its source on; empty where it has too many to be laid. */
  readonly passages: readonly number[][];
}

/** Beyond this many passages a box, the longest arcs get none: they are drawn as a line under everything. */
const MOST_PASSAGES = 6;
const PASSAGE_WIDTH = 2;

export function layersOf(widths: readonly number[], rank: readonly number[], arcs: readonly Arc[]): Layers {
  const rows: number[][] = Array.from(
    { length: rank.reduce((most, each) => Math.max(most, each), 0) + 1 },
    () => [],
  );
  const width = [...widths];
  const up: number[][] = widths.map(() => []);
  const down: number[][] = widths.map(() => []);
  for (const node of depthFirst(widths.length, arcs, rank)) rows[rank[node] ?? 0]?.push(node);
  const longest = longestLaid(widths.length, arcs, rank);
  const join = (above: number, below: number): void => {
    down[above]?.push(below);
    up[below]?.push(above);
  };
  const passages = arcs.map(({ source, target }) => {
    const [from, to] = [rank[source] ?? 0, rank[target] ?? 0];
    if (to - from > longest) return [];
    const chain: number[] = [];
    for (let at = from + 1; at < to; at += 1) {
      const item = width.length;
      width.push(PASSAGE_WIDTH);
      up.push([]);
      down.push([]);
      rows[at]?.push(item);
      chain.push(item);
    }
    const whole = [source, ...chain, target];
    for (const [at, item] of whole.slice(1).entries()) join(whole[at] ?? source, item);
    return chain;
  });
  return { rows, width, up, down, passages };
}

function longestLaid(size: number, arcs: readonly Arc[], rank: readonly number[]): number {
  const spans = arcs
    .map(({ source, target }) => (rank[target] ?? 0) - (rank[source] ?? 0))
    .sort((a, b) => a - b);
  let left = size * MOST_PASSAGES + 1000;
  for (const span of spans) {
    left -= span - 1;
    if (left < 0) return span - 1;
  }
  return spans.at(-1) ?? 1;
}

/** A first order that keeps what belongs together beside each other. */
function depthFirst(size: number, arcs: readonly Arc[], rank: readonly number[]): number[] {
  const out: number[][] = Array.from({ length: size }, () => []);
  for (const { source, target } of arcs) out[source]?.push(target);
  const roots = Array.from({ length: size }, (_, node) => node).sort(
    (a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b,
  );
  const seen = new Set<number>();
  const order: number[] = [];
  for (const root of roots) {
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      order.push(node);
      for (const target of [...(out[node] ?? [])].reverse()) if (!seen.has(target)) stack.push(target);
    }
  }
  return order;
}
