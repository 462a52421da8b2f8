/** Checks files and folders as the editor does, each workflow against the configuration nearest above it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { check, type Diagnostic, type FileKind, kindOf } from '../../language/language.ts';
import { type Config, readConfig } from '../../model/config.ts';
import { read } from '../../model/read.ts';
import { botOf, CONFIG_FILE, filesBelow } from '../workspace.ts';

export interface CheckedFile {
  path: string;
  diagnostics: Diagnostic[];
}

export interface Checked {
  files: CheckedFile[];
  /** Paths that could not be read, as sentences. */
  unreadable: string[];
}

export function checkFiles(paths: readonly string[]): Checked {
  const unreadable: string[] = [];
  const files = [...new Set(paths.flatMap((given) => listed(given, unreadable)))];
  if (files.length === 0 && unreadable.length === 0)
    unreadable.push(`There is nothing to check in ${paths.join(', ')}.`);
  const bots = botsIn(files);
  const checked = files.map((file) =>
    checkFile(file, othersThan(file, bots.get(path.dirname(path.resolve(file))))),
  );
  return { files: checked, unreadable };
}

function listed(given: string, unreadable: string[]): string[] {
  if (!existsSync(given)) {
    unreadable.push(`${given} does not exist.`);
    return [];
  }
  if (!statSync(given).isDirectory()) return [given];
  return ['.workflow.json', '.scenario.json', CONFIG_FILE]
    .flatMap((ending) => filesBelow(given, ending))
    .sort();
}

function checkFile(file: string, bots: ReadonlyMap<string, string>): CheckedFile {
  const kind: FileKind = kindOf(file) ?? 'workflow';
  const config = kind === 'config' ? undefined : configAbove(path.dirname(path.resolve(file)));
  return { path: file, diagnostics: check(readFileSync(file, 'utf8'), { kind, config, file, bots }) };
}

/** The configuration nearest above a folder, or in it. */
export function configAbove(folder: string): Config | undefined {
  const file = path.join(folder, CONFIG_FILE);
  if (existsSync(file)) return readConfig(readFileSync(file, 'utf8')).config;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configAbove(parent);
}

/** The bots of each folder's workflows, with the files that name them: two of one bot are seen only across files. */
function botsIn(files: readonly string[]): Map<string, Map<string, string[]>> {
  const folders = new Map<string, Map<string, string[]>>();
  for (const file of files.filter((each) => kindOf(each) === 'workflow')) {
    const { workflow } = read(readFileSync(file, 'utf8'));
    if (workflow === undefined) continue;
    const folder = path.dirname(path.resolve(file));
    const bots = folders.get(folder) ?? new Map<string, string[]>();
    folders.set(folder, bots);
    const bot = botOf(file, workflow.bot);
    bots.set(bot, [...(bots.get(bot) ?? []), file]);
  }
  return folders;
}

/** Each bot of the other workflows beside a file, with one that has it. */
function othersThan(
  file: string,
  bots: ReadonlyMap<string, readonly string[]> = new Map(),
): Map<string, string> {
  const others = [...bots].map(([bot, files]) => [bot, files.find((each) => each !== file)] as const);
  return new Map(others.flatMap(([bot, other]) => (other === undefined ? [] : [[bot, other] as const])));
}
