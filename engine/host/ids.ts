import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../run/ports.ts';

const RANDOM_BYTES = 16;
/** Half of what 32 bits count, so that a burst within a millisecond has room above its random start. */
const HIGHEST_START = 0x7fff_ffff;

const page = Buffer.alloc(RANDOM_BYTES * 256);
let used = page.length;
let msecs = 0;
let seq = 0;

/**
 * Ids of UUID version 7: they sort by the time of their making, also those of one millisecond. Their random bytes are
 * drawn from the system in pages, because one call an id is slow.
 */
export const uuids: Ids = {
  next() {
    const random = randomBytes();
    const now = Date.now();
    if (now > msecs) {
      msecs = now;
      seq = random.readUInt32LE(0) & HIGHEST_START;
    } else seq += 1;
    return v7({ random, msecs, seq });
  },
};

function randomBytes(): Buffer {
  if (used === page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += RANDOM_BYTES;
  return page.subarray(used - RANDOM_BYTES, used);
}
