import assert from 'node:assert/strict';
import { read } from '../../engine/model/read.ts';

/** What reading says of a human node with this form, as `place: message`. */
function problemsOf(form: unknown): string[] {
  const text = JSON.stringify({ nodes: [{ id: 'a', type: 'human', prompt: 'x', response_schema: form }] });
  return read(text).problems.map(
    ({ offset, length, message }) => `${text.slice(offset, offset + length)}: ${message}`,
  );
}

const nested = (levels: number): unknown =>
  levels === 0 ? { type: 'string' } : { type: 'object', properties: { x: nested(levels - 1) } };

describe('a form (R18)', () => {
  it('may have fields, lists, choices, limits and patterns', () => {
    const properties = {
      a: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
      b: { type: 'array', items: { enum: ['x'] } },
      c: { type: 'integer', minimum: 1 },
    };
    assert.deepEqual(problemsOf({ type: 'object', properties, required: ['a'] }), []);
  });

  it('has no pattern that backtracks (F12)', () => {
    assert.deepEqual(problemsOf({ properties: { a: { pattern: '(a)\\1' } } }), [
      '"(a)\\\\1": This pattern cannot be used: \\1 is not known here. Write one without backtracking.',
    ]);
  });

  it('has at most four levels (F12)', () => {
    assert.deepEqual(problemsOf(nested(4)), []);
    assert.deepEqual(problemsOf(nested(5)), ['{: A form has at most 4 levels; flatten what is inside here.']);
  });
});
