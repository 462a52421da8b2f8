import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { citations } from './requirements.ts';
import { REQUIREMENTS } from './requirements-rows.ts';

const root = path.join(import.meta.dirname, '..');

describe('requirements', () => {
  const files = citations();

  for (const { row, what } of REQUIREMENTS.filter((one) => one.later === undefined))
    it(`row ${row} has a test that cites it: ${what}`, () => {
      assert.notEqual(files.get(row)?.length ?? 0, 0);
    });

  it('a row that a test shows is not called a later one', () => {
    const shown = REQUIREMENTS.filter(({ row, later }) => later !== undefined && files.has(row));
    assert.deepEqual(shown, []);
  });

  it('every row that a test cites is in the table', () => {
    const known = new Set(REQUIREMENTS.map(({ row }) => row));
    assert.deepEqual(
      [...files.keys()].filter((row) => !known.has(row)),
      [],
    );
  });

  it('says of every row where it is', () => {
    const missing = REQUIREMENTS.filter(
      ({ where }) => !existsSync(path.join(root, where)) && !existsSync(path.join(root, 'docs', where)),
    );
    assert.deepEqual(missing, []);
  });
});
