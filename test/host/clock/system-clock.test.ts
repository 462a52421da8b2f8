import assert from 'node:assert/strict';
import { LONGEST_WAIT, systemClock } from '../../../engine/host/clock/system-clock.ts';
import { machineTime } from '../../../engine/host/clock/time-base.ts';
import { handTurnedTime } from './hand-turned-time.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 2);

describe('the clock', () => {
  it('fires a timeout of 30 days after 30 days and not at once (F14)', () => {
    const time = handTurnedTime(START);
    const fired: number[] = [];
    systemClock(time).at(START + 30 * DAY, () => fired.push(time.now()));
    time.pass(30 * DAY - 1);
    assert.deepEqual(fired, []);
    time.pass(1);
    assert.deepEqual(fired, [START + 30 * DAY]);
    assert.ok(time.longest <= LONGEST_WAIT);
  });

  it('fires oldest first, and of equal times in the order they were set', () => {
    const time = handTurnedTime(START);
    const clock = systemClock(time);
    const fired: string[] = [];
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['b1', 20],
      ['b2', 20],
      ['b3', 20],
    ] as const)
      clock.at(START + at, () => fired.push(name));
    time.pass(100);
    assert.deepEqual(fired, ['a', 'b1', 'b2', 'b3', 'c']);
  });

  it('fires in order whatever the order of 500 settings and cancellations was', () => {
    const time = handTurnedTime(START);
    const clock = systemClock(time);
    const fired: number[] = [];
    const expected: number[] = [];
    for (let index = 0; index < 500; index++) {
      const at = START + ((index * 7919) % 1009) * 1000;
      const cancel = clock.at(at, () => fired.push(at));
      if (index % 3 === 0) cancel();
      else expected.push(at);
    }
    time.pass(1009 * 1000);
    assert.deepEqual(
      fired,
      expected.sort((a, b) => a - b),
    );
  });

  it('fires what is overdue in the next turn, not inside the call', () => {
    const time = handTurnedTime(START);
    const fired: string[] = [];
    systemClock(time).at(START - DAY, () => fired.push('overdue'));
    assert.deepEqual(fired, []);
    time.pass(0);
    assert.deepEqual(fired, ['overdue']);
  });

  it('does not fire what was cancelled, even from another callback of the same time', () => {
    const time = handTurnedTime(START);
    const clock = systemClock(time);
    const fired: string[] = [];
    const held: { cancel?: () => void } = {};
    clock.at(START + 5, () => held.cancel?.());
    held.cancel = clock.at(START + 5, () => fired.push('cancelled'));
    clock.at(START + 6, () => fired.push('other'));
    time.pass(10);
    assert.deepEqual(fired, ['other']);
  });

  it('notices within a minute that the wall clock went on during sleep (F13)', () => {
    const time = handTurnedTime(START);
    const fired: number[] = [];
    systemClock(time).at(START + 7 * DAY, () => fired.push(time.now()));
    time.pass(1000);
    time.jump(8 * DAY);
    time.pass(LONGEST_WAIT);
    assert.equal(fired.length, 1);
  });

  it('waits on when the wall clock was set back', () => {
    const time = handTurnedTime(START);
    const fired: string[] = [];
    systemClock(time).at(START + 1000, () => fired.push('due'));
    time.jump(-DAY);
    time.pass(1000);
    assert.deepEqual(fired, []);
    time.pass(DAY);
    assert.deepEqual(fired, ['due']);
  });

  it('goes on with the others when a callback throws (F47)', () => {
    const time = handTurnedTime(START);
    const clock = systemClock(time);
    const fired: string[] = [];
    clock.at(START + 1, () => {
      throw new Error('broken callback');
    });
    clock.at(START + 1, () => fired.push('next'));
    assert.throws(() => time.pass(1), /broken callback/);
    time.pass(1);
    assert.deepEqual(fired, ['next']);
  });

  it('leaves nothing behind that keeps the process alive once nothing is due', () => {
    const time = handTurnedTime(START);
    systemClock(time).at(START + DAY, () => undefined)();
    const before = time.rounds;
    time.pass(DAY);
    assert.equal(time.rounds, before);
  });

  it('runs on the machine’s own time', (done) => {
    const clock = systemClock(machineTime);
    clock.at(clock.now(), () => done());
  });
});
