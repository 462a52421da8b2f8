import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePattern } from '../../engine/model/pattern.ts';

function matches(source: string, text: string): boolean {
  const pattern = compilePattern(source);
  assert.ok(pattern.kind === 'ok', `${source}: ${pattern.kind === 'invalid' ? pattern.why : ''}`);
  return pattern.matches(text);
}

describe('a pattern', () => {
  it('finds what a regular expression finds', () => {
    const sources = [
      '^a+b?$',
      'a|bc',
      '(ab|c)*d',
      '^[a-c]{2,3}$',
      '[^a]',
      'a{0}b',
      '^(?:a|b)+$',
      '\\d\\w\\s',
      '^.{2}$',
      '',
      '^$',
      'a.c',
      '[\\]\\-a]',
      '(a*)*b',
      '(a|a)*c',
      'a{2,}',
      '[a-]',
      '\\$\\{',
    ];
    const texts = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc
        .array(fc.constantFrom('a', 'b', 'c', 'd', ' ', '1', '-', ']'), { maxLength: 10 })
        .map((parts) => parts.join('')),
    );
    for (const source of sources) {
      const expected = new RegExp(source, 'u');
      fc.assert(
        fc.property(texts, (text) => assert.equal(matches(source, text), expected.test(text), source)),
        { numRuns: 200 },
      );
    }
  });

  it('needs work in proportion to the text where backtracking would not end (T40)', () => {
    const text = `${'a'.repeat(20_000)}!`;
    for (const source of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(a*)*$b', '^a*a*a*a*$'])
      assert.equal(matches(source, text), false);
  });

  it('is refused where it would backtrack or cannot be read', () => {
    for (const source of [
      '(a)\\1',
      '(?=a)',
      '(?<!a)b',
      '(?<n>a)',
      '\\bword',
      '(',
      ')',
      '[a',
      'a{3,1}',
      '*a',
      'a**',
      '{1}',
      '\\',
      '[z-a]',
      'a{9999}',
      'x'.repeat(300),
      '((a{100}){100}){100}',
      '\\p{L}',
    ]) {
      assert.equal(compilePattern(source).kind, 'invalid', source);
    }
  });
});
