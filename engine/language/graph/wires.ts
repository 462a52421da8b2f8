/** What is laid between boxes: links, each led downwards, back up or to where it came from. */
import { backArcs } from './acyclic.ts';
import { type Box, type PillText, pillOf, roomFor, SIZES } from './boxes.ts';
import type { Folded, Link } from './folding.ts';

/** A link with the places its ends have in the list of boxes. */
export interface Wire {
  readonly link: Link;
  readonly source: number;
  readonly target: number;
  readonly kind: 'forward' | 'back' | 'loop';
  readonly pill: PillText | undefined;
  /** The box that keeps room for a line that leads back. */
  readonly lane: number;
}

export function wiresOf({ shown, links }: Folded, boxes: number): Wire[] {
  const index = new Map(shown.map((id, at) => [id, at]));
  const ends = links.map(({ source, target }) => ({
    source: index.get(source) ?? 0,
    target: index.get(target) ?? 0,
  }));
  const back = backArcs(boxes, ends);
  let lane = boxes;
  return links.map((link, at) => {
    const { source, target } = ends[at] ?? { source: 0, target: 0 };
    const kind = source === target ? 'loop' : back[at] === true ? 'back' : 'forward';
    const wire = { link, source, target, kind, pill: pillOf(link), lane } as const;
    if (kind === 'back') lane += 1;
    return wire;
  });
}

/** A box is as wide as its node or the handles below it; a line to itself stands at both sides, so that it stays in the middle. */
export function widthsOf(boxes: readonly Box[], wires: readonly Wire[]): number[] {
  const below: PillText[][] = boxes.map(() => []);
  const beside = boxes.map(() => 0);
  for (const { kind, source, target, pill } of wires) {
    if (kind === 'loop')
      beside[source] = Math.max(beside[source] ?? 0, (pill?.width ?? 0) + 2 * SIZES.betweenNodes);
    else
      below[kind === 'back' ? target : source]?.push(
        kind === 'back' || !pill ? { text: '', width: 12 } : pill,
      );
  }
  return boxes.map(({ width }, at) => Math.max(width + 2 * (beside[at] ?? 0), roomFor(below[at] ?? [])));
}

/** What a line to itself takes at least, where a box has several. */
export const LOOP_HEIGHT = SIZES.pillHeight + 6;

/** How many lines lead from each box to itself. */
export function loopsOf(boxes: number, wires: readonly Wire[]): number[] {
  const counts = new Array<number>(boxes).fill(0);
  for (const { kind, source } of wires) if (kind === 'loop') counts[source] = (counts[source] ?? 0) + 1;
  return counts;
}

export function heightsOf(boxes: readonly Box[], wires: readonly Wire[]): number[] {
  const hasPill = new Set(
    wires.flatMap(({ kind, source, pill }) => (kind === 'forward' && pill ? [source] : [])),
  );
  const loops = loopsOf(boxes.length, wires);
  return boxes.map(({ height }, at) =>
    Math.max(height + (hasPill.has(at) ? SIZES.pillRow : 0), (loops[at] ?? 0) * LOOP_HEIGHT),
  );
}
