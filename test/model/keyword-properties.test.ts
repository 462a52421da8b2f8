import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keywordIn } from '../../engine/model/keyword.ts';

const letters = (alphabet: string) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
const word = letters('abcdefghijklmnopqrstuvwxyzäöüéñßдиголσ');
const gap = fc.constantFrom(' ', '\n', '\t', ', ', '! ', '?', ' – ', '“', '(', ')', '\u00a0', '🙂');
const cased = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      [...text].map((one, index) => (upper[index] ? one.toUpperCase() : one.toLowerCase())).join(''),
    );
const hidden = fc.constantFrom('', '\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff');

describe('words that give a conversation to a person (R35, T40)', () => {
  it('are found between whatever is no letter, in any case, also where something invisible splits them', () => {
    fc.assert(
      fc.property(
        word.chain((one) => fc.tuple(fc.constant(one), cased(one))),
        fc.array(word, { maxLength: 6 }),
        gap,
        gap,
        hidden,
        fc.nat(),
        ([keyword, said], others, before, after, mark, at) => {
          const split = [...said];
          split.splice(at % (split.length + 1), 0, mark);
          const text = `${others.join(' ')}${before}${split.join('')}${after}${others.join(' ')}`;
          assert.equal(keywordIn(text, [keyword]), keyword, JSON.stringify(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are not found inside other words', () => {
    fc.assert(
      fc.property(letters('abc'), letters('xyz'), letters('xyz'), (keyword, before, after) => {
        for (const text of [`${before}${keyword}`, `${keyword}${after}`, `${before}${keyword}${after}`])
          assert.equal(keywordIn(text, [keyword]), undefined, text);
      }),
    );
  });

  it('whatever is said and looked for, there is an answer, and it is one of those looked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }),
        (text, keywords) => {
          const found = keywordIn(text, keywords);
          assert.ok(found === undefined || keywords.includes(found));
        },
      ),
      { numRuns: 1000 },
    );
  });

  for (const [text, keyword] of [
    ['STRASSE', 'straße'],
    ['Straße', 'STRASSE'],
    ['ΔΙΚΗΓΟΡΟΣ!', 'δικηγορος'],
    ['ﬁnance', 'FINANCE'],
    ['ｌａｗｙｅｒ', 'lawyer'],
  ] as const)
    it(`folds case and form: "${text}" has "${keyword}"`, () => {
      assert.equal(keywordIn(text, [keyword]), keyword);
    });
});
