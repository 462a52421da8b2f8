/**
 * `npm run test:vscode [-- --verbose]`: the extension's suite in the VS Code of the package registry, with the
 * extension installed from its .vsix. The counts go to HANDOFF_TEST_REPORT where that is set.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageVsix } from '../../.ci/package.ts';
import { runSuite } from './run-suite.ts';

const root = path.resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'vscode-suite-'));
const workspace = path.join(scratch, 'workspace');
// Without the store that a served example leaves behind.
cpSync(path.join(root, 'examples/refund'), workspace, {
  recursive: true,
  filter: (file) => path.basename(file) !== '.handoff',
});

const outcome = await runSuite({
  vsix: [packageVsix()],
  tests: path.join(root, 'dist/test/index.cjs'),
  workspace,
  report: process.env.HANDOFF_TEST_REPORT ?? path.join(scratch, 'report.json'),
  print: process.argv.includes('--verbose') ? 'everything' : 'suite',
});
rmSync(scratch, { recursive: true, force: true });

if (outcome.kind === 'broken') {
  console.error(`The suite broke: ${outcome.because}.`);
  process.exitCode = 2;
} else {
  console.log(
    `  inside VS Code: ${outcome.passed} passed, ${outcome.failed} failed, ${outcome.pending} pending`,
  );
  process.exitCode = outcome.failed + outcome.pending > 0 || outcome.passed === 0 ? 1 : 0;
}
