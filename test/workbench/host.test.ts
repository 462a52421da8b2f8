import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSuite } from '../vscode-host/run-suite.ts';

const suites = path.resolve(import.meta.dirname, '../fixtures/vscode-host');

describe('the host of the VS Code suites', () => {
  let scratch: string;
  before(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'host-test-'));
  });
  after(() => rmSync(scratch, { recursive: true }));

  for (const suite of ['killed', 'silent']) {
    it(`calls a ${suite} suite broken, though the workbench itself reports success`, async () => {
      const outcome = await runSuite({
        vsix: [],
        tests: path.join(suites, `${suite}.cjs`),
        workspace: scratch,
        report: path.join(scratch, 'report.json'),
        print: 'nothing',
      });
      assert.deepEqual(outcome, { kind: 'broken', because: 'the extension host ended without a report' });
    });
  }
});
