/**
 * Where the boxes stand: a rank and a place in it for each, and the places at which long arcs pass the ranks between.
 * The layered drawing of Sugiyama: ranks, order within ranks, places. Written here because it is measured to cross less
 * and to take less time than d3-dag and elkjs (`bench/graph.ts`), and one way serves all sizes.
 */
import type { Arc } from './acyclic.ts';
import { layersOf } from './layers.ts';
import { type Effort, reduceCrossings } from './order.ts';
import { placesOf } from './places.ts';
import { ranksOf } from './ranks.ts';

export interface Arrangement {
  /** Middle of each box. */
  readonly x: readonly number[];
  readonly rank: readonly number[];
  /** For each arc its places at the ranks between its ends, from the source on. */
  readonly bends: readonly (readonly number[])[];
}

/** Boxes above which crossings are reduced with less effort. */
const LARGE = 1500;

/** How many first orders are tried: so many that all their boxes together are this many, within bounds. */
const STARTS = { together: 2400, least: 4, most: 24 };

/** What is small is tried from more sides: there each crossing is seen. */
function effortFor(boxes: number): Effort {
  if (boxes > LARGE) return { starts: 1, sweeps: 4, swaps: 0 };
  const starts = Math.round(STARTS.together / Math.max(1, boxes));
  return { starts: Math.max(STARTS.least, Math.min(STARTS.most, starts)), sweeps: 24, swaps: 8 };
}

/** Arranges boxes of these widths; the arcs have no cycle. The same input gives the same answer. */
export function arrange(widths: readonly number[], arcs: readonly Arc[], gap: number): Arrangement {
  const rank = ranksOf(widths.length, arcs);
  const layers = layersOf(widths, rank, arcs);
  reduceCrossings(layers, effortFor(widths.length));
  const x = placesOf(layers, gap);
  return {
    x: widths.map((_, box) => x[box] ?? 0),
    rank,
    bends: layers.passages.map((chain) => chain.map((item) => x[item] ?? 0)),
  };
}
