import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../schemas');

describe('what is generated from the schemas', () => {
  it('is what is committed; `npm run generate` writes it anew', async function () {
    this.timeout(60_000);
    // biome-ignore lint/correctness/useImportExtensions: a script, whose types stand beside it
    const { generate } = await import('../../schemas/generate.mjs');
    const outputs = await generate();
    assert.ok(outputs.size >= 10, 'the generator gave nothing to compare');
    const drifted = [...outputs].filter(
      ([file, text]) => readFileSync(path.join(root, file), 'utf8') !== text,
    );
    assert.deepEqual(
      drifted.map(([file]) => file),
      [],
    );
  });
});
