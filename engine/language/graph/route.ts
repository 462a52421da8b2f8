/** The lines: from the handle a link hangs on, upright through the ranks it passes, to the top of its target. */
import type { Pill, PlacedEdge, Point } from '../../../schemas/protocol/graph.ts';
import type { Arc } from './acyclic.ts';
import type { Arrangement } from './arrange.ts';
import { type Box, centres, SIZES } from './boxes.ts';
import { loop, NO_SIDE, type Side, sidesOf } from './loops.ts';
import { Pen } from './pen.ts';
import type { Standing } from './standing.ts';
import { headOf, lineOf } from './strokes.ts';
import type { Wire } from './wires.ts';

const PILL_DROP = 6 + SIZES.pillHeight / 2;
const BETWEEN_ENDS = 16;

/** One line for each wire, in the same order. `arcs` holds forward wires first, then both halves of those that lead back. */
export function routes(
  wires: readonly Wire[],
  arcs: readonly Arc[],
  { bends }: Arrangement,
  at: Standing,
  boxes: readonly Box[],
): PlacedEdge[] {
  const stops = stopsOf(wires, arcs, bends, at);
  const below = hanging(wires, stops, at);
  const above = arriving(wires, stops, at, boxes);
  const sides = sidesOf(wires, at, boxes);
  return wires.map((wire, place) => {
    const { link, kind, source, target, pill } = wire;
    const upper = kind === 'back' ? target : source;
    const lower = kind === 'back' ? source : target;
    const bottom = (at.top[at.rank[upper] ?? 0] ?? 0) + (boxes[upper]?.height ?? 0);
    const from = { x: below[place] ?? 0, y: bottom };
    const to = { x: above[place] ?? 0, y: at.top[at.rank[lower] ?? 0] ?? 0 };
    const down =
      kind === 'loop'
        ? loop(sides[place] ?? NO_SIDE)
        : curve(from, stops[place] ?? [], to, at, upper, boxes[upper]?.width ?? 0);
    const label = pill && { ...pillPlace(wire, from, at, sides[place] ?? NO_SIDE), ...pill };
    const points = kind === 'back' ? [...down].reverse() : down;
    return {
      edges: link.edges.map(({ index }) => index),
      source: link.source,
      target: link.target,
      tone: link.tone,
      back: kind !== 'forward',
      points,
      line: lineOf(points),
      head: headOf(points),
      ...(label ? { pill: label } : {}),
    };
  });
}

/** A place a line passes, with the rank it passes there. */
interface Stop {
  readonly x: number;
  readonly rank: number;
}

function stopsOf(
  wires: readonly Wire[],
  arcs: readonly Arc[],
  bends: Arrangement['bends'],
  at: Standing,
): Stop[][] {
  const ofArc = (arc: number): Stop[] => {
    const first = (at.rank[arcs[arc]?.source ?? 0] ?? 0) + 1;
    return (bends[arc] ?? []).map((x, step) => ({ x: x + at.shift, rank: first + step }));
  };
  const forward = wires.filter(({ kind }) => kind === 'forward').length;
  const back = wires.filter(({ kind }) => kind === 'back').length;
  let nextForward = 0;
  let nextBack = 0;
  return wires.map(({ kind, lane }) => {
    if (kind === 'loop') return [];
    if (kind === 'forward') {
      nextForward += 1;
      return ofArc(nextForward - 1);
    }
    nextBack += 1;
    const first = forward + nextBack - 1;
    return [...ofArc(first), { x: at.x[lane] ?? 0, rank: at.rank[lane] ?? 0 }, ...ofArc(first + back)];
  });
}

/** Where each line leaves the box above it: side by side, in the order of where it goes next. */
function hanging(wires: readonly Wire[], stops: readonly (readonly Stop[])[], at: Standing): number[] {
  const next = wires.map(({ kind, source, target }, place) => {
    const end = at.x[kind === 'back' ? source : target] ?? 0;
    return stops[place]?.[0]?.x ?? end;
  });
  const x = wires.map(() => 0);
  for (const [box, places] of grouped(wires, ({ kind, source, target }) =>
    kind === 'back' ? target : source,
  )) {
    const sorted = places.sort((a, b) => (next[a] ?? 0) - (next[b] ?? 0) || a - b);
    const pills = sorted.map((place) => (wires[place]?.kind === 'back' ? undefined : wires[place]?.pill));
    const middles = centres(pills, at.x[box] ?? 0);
    for (const [order, place] of sorted.entries()) x[place] = middles[order] ?? 0;
  }
  return x;
}

/** Where each line meets the top of the box below it. */
function arriving(
  wires: readonly Wire[],
  stops: readonly (readonly Stop[])[],
  at: Standing,
  boxes: readonly Box[],
): number[] {
  const last = wires.map(({ kind, source, target }, place) => {
    const start = at.x[kind === 'back' ? target : source] ?? 0;
    return stops[place]?.at(-1)?.x ?? start;
  });
  const x = wires.map(() => 0);
  for (const [box, places] of grouped(wires, ({ kind, source, target }) =>
    kind === 'back' ? source : target,
  )) {
    const sorted = places.sort((a, b) => (last[a] ?? 0) - (last[b] ?? 0) || a - b);
    const room = (boxes[box]?.width ?? 0) - 4 * SIZES.padding;
    const apart = Math.min(BETWEEN_ENDS, room / Math.max(1, sorted.length - 1));
    for (const [order, place] of sorted.entries())
      x[place] = (at.x[box] ?? 0) + (order - (sorted.length - 1) / 2) * apart;
  }
  return x;
}

/** Places of wires by a box; lines of a box to itself are apart from the others. */
function grouped(wires: readonly Wire[], boxOf: (wire: Wire) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [place, wire] of wires.entries()) {
    if (wire.kind === 'loop') continue;
    const group = groups.get(boxOf(wire));
    if (group === undefined) groups.set(boxOf(wire), [place]);
    else group.push(place);
  }
  return groups;
}

/** Upright through each rank, and from rank to rank in one sweep; handles that hang beside the box are led out first. */
function curve(
  from: Point,
  stops: readonly Stop[],
  to: Point,
  at: Standing,
  upper: number,
  width: number,
): Point[] {
  const reach = width / 2 - SIZES.padding;
  const middle = at.x[upper] ?? 0;
  const start = Math.max(middle - reach, Math.min(middle + reach, from.x));
  const pen = new Pen({ x: start, y: from.y });
  if (start !== from.x) pen.sweep(from.x, from.y + PILL_DROP);
  pen.straight(at.bottom[at.rank[upper] ?? 0] ?? from.y);
  for (const { x, rank } of stops) {
    pen.sweep(x, at.top[rank] ?? from.y);
    pen.straight(at.bottom[rank] ?? from.y);
  }
  pen.sweep(to.x, to.y);
  return pen.points;
}

function pillPlace(wire: Wire, from: Point, at: Standing, { x, swings }: Side): Pick<Pill, 'x' | 'y'> {
  const { kind, lane, pill } = wire;
  if (kind === 'forward') return { x: from.x, y: from.y + PILL_DROP };
  if (kind === 'back') {
    const rank = at.rank[lane] ?? 0;
    return { x: at.x[lane] ?? 0, y: ((at.top[rank] ?? 0) + (at.bottom[rank] ?? 0)) / 2 };
  }
  return { x: x + SIZES.betweenNodes * 0.8 + (pill?.width ?? 0) / 2, y: swings.top + swings.height / 2 };
}
