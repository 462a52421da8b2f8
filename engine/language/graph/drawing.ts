/** What a node looks like at its place: outline, sign and texts. Page and exported picture draw the same. */
import type { GraphNode, PlacedNode, Point, Shape } from '../../../schemas/protocol/graph.ts';
import { type Box, SIZES } from './boxes.ts';

const SIGN_SIZE = 12;
const TOP = 10;

export function drawing(
  { shape, kind }: GraphNode,
  { width, height, lines, detail, short }: Box,
  { x, y }: Point,
): Pick<PlacedNode, 'texts' | 'outline' | 'sign'> {
  const left = x + SIZES.padding + 4;
  const first = y + TOP + SIZES.kindLine;
  const below = first + lines.length * SIZES.labelLine;
  const middle = y + (height - short.length * SIZES.shortLine) / 2;
  return {
    texts: [
      { role: 'kind', x: left + SIGN_SIZE + 6, y: y + TOP + 10, text: kind },
      ...lines.map(
        (text, line) => ({ role: 'label', x: left, y: first + line * SIZES.labelLine + 14, text }) as const,
      ),
      ...(detail === '' ? [] : [{ role: 'detail', x: left, y: below + 13, text: detail } as const]),
      ...short.map(
        (text, line) =>
          ({ role: 'short', x: x + SIZES.padding, y: middle + line * SIZES.shortLine + 17, text }) as const,
      ),
    ],
    outline: OUTLINES[shape](x, y, width, height),
    sign: moved(SIGNS[shape], left, y + TOP),
  };
}

const OUTLINES: Readonly<Record<Shape, (x: number, y: number, width: number, height: number) => string>> = {
  start: (x, y, width, height) => rounded(x, y, width, height, Math.min(24, height / 2)),
  step: (x, y, width, height) => rounded(x, y, width, height, 5),
  person: (x, y, width, height) => rounded(x, y, width, height, 5),
  say: (x, y, width, height) => rounded(x, y, width, height, 14),
  unknown: (x, y, width, height) => rounded(x, y, width, height, 5),
  choice: (x, y, width, height) => {
    const cut = 12;
    const inner = { width: width - 2 * cut, height: height - 2 * cut };
    return `M${x + cut} ${y}h${inner.width}l${cut} ${cut}v${inner.height}l${-cut} ${cut}h${-inner.width}l${-cut} ${-cut}v${-inner.height}z`;
  },
};

function rounded(x: number, y: number, width: number, height: number, radius: number): string {
  const arc = (dx: number, dy: number): string => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * radius, height - 2 * radius];
  return [
    `M${x + radius} ${y}h${across}${arc(radius, radius)}v${down}${arc(-radius, radius)}`,
    `h${-across}${arc(-radius, -radius)}v${-down}${arc(radius, -radius)}z`,
  ].join('');
}

/** Strokes in a square of 12; the numbers after `M` are its places. */
const SIGNS: Readonly<Record<Shape, readonly (readonly [number, number, string])[]>> = {
  start: [[2.5, 1, 'l8 5l-8 5z']],
  step: [
    [1, 3, 'h10'],
    [1, 6, 'h10'],
    [1, 9, 'h6'],
  ],
  choice: [[6, 0.5, 'l5.5 5.5l-5.5 5.5l-5.5 -5.5z']],
  person: [
    [8.5, 3, 'a2.5 2.5 0 1 0 -5 0a2.5 2.5 0 1 0 5 0z'],
    [1, 11.5, 'c0 -6 10 -6 10 0'],
  ],
  say: [[1, 1, 'h10v7h-5.5l-2.5 3v-3h-2z']],
  unknown: [
    [3, 4, 'c0 -4 6.5 -4 6.5 -0.5c0 2.5 -3.5 2.2 -3.5 5'],
    [6, 11, 'v0.6'],
  ],
};

function moved(strokes: readonly (readonly [number, number, string])[], x: number, y: number): string {
  return strokes.map(([dx, dy, rest]) => `M${x + dx} ${y + dy}${rest}`).join('');
}
