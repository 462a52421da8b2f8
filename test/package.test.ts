import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageVsix } from '../.ci/package.ts';

const root = path.resolve(import.meta.dirname, '..');
const maxBytes = 3_000_000;

/** What a package may hold; a new kind of file needs a line here and in .vscodeignore. */
const expected = [
  /^package(\.nls)?\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^dist\/[\w-]+\.js$/,
  /^dist\/(extension|language-client|operator|verbs|web-socket)\.cjs$/,
  /^dist\/sql-wasm\.wasm$/,
  /^dist\/THIRD-PARTY\.txt$/,
  /^dist\/webview\/[\w-]+\.(js|css)$/,
  /^extension\/(icons|walkthrough)\/[\w-]+\.(svg|png)$/,
  /^l10n\/[\w.-]+\.json$/,
  /^schemas\/[\w/-]+\.schema\.json$/,
];

describe('the package', () => {
  let files: readonly string[];

  before(() => {
    const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
    const args = [vsce, 'ls', '--no-dependencies'];
    files = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  });

  it('is packed by vsce without a warning and stays within 3 MB', () => {
    const { size } = statSync(packageVsix());
    assert.ok(size <= maxBytes, `${size} bytes, over ${maxBytes}`);
  });

  it('holds nothing but what an installed extension needs', () => {
    assert.deepEqual(
      files.filter((file) => !expected.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('R87 is built on the packages that were asked for, and uses each of them', () => {
    const named = [
      '@types/vscode',
      '@vscode/webview-ui-toolkit',
      'ajv',
      'ws',
      'sql.js',
      'nodemailer',
      'esbuild',
      '@vscode/test-electron',
      'mocha',
    ];
    const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.deepEqual(
      named.filter((name) => !Object.hasOwn(devDependencies, name)),
      [],
    );
    const knip = readFileSync(path.join(root, 'knip.json'), 'utf8');
    assert.deepEqual(
      named.filter((name) => knip.includes(`"${name}"`)),
      [],
      'knip may not be told to overlook them',
    );
  });

  it('holds every file that package.json names', () => {
    const named = [
      ...readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(
        /"(?:\.\/)?((?:dist|extension|schemas)\/[^"]+\.\w+)"/g,
      ),
    ];
    assert.notEqual(named.length, 0);
    const missing = named.map(([, file]) => file ?? '').filter((file) => !files.includes(file));
    assert.deepEqual(missing, [], 'add them to .vscodeignore, which lists what is packed');
  });
});
