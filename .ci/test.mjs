/**
 * `npm test`: makes the clone ready, runs every check and every suite, and says what ran.
 * Invariants: a suite without a report, with no test or with a pending one has failed, and so has a test file
 * that no suite ran. The last line is `N passed, M failed` over all suites; a failed check counts as one failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(path.join(tmpdir(), 'handoff-reports-'));

const checks = ['lint', 'typecheck', 'knip'];
const suites = ['test:unit', 'test:robust', 'test:repo', 'test:host', 'test:vscode', 'test:workbench'];

const ran = [];
const problems = [];
const total = { passed: 0, failed: 0 };
const filesRun = new Set();

if (step('setup', ['node', '.ci/setup.mjs', '--host'])) {
  for (const check of checks) step(check, ['npm', 'run', '--silent', check]);
  for (const suite of suites) runSuite(suite);
  for (const file of testFiles()) if (!filesRun.has(file)) problem(`no suite ran ${file}`);
}
rmSync(reports, { recursive: true });
finish();

/** Runs one command with its output shown. @returns whether it ended well */
function step(name, [command, ...args], env = {}) {
  ran.push(name);
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  console.log(
    `   ${name}: ${status === 0 ? 'ok' : 'failed'}, ${Math.round((performance.now() - startedAt) / 1000)} s`,
  );
  if (status === 0) return true;
  problem(error ? `${name} could not be started: ${error.message}` : `${name} ended with ${status}`);
  return false;
}

function runSuite(name) {
  const file = path.join(reports, `${name.replace(':', '-')}.json`);
  const ok = step(name, ['npm', 'run', '--silent', name], { HANDOFF_TEST_REPORT: file });
  if (!existsSync(file)) {
    if (ok) problem(`${name} left no report`);
    return;
  }
  const { passed, failed, pending, files } = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += passed;
  total.failed += failed;
  for (const each of files) filesRun.add(path.relative(root, path.resolve(root, each)));
  if (passed + failed === 0) problem(`${name} ran no test`);
  if (pending > 0) problem(`${name} left ${pending} tests pending`);
}

function testFiles() {
  const found = readdirSync(path.join(root, 'test'), { recursive: true });
  const tests = found.filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'));
  return tests.map((file) => path.join('test', file));
}

function problem(text) {
  problems.push(text);
}

function finish() {
  const failed = Math.max(total.failed, problems.length);
  if (problems.length > 0)
    console.log(`\nWhat went wrong:\n${problems.map((each) => `  ${each}`).join('\n')}`);
  console.log(`\nRan: ${ran.join(', ')}`);
  console.log(`${total.passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
