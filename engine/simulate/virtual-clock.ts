import type { Clock } from '../run/ports.ts';

interface Due {
  at: number;
  order: number;
  callback: () => void;
}

/** Time that stands still until it is told to move on. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #due: Due[] = [];

  /** @param start milliseconds since the epoch, UTC */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(at: number, callback: () => void): () => void {
    const due: Due = { at, order: this.#order++, callback };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** Moves `ms` on; each clock on the way fires at its own time, and what it sets off ends before the next. */
  async advance(ms: number, settled: () => Promise<void>): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#first(end); next; next = this.#first(end)) {
      this.#due = this.#due.filter((due) => due !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settled();
    }
    this.#now = end;
  }

  /** Forgets every clock, as a killed process does. */
  clear(): void {
    this.#due = [];
  }

  #first(end: number): Due | undefined {
    return this.#due
      .filter((due) => due.at <= end)
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .at(0);
  }
}
