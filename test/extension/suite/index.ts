/**
 * The suite that runs inside VS Code, on a desktop and in the tests' host alike.
 * Each `*.test.ts` beside this file is bundled beside it and found by its name. Writes
 * `{ passed, failed, pending, files }` to the file named by VSCODE_TEST_REPORT: without that file the run counts as
 * failed. Modal dialogs are refused in this mode.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** VS Code calls this. @throws when a test failed, which VS Code turns into its exit code. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: 'spec',
  });
  const tests = readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs'));
  for (const file of tests.sort()) mocha.addFile(path.join(__dirname, file));
  const { passes: passed, failures: failed, pending } = await statsOf(mocha);
  const report = process.env.VSCODE_TEST_REPORT;
  if (report) writeFileSync(report, JSON.stringify({ passed, failed, pending, files: tests.map(sourceOf) }));
  if (failed > 0 || passed === 0) throw new Error(`${failed} of ${passed + failed} tests failed`);
}

const sourceOf = (bundle: string) => `test/extension/suite/${path.parse(bundle).name}.ts`;

function statsOf(mocha: Mocha): Promise<Mocha.Stats> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() =>
      runner.stats ? resolve(runner.stats) : reject(new Error('mocha ended without figures')),
    );
  });
}
