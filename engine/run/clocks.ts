/**
 * One running clock for each timer of the state that does not stand still. Where many run out together, as after a long
 * sleep, they fire the ones first that were due first, a bounded number a second (F13).
 */
import type { Change, Timer } from '../core/state.ts';
import type { Clock } from './ports.ts';

/** Clocks that fire within one second at most; the others wait for the next one. */
export const FIRED_A_SECOND = 50;
const SECOND_MS = 1000;

export class Clocks {
  readonly #running = new Map<string, () => void>();
  /** Ran out, and waits for its turn. */
  readonly #late = new Map<string, Timer>();
  readonly #clock: Clock;
  readonly #fire: (timer: string) => void;
  #second = { from: Number.NEGATIVE_INFINITY, fired: 0 };
  #next: (() => void) | undefined;

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

  set(timer: Timer): void {
    const { id, at, paused } = timer;
    this.#cancel(id);
    if (paused !== undefined) return;
    const cancel = this.#clock.at(at, () => {
      this.#running.delete(id);
      this.#ranOut(timer);
    });
    this.#running.set(id, cancel);
  }

  /** Sets it where it does not run already. */
  keep(timer: Timer): void {
    if (!this.#running.has(timer.id) && !this.#late.has(timer.id)) this.set(timer);
  }

  stop(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
    this.#late.clear();
    this.#next?.();
    this.#next = undefined;
  }

  #ranOut(timer: Timer): void {
    if (this.#late.size === 0 && this.#mayFire()) this.#fire(timer.id);
    else {
      this.#late.set(timer.id, timer);
      this.#next ??= this.#clock.at(this.#second.from + SECOND_MS, () => this.#goOn());
    }
  }

  #goOn(): void {
    this.#next = undefined;
    const waiting = [...this.#late.values()].sort((a, b) => a.due - b.due);
    for (const { id } of waiting) {
      if (!this.#mayFire()) break;
      this.#late.delete(id);
      this.#fire(id);
    }
    if (this.#late.size > 0) this.#next = this.#clock.at(this.#second.from + SECOND_MS, () => this.#goOn());
  }

  #mayFire(): boolean {
    const now = this.#clock.now();
    const passed = now - this.#second.from;
    if (passed >= SECOND_MS || passed < 0) this.#second = { from: now, fired: 0 };
    if (this.#second.fired >= FIRED_A_SECOND) return false;
    this.#second.fired += 1;
    return true;
  }

  #cancel(id: string): void {
    this.#running.get(id)?.();
    this.#running.delete(id);
    this.#late.delete(id);
  }
}
