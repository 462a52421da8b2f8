/** Waits for what should come, and says what came instead. Each sight is taken once, by the first that it fits. */
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import type { Mail } from '../../run/ports.ts';
import { Exit } from '../exit.ts';
import type { Show } from './shows.ts';

export type Sight =
  | Exclude<Show, { kind: 'waiting' }>
  | { kind: 'handoff'; detail: HandoffDetail }
  | { kind: 'mail'; mail: Mail };

export interface Watch {
  see(sight: Sight): void;
  /** Something broke: whoever waits, now or later, is told. */
  fail(error: unknown): void;
  /** @throws Exit 1 when it is late, or a handoff or the end of the run came instead */
  until<T>(what: string, fits: (sight: Sight) => T | undefined): Promise<T>;
}

const PATIENCE_MS = 60_000;

export function createWatch(patienceMs = PATIENCE_MS): Watch {
  const sights: Sight[] = [];
  let broken: unknown;
  let wake: () => void = () => undefined;

  function take<T>(fits: (sight: Sight) => T | undefined): T | undefined {
    for (const [index, sight] of sights.entries()) {
      const found = fits(sight);
      if (found === undefined) continue;
      sights.splice(index, 1);
      return found;
    }
    return undefined;
  }

  return {
    see(sight) {
      sights.push(sight);
      wake();
    },
    fail(error) {
      broken ??= error;
      wake();
    },
    async until(what, fits) {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        wake();
      }, patienceMs);
      try {
        for (;;) {
          const news = new Promise<void>((resolve) => {
            wake = resolve;
          });
          if (broken !== undefined) throw broken;
          const found = take(fits);
          if (found !== undefined) return found;
          const instead = sights.map(obstacle).find((text) => text !== undefined);
          if (instead !== undefined) throw new Exit(1, `Expected ${what}; instead ${instead}.`);
          if (isLate) throw new Exit(1, `Expected ${what}; nothing came for ${patienceMs / 1000} s.`);
          await news;
        }
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function obstacle(sight: Sight): string | undefined {
  if (sight.kind === 'handoff') return `${sight.detail.ticket} waits: ${sight.detail.reason}`;
  return sight.kind === 'ended' ? `the run is over (${sight.status})` : undefined;
}
