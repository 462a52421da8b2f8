/**
 * Takes personal content out of a finished segment. Digests, types and sequences stay, so the chain verifies as before.
 * A crash leaves the old segment or the new one (F8).
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Disk, replaceFile } from './disk.ts';
import { decodePayload, eraseBodies, type FrameBatch, type Recorded } from './frame.ts';
import { JournalDamage } from './reader.ts';
import { markAt, payloadAt } from './scan.ts';
import { loadSegment, type Segment } from './segments.ts';

const deflate = promisify(gzip);

/**
 * Rewrites `segment` without the bodies that `erase` names (of an event, or of a cause), and returns how many went.
 * Never for the segment that is being written. Rejects with `JournalDamage` before changing anything.
 */
export async function eraseFromSegment(
  disk: Disk,
  segment: Segment,
  erase: (recorded: Recorded, batch: FrameBatch) => boolean,
): Promise<number> {
  const bytes = await loadSegment(segment);
  const frames: Buffer[] = [];
  let erased = 0;
  const chosen = (recorded: Recorded, batch: FrameBatch): boolean => {
    const goes = recorded.salt !== undefined && erase(recorded, batch);
    if (goes) erased += 1;
    return goes;
  };
  for (let offset = 0, seq = segment.first; offset < bytes.length; ) {
    const mark = markAt(bytes, offset);
    const frame = mark && decodePayload(payloadAt(bytes, offset)?.toString() ?? '');
    if (!frame || 'wrong' in frame) throw new JournalDamage(seq, frame?.wrong ?? 'a frame is broken');
    frames.push(eraseBodies(frame, chosen));
    offset = mark.end;
    seq = mark.seq + mark.count;
  }
  if (erased === 0) return 0;
  const rewritten = Buffer.concat(frames);
  replaceFile(disk, segment.path, segment.packed ? await deflate(rewritten) : rewritten);
  return erased;
}
