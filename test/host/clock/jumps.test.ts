import assert from 'node:assert/strict';
import { watchJumps } from '../../../engine/host/clock/jumps.ts';
import { handTurnedTime } from './hand-turned-time.ts';

const HOUR = 3_600_000;

describe('clock jumps', () => {
  it('are told once, with their size, in both directions (F11, F13)', () => {
    const time = handTurnedTime(0);
    const jumps: number[] = [];
    const end = watchJumps((by) => jumps.push(by), time);
    time.pass(HOUR);
    time.jump(30 * 24 * HOUR);
    time.pass(HOUR);
    time.jump(-2 * HOUR);
    time.pass(HOUR);
    end();
    assert.deepEqual(jumps, [30 * 24 * HOUR, -2 * HOUR]);
  });

  it('of an hour or less are no jumps', () => {
    const time = handTurnedTime(0);
    const jumps: number[] = [];
    watchJumps((by) => jumps.push(by), time);
    time.jump(HOUR);
    time.pass(HOUR);
    assert.deepEqual(jumps, []);
  });

  it('are no longer told once watching has ended', () => {
    const time = handTurnedTime(0);
    const jumps: number[] = [];
    watchJumps((by) => jumps.push(by), time)();
    time.jump(5 * HOUR);
    time.pass(HOUR);
    assert.deepEqual(jumps, []);
  });
});
