/**
 * Which bots and workflow files a run of a file can go on with, as the engine finds them (`workspace.ts`). The same for the
 * command line and the language server.
 */
import path from 'node:path';
import type { Runnable } from '../language/document.ts';
import type { Beside } from './bots-beside.ts';

/** What there is around a file. Without a configuration only the file's own folder is known, and no bot is ruled out. */
export function runnableBeside(file: string, { root, config, files, botIn }: Beside): Runnable {
  const folder = root ?? path.dirname(file);
  const named = (each: string): string => path.relative(folder, each).split(path.sep).join('/');
  const workflows = files.filter((each) => each.endsWith('.workflow.json'));
  const here = root === undefined ? workflows.filter((each) => path.dirname(each) === folder) : workflows;
  const paths = new Set([...here, file].map(named));
  const around = { files: paths, own: named(file), isAll: root !== undefined };
  if (root === undefined) return around;
  const declared = Object.entries(config?.bots ?? {}).flatMap(([bot, { workflow }]) =>
    workflow === undefined ? [] : [[bot, named(path.resolve(root, workflow))] as const],
  );
  const claimed = new Set(declared.map(([, workflow]) => workflow));
  const bots = new Set([
    ...declared.filter(([, workflow]) => paths.has(workflow)).map(([bot]) => bot),
    ...[...workflows, file].filter((each) => !claimed.has(named(each))).map(botIn),
  ]);
  return { ...around, bots };
}
