/**
 * Walks the frames of a segment by their headers: length, checksum, sequence, chain. Bodies are not parsed here.
 *
 * Invariants
 * 1. What ends a walk early is *torn* only when nothing valid follows, at any byte offset; else it is *damaged* (I9).
 * 2. A frame with a right checksum in a wrong place (sequence, chain, epoch) is damage: a torn write cannot make one.
 */
import { hash } from 'node:crypto';
import { checksum, coveredPart, HEADER_BYTES } from './frame.ts';

/** A frame's place and its links. */
export interface FrameMark {
  offset: number;
  end: number;
  seq: number;
  count: number;
  epoch: number;
  previous: string;
  hash: string;
}

/** The sequence to expect next; the hash is unknown where a walk starts in the middle of a journal. */
export interface Expected {
  seq: number;
  hash?: string;
  epoch: number;
}

export type Ending =
  | { kind: 'clean' }
  | { kind: 'torn' | 'damaged'; offset: number; seq: number; why: string };

export interface Walk {
  /** What comes after the last good frame. */
  next: Expected;
  /** Offset after the last good frame. */
  end: number;
  frames: number;
  ending: Ending;
}

const HEADER = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const START = /^\{"q":(\d{1,16}),"n":(\d{1,16}),"e":(\d{1,16}),"p":"([0-9a-f]{64})","g":\[/;
const START_BYTES = 180;
const SPACE = 0x20;
const BRACE = 0x7b;
const NEWLINE = 0x0a;

/** The payload at `offset` if a frame with a right checksum stands there. */
export function payloadAt(bytes: Buffer, offset: number): Buffer | undefined {
  const header = HEADER.exec(bytes.toString('latin1', offset, offset + HEADER_BYTES));
  if (!header?.[1]) return undefined;
  const start = offset + HEADER_BYTES;
  const end = start + Number.parseInt(header[1], 16);
  if (end > bytes.length || bytes[end - 1] !== NEWLINE) return undefined;
  const payload = bytes.subarray(start, end);
  return checksum(header[1], payload) === header[2] ? payload : undefined;
}

/** The frame at `offset`, without its content. */
export function markAt(bytes: Buffer, offset: number): FrameMark | undefined {
  const payload = payloadAt(bytes, offset);
  const start = payload && START.exec(payload.toString('latin1', 0, START_BYTES));
  if (!start) return undefined;
  return {
    offset,
    end: offset + HEADER_BYTES + payload.length,
    seq: Number(start[1]),
    count: Number(start[2]),
    epoch: Number(start[3]),
    previous: start[4] ?? '',
    hash: hash('sha256', coveredPart(payload)),
  };
}

/** Follows the frames from `offset` on, calling back for each good one. */
export function walk(
  bytes: Buffer,
  offset: number,
  expected: Expected,
  visit: (mark: FrameMark) => void = () => undefined,
): Walk {
  let next = expected;
  let end = offset;
  let frames = 0;
  const stop = (ending: Ending): Walk => ({ next, end, frames, ending });
  while (end < bytes.length) {
    const mark = markAt(bytes, end);
    const why = mark ? misplaced(mark, next) : 'a frame is broken';
    if (why !== undefined) {
      const followed = mark !== undefined || laterFrame(bytes, end + 1) !== undefined;
      return stop({ kind: followed ? 'damaged' : 'torn', offset: end, seq: next.seq, why });
    }
    if (!mark) break;
    visit(mark);
    frames += 1;
    next = { seq: mark.seq + mark.count, hash: mark.hash, epoch: mark.epoch };
    end = mark.end;
  }
  return stop({ kind: 'clean' });
}

function misplaced(mark: FrameMark, next: Expected): string | undefined {
  if (mark.seq !== next.seq) return `sequence ${mark.seq} stands where ${next.seq} belongs`;
  if (next.hash !== undefined && mark.previous !== next.hash) return 'the hash chain is broken';
  if (mark.epoch < next.epoch) return `epoch ${mark.epoch} comes after epoch ${next.epoch}`;
  return undefined;
}

/** The first byte offset from `from` on at which any whole frame stands. */
function laterFrame(bytes: Buffer, from: number): number | undefined {
  const brace = HEADER_BYTES;
  for (let at = bytes.indexOf(BRACE, from + brace); at >= 0; at = bytes.indexOf(BRACE, at + 1)) {
    const offset = at - brace;
    if (bytes[at - 1] === SPACE && bytes[offset + 8] === SPACE && markAt(bytes, offset)) return offset;
  }
  return undefined;
}
