/**
 * `npm run test:desktop`: the extension's suite in a desktop VS Code, which is downloaded where the machine may,
 * or in the one of VSCODE_EXECUTABLE. The same bundle runs in the tests' own host (`npm run test:vscode`).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from '@vscode/test-electron';
import { packageVsix } from '../../.ci/package.ts';

const root = path.resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'vscode-desktop-'));
const workspace = path.join(scratch, 'workspace');
// Without the store that a served example leaves behind.
cpSync(path.join(root, 'examples/refund'), workspace, {
  recursive: true,
  filter: (file) => path.basename(file) !== '.handoff',
});

const executable = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode('stable'));
const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
const profile = [`--user-data-dir=${scratch}/user`, `--extensions-dir=${scratch}/extensions`];
const installed = spawnSync(cli, [...args, ...profile, '--install-extension', packageVsix(), '--force'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (installed.status !== 0) throw new Error(`the package could not be installed (${installed.status})`);

try {
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: path.join(import.meta.dirname, 'driver'),
    extensionTestsPath: path.join(root, 'dist/test/index.cjs'),
    launchArgs: [workspace, '--disable-workspace-trust', ...profile],
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
