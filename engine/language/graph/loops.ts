/** Lines that lead from a box to itself: out at its right side and in again below, the words beside them. */
import type { Point } from '../../../schemas/protocol/graph.ts';
import { type Box, SIZES } from './boxes.ts';
import type { Standing } from './standing.ts';
import { LOOP_HEIGHT, loopsOf, type Wire } from './wires.ts';

/** The stretch of a box's right side that a line to itself has, and the stretch beside it in which it is drawn. */
export interface Side {
  readonly x: number;
  readonly touches: Stretch;
  readonly swings: Stretch;
}

interface Stretch {
  readonly top: number;
  readonly height: number;
}

export const NO_SIDE: Side = { x: 0, touches: { top: 0, height: 0 }, swings: { top: 0, height: 0 } };

/** Lines of one box to itself stand below each other, each with room for its words. */
export function sidesOf(wires: readonly Wire[], at: Standing, boxes: readonly Box[]): (Side | undefined)[] {
  const counts = loopsOf(boxes.length, wires);
  const passed = counts.map(() => 0);
  return wires.map(({ kind, source }) => {
    if (kind !== 'loop') return undefined;
    const { width = 0, height = 0 } = boxes[source] ?? {};
    const count = counts[source] ?? 1;
    const nth = passed[source] ?? 0;
    passed[source] = nth + 1;
    const top = at.top[at.rank[source] ?? 0] ?? 0;
    const touches = height / count;
    const swings = Math.max(touches, LOOP_HEIGHT);
    return {
      x: (at.x[source] ?? 0) + width / 2,
      touches: { top: top + nth * touches, height: touches },
      swings: { top: top + nth * swings, height: swings },
    };
  });
}

/** Out at the right side and in again below. */
export function loop({ x, touches, swings }: Side): Point[] {
  const out = x + SIZES.betweenNodes;
  return [
    { x, y: touches.top + touches.height * 0.3 },
    { x: out, y: swings.top + swings.height * 0.2 },
    { x: out, y: swings.top + swings.height * 0.8 },
    { x, y: touches.top + touches.height * 0.7 },
  ];
}
