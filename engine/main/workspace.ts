/**
 * The files of one folder as the engine runs by them: `handoff.config.json` and every `*.workflow.json`.
 *
 * Invariants
 * 1. What cannot be read changes nothing: the last good state of each file stays in force, and the problem is told (F12).
 * 2. A bot with two workflows has none, until the configuration says which: nothing is guessed.
 */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CurrentDefinition } from '../core/world.ts';
import { type Config, readConfig } from '../model/config.ts';
import type { Problem } from '../model/problem.ts';
import { read } from '../model/read.ts';
import type { Workspace } from '../run/ports.ts';

export const CONFIG_FILE = 'handoff.config.json';
const SKIPPED = new Set(['node_modules', '.git', '.handoff', 'dist']);

export interface FileProblem {
  path: string;
  text: string;
  problem: Problem;
}

export function digestOf(text: string): string {
  return hash('sha256', text);
}

/** The bot of a workflow that names none: its file's name. */
export function botOf(file: string, declared: string | undefined): string {
  return declared ?? path.basename(file).replace(/\.workflow\.json$/, '');
}

/** Files below `root` whose names end so, sorted; folders of tools and stores are left out. */
export function filesBelow(root: string, ending: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const file = path.join(root, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) found.push(...filesBelow(file, ending));
    else if (entry.isFile() && entry.name.endsWith(ending)) found.push(file);
  }
  return found.sort();
}

/** The configuration of a folder; an empty one where there is none or it cannot be read. */
export function configOf(folder: string): Config {
  const text = textOf(path.join(folder, CONFIG_FILE));
  return (text !== undefined && readConfig(text).config) || {};
}

export class FolderWorkspace implements Workspace {
  readonly root: string;
  #config: Config = {};
  #configHash = digestOf('');
  #definitions = new Map<string, CurrentDefinition>();
  #lastGood = new Map<string, CurrentDefinition & { bot: string }>();

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  get config(): Config {
    return this.#config;
  }

  get configHash(): string {
    return this.#configHash;
  }

  definition(bot: string): CurrentDefinition | undefined {
    return this.#definitions.get(bot);
  }

  file(name: string): CurrentDefinition | undefined {
    return this.#lastGood.get(path.normalize(name));
  }

  /** Reads everything anew. @returns what is wrong, with the text it is in */
  reload(): FileProblem[] {
    return [...this.#reloadConfig(), ...this.#reloadWorkflows()];
  }

  #reloadConfig(): FileProblem[] {
    const file = path.join(this.root, CONFIG_FILE);
    const text = textOf(file);
    if (text === undefined) {
      this.#config = {};
      this.#configHash = digestOf('');
      return [];
    }
    const { config, problems } = readConfig(text);
    if (config) {
      this.#config = config;
      this.#configHash = digestOf(text);
    }
    return problems.map((problem) => ({ path: CONFIG_FILE, text, problem }));
  }

  #reloadWorkflows(): FileProblem[] {
    const problems: FileProblem[] = [];
    const good = new Map<string, CurrentDefinition & { bot: string }>();
    for (const file of filesBelow(this.root, '.workflow.json')) {
      const name = path.relative(this.root, file);
      const text = textOf(file);
      if (text === undefined) continue;
      const known = this.#lastGood.get(name);
      const hash = digestOf(text);
      const result = known?.hash === hash ? undefined : read(text);
      const bot = result ? botOf(file, result.workflow?.bot) : known?.bot;
      if (result)
        problems.push(
          ...result.problems
            .filter((p) => p.severity === 'error')
            .map((problem) => ({ path: name, text, problem })),
        );
      if (bot !== undefined && (!result || result.workflow)) good.set(name, { bot, hash, path: name, text });
      else if (known) good.set(name, known);
    }
    this.#lastGood = good;
    return [...problems, ...this.#assignBots(good)];
  }

  #assignBots(files: Map<string, CurrentDefinition & { bot: string }>): FileProblem[] {
    const problems: FileProblem[] = [];
    const definitions = new Map<string, CurrentDefinition>();
    const named = new Map<string, string>();
    for (const [bot, { workflow }] of Object.entries(this.#config.bots ?? {}))
      if (workflow !== undefined) named.set(bot, path.normalize(workflow));
    const claimed = new Set(named.values());
    for (const [bot, file] of named) {
      const definition = files.get(file);
      if (definition) definitions.set(bot, definition);
    }
    const ambiguous = new Set<string>();
    for (const [file, definition] of files) {
      if (claimed.has(file) || named.has(definition.bot)) continue;
      const other = definitions.get(definition.bot);
      if (other) {
        ambiguous.add(definition.bot);
        problems.push({ path: file, text: definition.text, problem: duplicate(definition.bot, other.path) });
      } else definitions.set(definition.bot, definition);
    }
    for (const bot of ambiguous) definitions.delete(bot);
    this.#definitions = definitions;
    return problems;
  }
}

function duplicate(bot: string, other: string): Problem {
  return {
    code: 'duplicate-bot',
    severity: 'error',
    message: `The bot "${bot}" has another workflow in ${other}: give one of them another "bot", or name the right one in ${CONFIG_FILE} under bots.${bot}.workflow. Until then neither is run.`,
    offset: 0,
    length: 0,
  };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
