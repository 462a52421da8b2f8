/** Where the examples lie, and what `handoff start` says of the one that it runs. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Exit } from '../exit.ts';
import { VERSION } from '../version.ts';
import { CONFIG_FILE, configOf } from '../workspace.ts';
import type { BotPlace } from './bot.ts';
import type { House } from './house.ts';

/** Looks upwards from this file, which is in `dist/` after a build. @throws Exit 2 where there are no examples */
export function exampleFolder(name: string): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'examples', name);
    if (existsSync(path.join(found, CONFIG_FILE))) return found;
    if (folder === path.dirname(folder))
      throw new Exit(2, `The example ${name} is not part of this installation.`);
  }
}

/** Three lines that say what runs, and how to open the queue. */
export function openingLines({ workspace, bot }: BotPlace): (house: House) => string[] {
  const servers = Object.keys(configOf(workspace).mcpServers ?? {}).join(', ');
  return ({ door, store, showsMail }) => [
    `Handoff Studio ${VERSION}: the bot "${bot}" of ${shortPath(workspace)}, no account anywhere.`,
    `Tools: ${servers}, each a process of its own. ${showsMail ? 'No mail server: mails are shown here.' : ''}`,
    `Engine: ${door.url}, store ${shortPath(store)}.`,
    '',
    ...queueLines(workspace),
  ];
}

export function queueLines(workspace: string): string[] {
  return [
    'Queue: VS Code (npm run vscode), the keys shown here,',
    `or another terminal: node dist/cli.js queue --workspace ${shortPath(workspace)}`,
  ];
}

/** From here, where it lies below; else as it is. */
export function shortPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative || '.';
}
