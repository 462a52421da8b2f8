import assert from 'node:assert/strict';
import { parseDuration, speak } from '../../engine/model/duration.ts';

const HOUR = 3_600_000;

describe('a duration', () => {
  it('is read in the forms of the contract (R11)', () => {
    const rows: [string, number][] = [
      ['30s', 30_000],
      ['15m', 900_000],
      ['4h', 4 * HOUR],
      ['7d', 168 * HOUR],
      ['1d 12h', 36 * HOUR],
      ['1d12h', 36 * HOUR],
      ['1.5h', 1.5 * HOUR],
      ['PT4H', 4 * HOUR],
      ['P1DT12H', 36 * HOUR],
      ['P2W', 336 * HOUR],
      ['3650d', 87_600 * HOUR],
    ];
    for (const [text, ms] of rows) assert.equal(parseDuration(text), ms, text);
  });

  it('is never a bare number, negative, nothing, beyond ten years or of unclear length', () => {
    const texts = [
      '5',
      '-3h',
      '0s',
      '',
      ' ',
      'h',
      '4 hours from now',
      '12h 1d',
      '1h1h',
      'P',
      'PT',
      'P1M',
      'P1Y',
      '3651d',
      '1e3s',
      'NaNh',
      '4H',
      '٤h',
      '{{x}}',
    ];
    for (const text of texts) assert.equal(parseDuration(text), undefined, text);
  });

  it('is spoken in words', () => {
    assert.equal(speak(4 * HOUR), '4 hours');
    assert.equal(speak(36 * HOUR), '1 day 12 hours');
    assert.equal(speak(60_000), '1 minute');
    assert.equal(speak(0), 'a moment');
  });
});
