/**
 * Looks at a journal before it is used, without touching it: where it ends, whether it is sound, and which of the
 * hashes that others remember (the head, a snapshot) it really contains.
 *
 * Reads only the segments from the oldest remembered sequence on; `verify` reads all.
 */
import { GENESIS } from './frame.ts';
import { type Ending, type FrameMark, walk } from './scan.ts';
import { listSegments, loadSegment, type Segment, segmentName } from './segments.ts';

/** A frame somebody remembers: the last sequence it covers and its hash. */
export interface Anchor {
  seq: number;
  hash: string;
}

export interface Survey {
  directory: string;
  segments: Segment[];
  /** Sequence of the last good event, 0 when empty. */
  seq: number;
  /** Hash and epoch of the last good frame. */
  hash: string;
  epoch: number;
  /** Bytes of good frames in the last segment that has some. */
  end: number;
  /** Offsets of the last two good frames of the last segment: the ones an earlier failed sync may have left unsynced. */
  lastFrames: number[];
  /** Whether the last good frame is a seal. */
  sealed: boolean;
  ending: Ending & { segment?: Segment };
  /** Anchors that the journal contains, by hash. */
  found: ReadonlySet<string>;
}

export async function surveyJournal(directory: string, anchors: readonly Anchor[] = []): Promise<Survey> {
  const segments = listSegments(directory);
  const oldest = Math.min(...anchors.map(({ seq }) => Math.max(seq, 1)), Number.POSITIVE_INFINITY);
  const last = segments.length - 1;
  const holding = segments.findLastIndex(({ first }) => first <= oldest);
  const start = Math.max(Number.isFinite(oldest) ? holding : last, 0);
  const survey = await surveyFrom(directory, segments, start, anchors);
  const blind = survey.hash === '' && start > 0;
  return blind ? surveyFrom(directory, segments, start - 1, anchors) : survey;
}

async function surveyFrom(
  directory: string,
  segments: Segment[],
  start: number,
  anchors: readonly Anchor[],
): Promise<Survey> {
  const wanted = new Map(anchors.map(({ seq, hash }) => [hash, seq]));
  const found = new Set<string>(wanted.get(GENESIS) === 0 ? [GENESIS] : []);
  const first = segments[start]?.first ?? 1;
  const fromTheBeginning = start === 0;
  const survey: Survey = {
    directory,
    segments,
    seq: first - 1,
    hash: fromTheBeginning ? GENESIS : '',
    epoch: 0,
    end: 0,
    lastFrames: [],
    sealed: true,
    ending: { kind: 'clean' },
    found,
  };
  const note = (mark: FrameMark) => {
    if (wanted.get(mark.hash) === mark.seq + mark.count - 1) found.add(mark.hash);
    survey.lastFrames = [...survey.lastFrames.slice(-1), mark.offset];
    survey.sealed = mark.count === 0;
  };
  if (segments.length > 0 && fromTheBeginning && first !== 1) {
    return { ...survey, seq: 0, ending: missing(1, segments[0]) };
  }
  for (const [index, segment] of segments.entries()) {
    if (index < start) continue;
    if (segment.first !== survey.seq + 1) {
      return { ...survey, ending: missing(survey.seq + 1, segment) };
    }
    survey.lastFrames = [];
    const bytes = await loadOrWhy(segment);
    if (typeof bytes === 'string') {
      return { ...survey, ending: { kind: 'damaged', offset: 0, seq: segment.first, why: bytes, segment } };
    }
    const { next, end, ending } = walk(
      bytes,
      0,
      { seq: segment.first, hash: survey.hash || undefined, epoch: survey.epoch },
      note,
    );
    Object.assign(survey, { seq: next.seq - 1, hash: next.hash ?? '', epoch: next.epoch, end });
    if (ending.kind === 'clean') continue;
    const open = index === segments.length - 1;
    survey.ending = { ...ending, kind: open ? ending.kind : 'damaged', segment };
    return survey;
  }
  return survey;
}

function missing(seq: number, segment?: Segment): Survey['ending'] {
  const name = segment && segmentName(segment);
  return {
    kind: 'damaged',
    offset: 0,
    seq,
    why: `events from ${seq} on are missing before ${name}`,
    segment,
  };
}

async function loadOrWhy(segment: Segment): Promise<Buffer | string> {
  try {
    return await loadSegment(segment);
  } catch (error) {
    return `${segmentName(segment)} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
