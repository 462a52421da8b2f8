import type { TimeBase } from '../../../engine/host/clock/time-base.ts';

const LIMIT_OF_SET_TIMEOUT = 2 ** 31 - 1;

export interface HandTurnedTime extends TimeBase {
  /** Lets this much time pass, on both clocks; whatever falls due fires at its own time. */
  pass(milliseconds: number): void;
  /** Sets the wall clock alone, as sleep or a correction does. */
  jump(milliseconds: number): void;
  readonly rounds: number;
  readonly longest: number;
}

/** A time base that moves by hand, and like Node fires after 1 ms what was asked for after 2^31 ms or more (F14). */
export function handTurnedTime(start: number): HandTurnedTime {
  let wall = start;
  let passed = 0;
  let rounds = 0;
  let longest = 0;
  let pending: { at: number; callback: () => void }[] = [];

  const after = (delay: number, callback: () => void) => {
    longest = Math.max(longest, delay);
    const entry = { at: passed + (delay > LIMIT_OF_SET_TIMEOUT ? 1 : delay), callback };
    pending.push(entry);
    return () => {
      pending = pending.filter((other) => other !== entry);
    };
  };
  const moveTo = (at: number) => {
    wall += at - passed;
    passed = at;
  };

  return {
    now: () => wall,
    monotonic: () => passed,
    after,
    afterIdle: after,
    jump: (milliseconds) => {
      wall += milliseconds;
    },
    pass: (milliseconds) => {
      const end = passed + milliseconds;
      for (;;) {
        const next = pending.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        pending = pending.filter((entry) => entry !== next);
        moveTo(Math.max(next.at, passed));
        rounds += 1;
        next.callback();
      }
      moveTo(end);
    },
    get rounds() {
      return rounds;
    },
    get longest() {
      return longest;
    },
  };
}
