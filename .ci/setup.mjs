/**
 * Makes a fresh clone ready with nothing but Node and npm: `node .ci/setup.mjs [--host]`.
 * Installs the locked packages where they differ, and builds `dist/`. With `--host` it also prepares what the
 * VS Code suites need: Chromium and the VS Code server from the package registry.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, run, say } from './install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

try {
  requireNode(20, 20);
  install(root);
  run(process.execPath, ['esbuild.config.mjs'], { cwd: root });
  if (process.argv.includes('--host')) {
    requireChromium();
    install(path.join(root, 'test/vscode-host'));
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

/** The workbench is shown in the system's Chromium; on Debian as root it is installed from there. */
function requireChromium() {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(chromium)) return;
  if (process.env.CHROMIUM || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    throw new Error(`no Chromium at ${chromium}: install it and set CHROMIUM to its path`);
  }
  say('installing chromium with apt-get');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
