/** Many calls, few acts: the first at once, those that come meanwhile as one more when the time is over. */
export interface Timers {
  set(act: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

export class Throttle {
  readonly #act: () => void;
  readonly #ms: number;
  readonly #timers: Timers;
  #timer: unknown;
  #again = false;

  constructor(act: () => void, ms: number, timers: Timers) {
    this.#act = act;
    this.#ms = ms;
    this.#timers = timers;
  }

  call(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#act();
    this.#timer = this.#timers.set(() => this.#over(), this.#ms);
  }

  dispose(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#again = false;
  }

  #over(): void {
    this.#timer = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.call();
  }
}
