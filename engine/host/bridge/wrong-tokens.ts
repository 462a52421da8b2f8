/**
 * Bounds what guessing tokens costs us: after so many wrong ones a minute the next are turned away unlogged. A right
 * token still passes, so nobody can lock others out by guessing; 256 bits are not found by trying (T8).
 */
const WINDOW_MS = 60_000;

export interface WrongTokens {
  /** Counts one more at that time. */
  count(now: number): 'within' | 'limit' | 'beyond';
}

export function createWrongTokens(perMinute: number): WrongTokens {
  let since = 0;
  let wrong = 0;
  return {
    count(now) {
      if (now - since >= WINDOW_MS || now < since) {
        since = now;
        wrong = 0;
      }
      wrong += 1;
      if (wrong > perMinute + 1) return 'beyond';
      if (wrong === perMinute + 1) return 'limit';
      return 'within';
    },
  };
}
