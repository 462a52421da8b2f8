import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fit as fitTo } from '../../engine/model/fit.ts';

const fitted = (value: unknown, schema: Record<string, unknown>): unknown =>
  (fitTo({ x: value }, { type: 'object', properties: { x: schema } }) as { x: unknown }).x;

describe('fitting arguments to an input schema', () => {
  const table: [string, unknown, Record<string, unknown>, unknown][] = [
    ['makes a number of its text', '12', { type: 'integer' }, 12],
    ['makes a number of its text with zeros', '1.50', { type: 'number' }, 1.5],
    ['makes a text of a number', 5, { type: 'string' }, '5'],
    ['makes booleans of their words', 'true', { type: 'boolean' }, true],
    ['leaves a value of a wanted type', '5', { type: ['number', 'string'] }, '5'],
    ['looks into alternatives', '5', { anyOf: [{ type: 'number' }, { type: 'null' }] }, 5],
    ['looks into lists', ['1', 'a'], { items: { type: 'number' } }, [1, 'a']],
    ['never rounds', '3.5', { type: 'integer' }, '3.5'],
    ['never changes digits (T42)', '12345678901234567890', { type: 'integer' }, '12345678901234567890'],
    ['never guesses', 'yes', { type: 'boolean' }, 'yes'],
    ['never makes numbers of blanks', '', { type: 'number' }, ''],
    ['leaves null alone', null, { type: 'string' }, null],
  ];
  for (const [title, value, schema, expected] of table) {
    it(title, () => assert.deepEqual(fitted(value, schema), expected));
  }

  it('leaves out what is missing', () => {
    assert.deepEqual(fitTo({ a: undefined, b: { c: undefined, d: 1 } }, undefined), { b: { d: 1 } });
  });

  it('follows references inside the schema', () => {
    const schema = { properties: { x: { $ref: '#/$defs/amount' } }, $defs: { amount: { type: 'number' } } };
    assert.deepEqual(fitTo({ x: '2' }, schema), { x: 2 });
  });

  it('loses nothing: the way back gives the same number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), (number) => {
        const text = String(Object.is(number, -0) ? 0 : number);
        assert.equal(String(fitted(text, { type: 'number' })), text);
        assert.equal(fitted(Number(text), { type: 'string' }), text);
      }),
    );
  });
});
