/**
 * Reads a whole journal as an auditor does: every frame, every link, every body against its digest. Changes nothing.
 */
import { decodePayload, GENESIS } from './frame.ts';
import { type FrameMark, payloadAt, walk } from './scan.ts';
import { listSegments, loadSegment, type Segment, segmentName } from './segments.ts';

export interface Problem {
  code: 'broken' | 'body' | 'missing' | 'unreadable' | 'head';
  /** First sequence that cannot be trusted. */
  seq: number;
  segment?: string;
  offset?: number;
  message: string;
}

export interface JournalReport {
  ok: boolean;
  /** Last good sequence before the first problem. */
  seq: number;
  /** Hash of the last good frame. */
  hash: string;
  firstBad?: number;
  problems: Problem[];
  /** An unfinished frame at the end: it was never acknowledged, so it is no damage. */
  unfinished?: { seq: number; segment: string; offset: number };
  events: number;
  erased: number;
}

/** `head`, where it is known, finds whole frames that are missing at the end, and a journal that was written anew (T54). */
export async function verifyJournal(
  directory: string,
  head?: { seq: number; hash: string },
): Promise<JournalReport> {
  const report: JournalReport = { ok: true, seq: 0, hash: GENESIS, problems: [], events: 0, erased: 0 };
  let headFound = head === undefined || (head.seq === 0 && head.hash === GENESIS);
  let next = { seq: 1, hash: GENESIS, epoch: 0 };
  const segments = listSegments(directory);
  for (const [index, segment] of segments.entries()) {
    const bytes = await bytesOf(segment, next.seq, report);
    if (!bytes) break;
    const result = walk(bytes, 0, next, (mark) => {
      if (mark.hash === head?.hash && mark.seq + mark.count - 1 === head.seq) headFound = true;
      checkBodies(bytes, mark, segment, report);
    });
    next = { seq: result.next.seq, hash: result.next.hash ?? '', epoch: result.next.epoch };
    if (result.ending.kind === 'clean') continue;
    const { kind, offset, seq, why } = result.ending;
    const place = { seq, segment: segmentName(segment), offset };
    if (kind === 'torn' && index === segments.length - 1) report.unfinished = place;
    else report.problems.push({ code: 'broken', ...place, message: why });
    break;
  }
  if (head && !headFound && report.problems.length === 0)
    report.problems.push(headProblem(head, next.seq - 1));
  const firstBad =
    report.problems.length > 0 ? Math.min(...report.problems.map(({ seq }) => seq)) : undefined;
  const seq = Math.min(next.seq - 1, (firstBad ?? Number.POSITIVE_INFINITY) - 1);
  return { ...report, ok: firstBad === undefined, seq, hash: next.hash, firstBad };
}

async function bytesOf(
  segment: Segment,
  expected: number,
  report: JournalReport,
): Promise<Buffer | undefined> {
  const place = { seq: expected, segment: segmentName(segment) };
  if (segment.first !== expected) {
    const message = `events ${expected} to ${segment.first - 1} are missing, or stand twice`;
    report.problems.push({ code: 'missing', ...place, message });
    return undefined;
  }
  try {
    return await loadSegment(segment);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    report.problems.push({ code: 'unreadable', ...place, message });
    return undefined;
  }
}

function checkBodies(bytes: Buffer, mark: FrameMark, segment: Segment, report: JournalReport): void {
  const frame = decodePayload(payloadAt(bytes, mark.offset)?.toString() ?? '');
  const place = { seq: mark.seq, segment: segmentName(segment), offset: mark.offset };
  if ('wrong' in frame) {
    report.problems.push({ code: 'body', ...place, message: frame.wrong });
    return;
  }
  const events = frame.batches.flatMap((batch) => batch.events);
  if (frame.count !== events.length) {
    report.problems.push({
      code: 'body',
      ...place,
      message: `${events.length} events instead of ${frame.count}`,
    });
  }
  report.events += events.length;
  report.erased += events.filter(({ salt }) => salt === undefined).length;
}

function headProblem(head: { seq: number }, seq: number): Problem {
  if (seq < head.seq) {
    const message = `the journal ends at ${seq}, but ${head.seq} was reached: events are missing at the end`;
    return { code: 'head', seq: seq + 1, message };
  }
  const message = `the frame that ended at ${head.seq} is not the one that was written`;
  return { code: 'head', seq: head.seq, message };
}
