import assert from 'node:assert/strict';
import { keywordIn } from '../../engine/model/keyword.ts';

describe('a keyword in a text (R35)', () => {
  it('is found whatever its case, form, spacing and marks around it', () => {
    for (const text of [
      'LAWYER',
      '(lawyer)',
      'my lawyer’s',
      'Ｌａｗｙｅｒ',
      'law\u00adyer',
      'a  lawyer\tnow',
      'lawyer😀',
    ])
      assert.equal(keywordIn(text, ['nothing', 'lawyer']), 'lawyer', text);
  });

  it('is a word of its own', () => {
    for (const text of ['lawyers', 'outlawyer', 'lawyer2', 'lawyer_x', 'lawyerё', ''])
      assert.equal(keywordIn(text, ['lawyer']), undefined, text);
  });

  it('may be several words, or none but marks', () => {
    assert.equal(keywordIn('a charge \n back', ['charge back']), 'charge back');
    assert.equal(keywordIn('why???', ['???']), '???');
    assert.equal(keywordIn('anything', ['', ' ']), undefined);
  });

  it('is found inside a text that has no spaces between words', () => {
    assert.equal(keywordIn('私は訴訟を起こす', ['訴訟']), '訴訟');
  });

  it('is looked for in the length of the text', () => {
    assert.equal(keywordIn('a'.repeat(200_000), [`${'a'.repeat(20)}!`]), undefined);
  });
});
