import assert from 'node:assert/strict';
import { shownEdits } from '../../../engine/host/bridge/masking.ts';

const MASK = '•••';

describe('what people see of edits', () => {
  const CASES: [string, string[], unknown, unknown][] = [
    ['draft.text', ['card'], 'after', 'after'],
    ['card', ['card'], '4111', MASK],
    ['card.number', ['card'], '4111', MASK],
    [
      'customer',
      ['customer.card.number'],
      { card: { number: '4111' }, name: 'Jo' },
      { card: { number: MASK }, name: 'Jo' },
    ],
  ];
  for (const [path, sensitive, after, shown] of CASES)
    it(`hides of ${path} what ${sensitive.join(', ')} calls sensitive, before and after`, () => {
      assert.deepEqual(shownEdits([{ path, before: after, after }], sensitive), [
        { path, before: shown, after: shown },
      ]);
    });
});
