/**
 * The Clock port on Node: one base timer for everything that is due.
 *
 * Invariants
 * 1. The base timer never runs longer than `LONGEST_WAIT`, so nothing fires early however far away it is (F14), and a
 *    wall clock that was set forward, or a machine that slept, is noticed within that time (F13).
 * 2. Callbacks fire once, oldest first, never before their time, at most `ROUND` in one turn of the event loop.
 */
import type { Clock } from '../../run/ports.ts';
import { type Due, DueQueue } from './due-queue.ts';
import { machineTime, type TimeBase } from './time-base.ts';

/** Milliseconds after which the wall clock is looked at again. */
export const LONGEST_WAIT = 60_000;

const ROUND = 64;

/** A clock over the machine's time, or over `base`. Absolute times are milliseconds since the epoch, UTC. */
export function systemClock(base: TimeBase = machineTime): Clock {
  const queue = new DueQueue();
  let added = 0;
  let armed: { at: number; cancel: () => void } | undefined;

  const arm = (): void => {
    const next = queue.peek();
    if (armed && armed.at === next?.at) return;
    armed?.cancel();
    armed = next && { at: next.at, cancel: base.after(waitUntil(next.at), fire) };
  };
  const waitUntil = (at: number): number => Math.min(Math.max(at - base.now(), 0), LONGEST_WAIT);
  const fire = (): void => {
    armed = undefined;
    try {
      for (let fired = 0; fired < ROUND; fired++) {
        const due = queue.takeDue(base.now());
        if (!due) return;
        due.callback();
      }
    } finally {
      arm();
    }
  };

  return {
    now: () => base.now(),
    at: (at, callback) => {
      const due: Due = { at, order: added++, cancelled: false, callback };
      queue.add(due);
      arm();
      return () => {
        due.cancelled = true;
        arm();
      };
    },
  };
}
