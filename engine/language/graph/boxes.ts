/** How much room each node takes, with what is written on it and the handles that hang below it. */
import type { GraphEdge, GraphNode } from '../../../schemas/protocol/graph.ts';
import type { Link } from './folding.ts';
import { cut, widthOf, wrap } from './text-width.ts';

/** Sizes of the drawing, in pixels. */
export const SIZES = {
  nodeWidth: 228,
  padding: 12,
  kindLine: 16,
  labelSize: 13,
  labelLine: 18,
  shortSize: 18,
  shortLine: 22,
  detailSize: 11.5,
  detailLine: 17,
  pillSize: 11,
  pillHeight: 18,
  pillRow: 32,
  betweenNodes: 32,
  betweenRanks: 44,
} as const;

const LONGEST_PILL = 176;
const BETWEEN_PILLS = 8;

export interface Box {
  readonly width: number;
  /** Of the node itself; handles hang below. */
  readonly height: number;
  readonly lines: readonly string[];
  readonly detail: string;
  /** The label for a small scale, as large as the box bears. */
  readonly short: readonly string[];
}

/** The node's own box; `below` is the room that its handles take side by side. */
export function boxOf({ label, detail }: GraphNode, folded: boolean): Box {
  const room = SIZES.nodeWidth - 2 * SIZES.padding - 4;
  const lines = wrap(label, SIZES.labelSize, room - (folded ? 16 : 0), 2);
  const shown = detail === '' ? '' : cut(detail, SIZES.detailSize, room);
  const texts = SIZES.kindLine + lines.length * SIZES.labelLine + (shown === '' ? 0 : SIZES.detailLine);
  const short = wrap(label, SIZES.shortSize, SIZES.nodeWidth - 2 * SIZES.padding, 2);
  return { width: SIZES.nodeWidth, height: texts + 2 * 10, lines, detail: shown, short };
}

export interface PillText {
  readonly text: string;
  readonly width: number;
}

/** What is written at a link: its handle, its condition, or how many edges it stands for. */
export function pillOf({ edges }: Link): PillText | undefined {
  const [first] = edges;
  const text = edges.length > 1 ? `${edges.length} edges` : first === undefined ? '' : wordsOf(first);
  if (text === '') return undefined;
  const shown = cut(text, SIZES.pillSize, LONGEST_PILL - 16);
  return { text: shown, width: Math.ceil(widthOf(shown, SIZES.pillSize)) + 16 };
}

/** Handle and condition of an edge as one reads them: `approved`, `amount > 500`, `approved if amount > 500`. */
export function wordsOf({ handle, when }: Pick<GraphEdge, 'handle' | 'when'>): string {
  const condition = when
    ?.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return [handle ?? '', condition ?? ''].filter((part) => part !== '').join(' if ');
}

/** The room that handles take side by side. */
export function roomFor(pills: readonly (PillText | undefined)[]): number {
  return pills.reduce((sum, pill) => sum + (pill?.width ?? 0) + BETWEEN_PILLS, -BETWEEN_PILLS);
}

/** Centres of handles side by side around a middle; one without a text takes a little room too. */
export function centres(pills: readonly (PillText | undefined)[], middle: number): number[] {
  const least = 12;
  const widths = pills.map((pill) => pill?.width ?? least);
  let at = middle - (widths.reduce((sum, width) => sum + width, 0) + BETWEEN_PILLS * (widths.length - 1)) / 2;
  return widths.map((width) => {
    const centre = at + width / 2;
    at += width + BETWEEN_PILLS;
    return centre;
  });
}
