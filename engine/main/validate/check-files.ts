/** Checks files and folders as the editor does, each workflow against the configuration nearest above it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Surroundings } from '../../language/document.ts';
import { check, type Diagnostic, type FileKind, kindOf } from '../../language/language.ts';
import { type Config, readConfig } from '../../model/config.ts';
import { propertyOf } from '../../model/json-text.ts';
import { read } from '../../model/read.ts';
import { type Beside, botsBeside } from '../bots-beside.ts';
import { runnableBeside } from '../runnable-beside.ts';
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
  const folders = new Folders();
  return { files: files.map((file) => checkFile(file, folders)), unreadable };
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

function checkFile(file: string, folders: Folders): CheckedFile {
  const kind: FileKind = kindOf(file) ?? 'workflow';
  const own = path.resolve(file);
  const { root, config } = folders.configAbove(path.dirname(own));
  const around = kind === 'workflow' ? folders.beside(own, root, config) : {};
  return { path: file, diagnostics: check(readFileSync(file, 'utf8'), { kind, config, file, ...around }) };
}

interface Around {
  readonly root?: string;
  readonly config?: Config;
}

/** What lies around the files, read once each. */
class Folders {
  readonly #configs = new Map<string, Around>();
  readonly #files = new Map<string, readonly string[]>();
  readonly #bots = new Map<string, string>();

  /** The configuration nearest above a folder, or in it. */
  configAbove(folder: string): Around {
    const known = this.#configs.get(folder);
    if (known !== undefined) return known;
    const file = path.join(folder, CONFIG_FILE);
    const parent = path.dirname(folder);
    const found = existsSync(file)
      ? { root: folder, config: readConfig(readFileSync(file, 'utf8')).config }
      : parent === folder
        ? {}
        : this.configAbove(parent);
    this.#configs.set(folder, found);
    return found;
  }

  /** The other workflows of the folder, as far as a check of one asks for them. */
  beside(file: string, root: string | undefined, config: Config | undefined): Surroundings {
    const folder = root ?? path.dirname(file);
    const files = this.#files.get(folder) ?? (root === undefined ? filesIn(folder) : filesOf(folder));
    this.#files.set(folder, files);
    const beside: Beside = { root, config, files, botIn: (other) => this.#botIn(other) };
    return { bots: botsBeside(file, beside), runnable: runnableBeside(file, beside) };
  }

  #botIn(file: string): string {
    const known = this.#bots.get(file);
    if (known !== undefined) return known;
    const declared: unknown = propertyOf(read(readFileSync(file, 'utf8')).tree, 'bot')?.value.value;
    const bot = botOf(file, typeof declared === 'string' ? declared : undefined);
    this.#bots.set(file, bot);
    return bot;
  }
}

function filesOf(root: string): string[] {
  return ['.workflow.json', CONFIG_FILE].flatMap((ending) => filesBelow(root, ending));
}

/** Without a configuration a folder does not speak for those below it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name));
}
