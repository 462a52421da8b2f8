/**
 * Takes personal content out of finished segments. Digests, types and sequences stay, so the chain verifies as before.
 * A crash leaves the old segment or the new one (F8); erasing again takes what is left.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Traces } from '../../core/conversation/traces.ts';
import { type Disk, replaceFile } from './disk.ts';
import { decodePayload, eraseBodies, type Frame, type FrameBatch, type Recorded } from './frame.ts';
import { JournalDamage } from './reader.ts';
import { markAt, payloadAt } from './scan.ts';
import { loadSegment, type Segment } from './segments.ts';

const deflate = promisify(gzip);

/** Whether a body goes; of a cause, `seq` is that of its first event. */
type Choice = (recorded: Recorded, batch: FrameBatch, seq: number) => boolean;

export interface ConversationToErase {
  bot: string;
  conversation: string;
  /** Last sequence whose content goes. */
  upTo: number;
}

/** What tells that something was erased, and what the whole store stands on, stays. */
const KEPT: ReadonlySet<string> = new Set(['conversation-erased', 'content-removed', 'workflow-pinned']);
/** Causes that are the engine's own and concern every conversation. */
const OWN_CAUSES: ReadonlySet<string> = new Set(['open', 'catch-up', 'config']);

/**
 * Takes every body of a conversation out of these segments (oldest first), and the causes that led to them. Returns the
 * number of bodies that went; `rewritten` is told of each segment that is another file now. Rejects with `JournalDamage`.
 *
 * What belongs together is found from the beginning of the journal, and taken from its end: after a crash the
 * beginnings are still there to find the rest by.
 */
export async function eraseConversation(
  disk: Disk,
  segments: readonly Segment[],
  what: ConversationToErase,
  rewritten: (segment: Segment) => void,
): Promise<number> {
  const traces = new Traces(what.bot, what.conversation);
  const found: Found[] = [];
  for (const segment of segments) {
    const bytes = await loadSegment(segment);
    const one: Found = { segment, events: new Set(), causes: new Set() };
    for (const frame of framesIn(bytes, segment.first)) note(frame, traces, what.upTo, one);
    found.push(one);
  }
  let count = 0;
  for (const { segment, events, causes } of found.reverse()) {
    removeCopies(disk, segment);
    if (events.size === 0) continue;
    count += await eraseFromSegment(disk, segment, (recorded, batch, seq) =>
      recorded === batch.cause ? causes.has(seq) : events.has(seq),
    );
    rewritten(segment);
  }
  return count;
}

/** What goes of a segment, by sequence. */
interface Found {
  segment: Segment;
  events: Set<number>;
  /** Of the first event of their batch. */
  causes: Set<number>;
}

/** Takes down which bodies of a frame belong to the conversation. */
function note(frame: Frame, traces: Traces, upTo: number, { events, causes }: Found): void {
  let first = frame.seq;
  for (const batch of frame.batches) {
    for (const [index, { type, body }] of batch.events.entries()) {
      const seq = first + index;
      if (seq > upTo || KEPT.has(type) || !traces.holds(body)) continue;
      events.add(seq);
      if (!OWN_CAUSES.has(batch.kind)) causes.add(first);
    }
    first += batch.events.length;
  }
}

/** What a compression that was cut short, or a rewriting, may have left beside a segment. */
function removeCopies(disk: Disk, { path, packed }: Segment): void {
  const plain = packed ? path.replace(/\.gz$/, '') : path;
  for (const other of [`${plain}.gz`, `${plain}.gz.tmp`, `${plain}.tmp`])
    if (other !== path) disk.remove(other);
}

/** Rejects what is damaged: nothing is changed then. */
function* framesIn(bytes: Buffer, first: number): Generator<Frame> {
  for (let offset = 0, seq = first; offset < bytes.length; ) {
    const mark = markAt(bytes, offset);
    const frame = mark && decodePayload(payloadAt(bytes, offset)?.toString() ?? '');
    if (!frame || 'wrong' in frame) throw new JournalDamage(seq, frame?.wrong ?? 'a frame is broken');
    yield frame;
    offset = mark.end;
    seq = mark.seq + mark.count;
  }
}

/**
 * Rewrites `segment` without the bodies that `erase` names (of an event, or of a cause), and returns how many went.
 * Never for the segment that is being written. Rejects with `JournalDamage` before changing anything.
 */
export async function eraseFromSegment(disk: Disk, segment: Segment, erase: Choice): Promise<number> {
  const bytes = await loadSegment(segment);
  const frames: Buffer[] = [];
  let erased = 0;
  const chosen: Choice = (recorded, batch, seq) => {
    const goes = recorded.salt !== undefined && erase(recorded, batch, seq);
    if (goes) erased += 1;
    return goes;
  };
  for (const frame of framesIn(bytes, segment.first)) frames.push(eraseBodies(frame, chosen));
  if (erased === 0) return 0;
  const rewritten = Buffer.concat(frames);
  replaceFile(disk, segment.path, segment.packed ? await deflate(rewritten) : rewritten);
  return erased;
}
