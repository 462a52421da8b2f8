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
  const checked = files.map((file) => checkFile(file));
  reportDoubleBots(files, checked);
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

function checkFile(file: string): CheckedFile {
  const kind: FileKind = kindOf(file) ?? 'workflow';
  const config = kind === 'config' ? undefined : configAbove(path.dirname(path.resolve(file)));
  return { path: file, diagnostics: check(readFileSync(file, 'utf8'), { kind, config }) };
}

/** The configuration nearest above a folder, or in it. */
export function configAbove(folder: string): Config | undefined {
  const file = path.join(folder, CONFIG_FILE);
  if (existsSync(file)) return readConfig(readFileSync(file, 'utf8')).config;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : configAbove(parent);
}

/** Two workflows of one folder that name the same bot: seen only across files. */
function reportDoubleBots(files: readonly string[], checked: readonly CheckedFile[]): void {
  const first = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    if (kindOf(file) !== 'workflow') continue;
    const { workflow } = read(readFileSync(file, 'utf8'));
    if (!workflow) continue;
    const folder = path.dirname(path.resolve(file));
    const bot = botOf(file, workflow.bot);
    const config = configAbove(folder);
    const key = JSON.stringify([folder, bot]);
    const other = first.get(key);
    first.set(key, other ?? file);
    if (
      other === undefined ||
      config?.bots?.[bot]?.workflow !== undefined ||
      config?.rules?.['duplicate-bot'] === 'off'
    )
      continue;
    if (workflow.ignore.includes('duplicate-bot')) continue;
    checked[index]?.diagnostics.push({
      code: 'duplicate-bot',
      severity: 'error',
      message: `The bot "${bot}" has another workflow in ${other}. Give one of them another "bot", or name the right one in ${CONFIG_FILE}.`,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    });
  }
}
