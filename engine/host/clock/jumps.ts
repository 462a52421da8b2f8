/** Tells when the wall clock and the passing of time disagree: after sleep, or when the clock was set (F13). */
import { machineTime, type TimeBase } from './time-base.ts';

/** A jump that the engine treats like a start, in milliseconds (CONTRACT, Handoffs: "a clock jump of over an hour"). */
export const NOTABLE_JUMP = 3_600_000;

const LOOK_EVERY = 30_000;

/**
 * Calls back with the milliseconds by which the wall clock went further than time passed (negative: it was set back),
 * if that is more than `threshold`. Returns the end of watching. Does not keep the process alive.
 */
export function watchJumps(
  onJump: (by: number) => void,
  base: TimeBase = machineTime,
  threshold: number = NOTABLE_JUMP,
): () => void {
  let difference = base.now() - base.monotonic();
  let cancel = base.afterIdle(LOOK_EVERY, look);

  function look(): void {
    cancel = base.afterIdle(LOOK_EVERY, look);
    const current = base.now() - base.monotonic();
    const by = current - difference;
    difference = current;
    if (Math.abs(by) > threshold) onJump(by);
  }

  return () => cancel();
}
