/**
 * The machine's time, as little of it as the clock needs; tests put their own in its place. `monotonic` stands still
 * while the machine sleeps and ignores corrections of the wall clock, `now` does neither.
 */
export interface TimeBase {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Milliseconds since some start. */
  monotonic(): number;
  /** Calls back once after `delay` milliseconds (at most 2^31 - 1); returns the cancellation. */
  after(delay: number, callback: () => void): () => void;
  /** The same, without keeping the process alive. */
  afterIdle(delay: number, callback: () => void): () => void;
}

export const machineTime: TimeBase = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delay, callback) => {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
  afterIdle: (delay, callback) => {
    const timer = setTimeout(callback, delay).unref();
    return () => clearTimeout(timer);
  },
};
