import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const BUNDLE = 'l10n/bundle.l10n.json';

/** The language server says these; it gets the editor's bundle at its start. */
const SAID_BY_THE_SERVER = [
  'engine/language/features/edge-words.ts',
  'engine/main/language-server/lenses.ts',
];

/** What a translator gets. To write it anew: `UPDATE_L10N=1 npx mocha test/extension/sentences.test.ts`. */
describe('the sentences of the extension', () => {
  const said = sentences();

  it('are all in the bundle for translators, and nothing else is', () => {
    if (process.env.UPDATE_L10N === '1') writeFileSync(BUNDLE, bundleOf(said));
    assert.ok(said.length > 50);
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(BUNDLE, 'utf8')) as object), said);
  });

  it('fill in their values by number, without a gap', () => {
    for (const sentence of said) {
      const numbers = [
        ...new Set([...sentence.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number))),
      ].sort();
      assert.deepEqual(numbers, [...numbers.keys()], sentence);
    }
  });
});

function sentences(): string[] {
  const files = readdirSync('extension', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('extension', file));
  const found = [...files, ...SAID_BY_THE_SERVER].flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return [...source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text ?? '');
  });
  return [...new Set(found)].sort();
}

function bundleOf(said: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(said.map((sentence) => [sentence, sentence])), null, 2)}\n`;
}
