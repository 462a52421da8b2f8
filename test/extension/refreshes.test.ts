import assert from 'node:assert/strict';
import { Refreshes } from '../../extension/queue/refreshes.ts';

/** Timers that run when told. */
function hand() {
  let waiting: (() => void) | undefined;
  return {
    timers: {
      after(_ms: number, callback: () => void) {
        waiting = callback;
        return () => {
          waiting = undefined;
        };
      },
    },
    /** @returns whether something was waited for */
    rest(): boolean {
      const callback = waiting;
      waiting = undefined;
      callback?.();
      return callback !== undefined;
    },
  };
}

describe('refreshes of the queue', () => {
  let drawn: (string[] | undefined)[];
  let clock: ReturnType<typeof hand>;
  let refreshes: Refreshes<string>;
  beforeEach(() => {
    drawn = [];
    clock = hand();
    refreshes = new Refreshes<string>((nodes) => drawn.push(nodes), clock.timers);
  });

  it('begin at once, and gather what comes without a pause into one', () => {
    for (const node of ['a', 'b', 'c', 'b']) refreshes.ask([node]);
    assert.deepEqual(drawn, [['a']]);
    clock.rest();
    assert.deepEqual(drawn, [['a'], ['b', 'c']]);
  });

  it('keep pauses between them however many are asked for, and rest when none is', () => {
    refreshes.ask(['a']);
    for (let round = 0; round < 3; round++) {
      refreshes.ask(['a']);
      assert.ok(clock.rest());
    }
    assert.equal(drawn.length, 4);
    assert.ok(clock.rest());
    assert.ok(!clock.rest());
    assert.equal(drawn.length, 4);
  });

  it('draw everything where one of them asked for it', () => {
    refreshes.ask(['a']);
    refreshes.ask(['b']);
    refreshes.ask(undefined);
    clock.rest();
    assert.deepEqual(drawn, [['a'], undefined]);
  });

  it('end with the window', () => {
    refreshes.ask(['a']);
    refreshes.ask(['b']);
    refreshes.dispose();
    assert.ok(!clock.rest());
    assert.deepEqual(drawn, [['a']]);
  });
});
