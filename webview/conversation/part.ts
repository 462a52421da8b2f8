/**
 * Which messages of a long thread are drawn: a run of them that moves with the reader, so that the page stays as large as
 * a short thread however long it gets. Pure; indices count from the oldest message that is known.
 */
import type { MessageItem } from '../../schemas/protocol/views.ts';

/** Most messages that are drawn at a time. */
export const MOST = 120;
const STEP = 60;

export interface Part {
  from: number;
  /** The one behind the last. */
  to: number;
}

export function newest(count: number): Part {
  return { from: Math.max(0, count - MOST), to: count };
}

export function earlier(part: Part): Part {
  const from = Math.max(0, part.from - STEP);
  return { from, to: Math.min(part.to, from + MOST) };
}

export function later(part: Part, count: number): Part {
  const to = Math.min(count, part.to + STEP);
  return { from: Math.max(part.from, to - MOST), to };
}

/** The same messages after `added` were put before them. */
export function moved(part: Part, added: number): Part {
  return { from: part.from + added, to: part.to + added };
}

/** Both runs as one, in order and each message once; the later word on a message holds. */
export function merged(known: readonly MessageItem[], more: readonly MessageItem[]): MessageItem[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
