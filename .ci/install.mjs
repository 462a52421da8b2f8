/**
 * Keeps installed packages equal to the lock file. No dependencies: this runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Installs the packages of `folder` by its lock file, unless they are what is installed there. Not `npm ci`: npm 11
 * refuses a lock file that lacks another platform's optional packages, as one does from a registry without them.
 */
export function install(folder) {
  const reason = staleBecause(folder);
  if (!reason) return;
  say(`installing packages in ${path.relative(process.cwd(), folder) || '.'} (${reason})`);
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}

/** Runs a command to its end, showing its output. @throws when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw new Error(`${command} could not be started: ${error.message}`, { cause: error });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

export function say(text) {
  process.stderr.write(`[setup] ${text}\n`);
}

/** Compares the lock file with npm's record of what it put into node_modules. */
function staleBecause(folder) {
  const record = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return 'nothing is installed yet';
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const present = packagesOf(record);
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '' || entry.link) continue;
    const found = present[name];
    if (!found && !entry.optional && !entry.devOptional) return `${name} is missing`;
    if (found && found.version !== entry.version) return `${name} is ${found.version}, not ${entry.version}`;
  }
  return undefined;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
