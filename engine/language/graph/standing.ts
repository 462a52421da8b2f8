/** From ranks and places to coordinates: how tall each rank is and how far from the next. */
import type { Arc } from './acyclic.ts';
import type { Arrangement } from './arrange.ts';
import { SIZES } from './boxes.ts';

export interface Standing {
  readonly x: readonly number[];
  readonly rank: readonly number[];
  /** Where each rank begins and ends; boxes stand at its top. */
  readonly top: readonly number[];
  readonly bottom: readonly number[];
  /** Added to every place of the arrangement. */
  readonly shift: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
/** Ranks stand further apart where lines run far to the side, so that lines do not lie flat. */
const APART = 0.08;
const FURTHEST = 130;

export function standing(
  { x, rank, bends }: Arrangement,
  widths: readonly number[],
  heights: readonly number[],
  arcs: readonly Arc[],
): Standing {
  const ranks = rank.reduce((most, each) => Math.max(most, each), -1) + 1;
  const tall = new Array<number>(ranks).fill(0);
  for (const [box, at] of rank.entries()) tall[at] = Math.max(tall[at] ?? 0, heights[box] ?? 0);
  const wide = new Array<number>(ranks).fill(0);
  for (const [at, { source, target }] of arcs.entries()) {
    const stops = [x[source] ?? 0, ...(bends[at] ?? []), x[target] ?? 0];
    for (const [step, stop] of stops.slice(1).entries()) {
      const row = (rank[source] ?? 0) + step;
      wide[row] = Math.max(wide[row] ?? 0, Math.abs(stop - (stops[step] ?? stop)));
    }
  }
  const top: number[] = [];
  const bottom: number[] = [];
  let y = MARGIN;
  for (const [row, height] of tall.entries()) {
    top.push(y);
    bottom.push(y + height);
    y += height + Math.min(FURTHEST, SIZES.betweenRanks + (wide[row] ?? 0) * APART);
  }
  const sides = bends.flat();
  const left = smallest([...x.map((each, box) => each - (widths[box] ?? 0) / 2), ...sides]);
  const right = -smallest([
    ...x.map((each, box) => -each - (widths[box] ?? 0) / 2),
    ...sides.map((each) => -each),
  ]);
  const shift = MARGIN - left;
  return {
    x: x.map((each) => each + shift),
    rank,
    top,
    bottom,
    shift,
    width: right + shift + MARGIN,
    height: (bottom.at(-1) ?? MARGIN) + MARGIN,
  };
}

/** 0 where there is nothing. */
function smallest(values: readonly number[]): number {
  return values.reduce((least, each) => Math.min(least, each), values[0] ?? 0);
}
