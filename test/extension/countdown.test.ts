import assert from 'node:assert/strict';
import { countdown } from '../../extension/queue/countdown.ts';
import { plain } from '../../extension/words.ts';

const NOW = Date.UTC(2026, 10, 21, 14, 0);
const MINUTE = 60_000;

describe('how long until it is due (R55)', () => {
  const CASES: [number, string, string][] = [
    [38 * MINUTE, 'later', 'due in 38 min'],
    [37 * MINUTE + 1, 'later', 'due in 38 min'],
    [16 * MINUTE, 'later', 'due in 16 min'],
    [15 * MINUTE, 'soon', 'due in 15 min'],
    [1, 'soon', 'due in 1 min'],
    [0, 'soon', 'due now'],
    [-59_999, 'soon', 'due now'],
    [-MINUTE, 'overdue', 'overdue 1 min'],
    [-5 * MINUTE, 'overdue', 'overdue 5 min'],
    [60 * MINUTE, 'later', 'due in 1 h'],
    [80 * MINUTE, 'later', 'due in 1 h 20 min'],
    [119 * MINUTE, 'later', 'due in 1 h 59 min'],
    [239 * MINUTE, 'later', 'due in 3 h'],
    [11 * 60 * MINUTE + 7 * MINUTE, 'later', 'due in 11 h'],
    [-3 * 1440 * MINUTE, 'overdue', 'overdue 3 days'],
  ];
  for (const [left, kind, text] of CASES)
    it(`says "${text}" ${left} ms before`, () => {
      assert.deepEqual(countdown(new Date(NOW + left).toISOString(), NOW, plain), { kind, text });
    });
});
