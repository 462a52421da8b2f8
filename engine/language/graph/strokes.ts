/** SVG paths of lines and their arrow heads. */
import type { Point } from '../../../schemas/protocol/graph.ts';

const HEAD = 8;

/** A path from a start and three points for each curve. */
export function lineOf([start, ...rest]: readonly Point[]): string {
  if (start === undefined) return '';
  const curves = rest.map(({ x, y }, at) => `${at % 3 === 0 ? 'C' : ' '}${tenths(x)} ${tenths(y)}`);
  return `M${tenths(start.x)} ${tenths(start.y)}${curves.join('')}`;
}

/** A triangle at the end of a line, pointing where the line goes. */
export function headOf(points: readonly Point[]): string {
  const end = points.at(-1);
  const before = points.findLast(({ x, y }) => x !== end?.x || y !== end?.y);
  if (end === undefined || before === undefined) return '';
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const across = {
    x: (-(end.y - before.y) / length) * (HEAD / 2),
    y: ((end.x - before.x) / length) * (HEAD / 2),
  };
  const foot = {
    x: end.x - ((end.x - before.x) / length) * HEAD,
    y: end.y - ((end.y - before.y) / length) * HEAD,
  };
  const corners = [
    end,
    { x: foot.x + across.x, y: foot.y + across.y },
    { x: foot.x - across.x, y: foot.y - across.y },
  ];
  return `M${corners.map(({ x, y }) => `${tenths(x)} ${tenths(y)}`).join('L')}z`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
