import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pageOf, RULES } from '../../engine/language/language.ts';
import { FOLDER, pages } from './pages.ts';

describe('the page of each diagnostic', () => {
  it('is there and says what its rule says; `npx tsx test/language/pages.ts` writes them anew', () => {
    const wanted = pages();
    assert.deepEqual(readdirSync(FOLDER).sort(), [...wanted.keys()].sort());
    for (const [file, text] of wanted)
      assert.equal(readFileSync(path.join(FOLDER, file), 'utf8'), text, file);
  });

  it('is what its link leads to', () => {
    for (const code of Object.keys(RULES))
      assert.match(pageOf(code) ?? '', new RegExp(`/docs/diagnostics/${code}\\.md$`));
    assert.equal(pageOf('no-such-code'), undefined);
  });
});
