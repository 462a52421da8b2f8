/** One running clock for each timer of the state that does not stand still. */
import type { Change, Timer } from '../core/state.ts';
import type { Clock } from './ports.ts';

export class Clocks {
  readonly #running = new Map<string, () => void>();
  readonly #clock: Clock;
  readonly #fire: (timer: string) => void;

  constructor(clock: Clock, fire: (timer: string) => void) {
    this.#clock = clock;
    this.#fire = fire;
  }

  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.table !== 'timers') continue;
      if (change.value) this.set(change.value);
      else this.#cancel(change.key);
    }
  }

  set({ id, at, paused }: Timer): void {
    this.#cancel(id);
    if (paused !== undefined) return;
    const cancel = this.#clock.at(at, () => {
      this.#running.delete(id);
      this.#fire(id);
    });
    this.#running.set(id, cancel);
  }

  /** Sets it where it does not run already. */
  keep(timer: Timer): void {
    if (!this.#running.has(timer.id)) this.set(timer);
  }

  stop(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }

  #cancel(id: string): void {
    this.#running.get(id)?.();
    this.#running.delete(id);
  }
}
