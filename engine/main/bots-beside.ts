/**
 * Which bots the other workflows of a folder have: two of one bot are seen only across files. The same for the command line
 * and the language server, and as the engine assigns bots (`workspace.ts`).
 */
import path from 'node:path';
import type { Config } from '../model/config.ts';
import { CONFIG_FILE } from './workspace.ts';

export interface Beside {
  /** The folder of the configuration in force, if there is one. */
  readonly root: string | undefined;
  readonly config: Config | undefined;
  /** Paths of all files below the root, or of the file's own folder. */
  readonly files: readonly string[];
  /** The bot that a workflow names, or its file's name. */
  readonly botIn: (file: string) => string;
}

/** Each bot of the workflows that are run together with a file, with one that has it, as seen from the file. */
export function botsBeside(file: string, { root, config, files, botIn }: Beside): Map<string, string> {
  const folder = path.dirname(file);
  const claimed = new Set(
    Object.values(config?.bots ?? {}).flatMap(({ workflow }) =>
      root === undefined || workflow === undefined ? [] : [path.resolve(root, workflow)],
    ),
  );
  if (claimed.has(file)) return new Map();
  const inner = files
    .filter((other) => path.basename(other) === CONFIG_FILE && path.dirname(other) !== root)
    .map((other) => path.dirname(other) + path.sep);
  const others = files.filter(
    (other) =>
      other.endsWith('.workflow.json') &&
      other !== file &&
      !claimed.has(other) &&
      (root === undefined ? path.dirname(other) === folder : !inner.some((each) => other.startsWith(each))),
  );
  return new Map(others.reverse().map((other) => [botIn(other), seenFrom(folder, other)]));
}

function seenFrom(folder: string, file: string): string {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return relative.startsWith('..') ? relative : `./${relative}`;
}
