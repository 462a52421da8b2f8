/** Which bot a workflow file is, and the folder whose configuration it runs under. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { read } from '../../model/read.ts';
import { Exit } from '../exit.ts';
import { lineOf } from '../line.ts';
import { botOf, CONFIG_FILE, FolderWorkspace } from '../workspace.ts';

export interface BotPlace {
  workspace: string;
  bot: string;
}

/**
 * `workspace`, else the nearest folder above the file that has a configuration, else the file's own.
 * @throws Exit 2 where there is no such file, 1 where it cannot run
 */
export function botFor(workflow: string, workspace?: string): BotPlace {
  const file = path.resolve(workflow);
  if (!existsSync(file)) throw new Exit(2, `There is no workflow ${workflow}.`);
  const root = path.resolve(workspace ?? configuredAbove(path.dirname(file)) ?? path.dirname(file));
  const name = path.relative(root, file);
  const folder = new FolderWorkspace(root);
  const problems = folder.reload();
  const declared = read(readFileSync(file, 'utf8')).workflow?.bot;
  const names = [...Object.keys(folder.config.bots ?? {}), botOf(file, declared)];
  const bot = names.find((each) => folder.definition(each)?.path === name);
  if (bot !== undefined) return { workspace: root, bot };
  const said = problems.map(
    (each) => `${each.path}:${lineOf(each.text, each.problem.offset)} ${each.problem.message}`,
  );
  throw new Exit(1, said.join('\n') || `${name} is not below ${root}, or another file has its bot.`);
}

function configuredAbove(folder: string): string | undefined {
  if (existsSync(path.join(folder, CONFIG_FILE))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configuredAbove(parent);
}
