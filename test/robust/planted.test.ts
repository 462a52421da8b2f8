/**
 * Bugs are written into a copy of the core, one after the other; each has to make its own test fail (G20). The copy lies in a
 * temporary folder and has no configuration but what is given here.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUGS, type Planted } from './planted-bugs.ts';

const root = path.join(import.meta.dirname, '../..');
const PARTS = ['engine', 'schemas', 'test/core', 'test/simulate', 'package.json'];

/** Runs these tests in the copy. @returns the full titles of those that failed, and how many passed */
function run(copy: string, files: readonly string[], title?: string): { failed: string[]; passed: number } {
  const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
  const options = ['--no-config', '--node-option', 'import=tsx', '--reporter', 'json', '--timeout', '60000'];
  const chosen = title === undefined ? [] : ['--fgrep', title];
  const { stdout, stderr } = spawnSync(process.execPath, [mocha, ...options, ...chosen, ...files], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, HANDOFF_TEST_REPORT: '' },
  });
  const start = stdout.indexOf('{\n  "stats"');
  assert.ok(start >= 0, `mocha did not run: ${stdout}${stderr}`);
  const report: { stats: { passes: number }; failures: { fullTitle: string }[] } = JSON.parse(
    stdout.slice(start),
  );
  return { failed: report.failures.map(({ fullTitle }) => fullTitle), passed: report.stats.passes };
}

function plant({ patches, bug }: Planted, text: string): string {
  return patches.reduce((now, [was, is]) => {
    assert.equal(now.split(was).length, 2, `"${was}" has to stand in the file once for "${bug}"`);
    return now.replace(was, () => is);
  }, text);
}

describe('planted bugs (G20)', () => {
  let copy = '';
  before(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'handoff-planted-'));
    for (const part of PARTS) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('the copy itself is sound: without a bug each of these tests passes', () => {
    const { failed, passed } = run(copy, [...new Set(BUGS.map(({ caught: [file] }) => file))]);
    assert.deepEqual(failed, []);
    assert.ok(passed >= BUGS.length);
  }).timeout(300_000);

  for (const planted of BUGS)
    it(`${planted.bug}: "${planted.caught[1]}" fails`, () => {
      const file = path.join(copy, planted.file);
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, plant(planted, text));
      try {
        const { failed } = run(copy, [planted.caught[0]], planted.caught[1]);
        assert.ok(failed.length > 0, 'no test noticed');
        assert.ok(failed.every((title) => title.includes(planted.caught[1])));
      } finally {
        writeFileSync(file, text);
      }
    }).timeout(120_000);
});
