import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headline, oneLine, visibleText } from '../../schemas/text/visible.ts';

describe('text that is shown to the person who decides', () => {
  const CASES: [string, string, string][] = [
    ['a direction override', 'pay \u202e0002', 'pay ‹U+202E›0002'],
    ['an isolate', 'a\u2066b\u2069', 'a‹U+2066›b‹U+2069›'],
    ['a zero-width space', 'a\u200bb', 'a‹U+200B›b'],
    ['a zero-width joiner between letters', 'a\u200db', 'a‹U+200D›b'],
    ['a soft hyphen', 'a\u00adb', 'a‹U+00AD›b'],
    ['a tag character', '\u{e0041}x', '‹U+E0041›x'],
    ['a filler', '\u3164', '‹U+3164›'],
    ['a line separator', 'a\u2028b', 'a‹U+2028›b'],
    ['an escape', '\u001b[31mred', '‹U+001B›[31mred'],
    ['a lone surrogate', '\ud800', '‹U+D800›'],
    ['a carriage return alone', 'a\rb', 'a‹U+000D›b'],
  ];
  for (const [what, text, shown] of CASES)
    it(`T24 names ${what}`, () => {
      assert.equal(visibleText(text), shown);
    });

  it('leaves ordinary text, line ends and emoji as they are', () => {
    for (const text of ['Rückerstattung über 2.000 €', 'a\tb\nc\r\nd', '👩‍💻 ❤️ ok', 'שלום عليكم', ''])
      assert.equal(visibleText(text), text);
  });

  it('T24 leaves no direction or control character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(visibleText(text), /[\u202a-\u202e\u2066-\u2069\u200e\u200f\p{Cs}]/u);
      }),
    );
  });

  it('has the first sentence as its headline', () => {
    assert.equal(
      headline('Refund $20.50 to jane@acme.com. It is late.', 60),
      'Refund $20.50 to jane@acme.com',
    );
    assert.equal(headline('Really? Yes', 60), 'Really?');
    assert.equal(headline('first line\nsecond', 60), 'first line');
    assert.equal(headline('', 60), '');
  });

  it('keeps one line within its length', () => {
    assert.equal(oneLine('one\n two   three', 20), 'one two three');
    assert.equal(oneLine('x'.repeat(30), 10), `${'x'.repeat(9)}…`);
  });
});
