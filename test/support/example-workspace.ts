/** An example in a folder of its own, with its real servers: they run from the example's folder and write to this one. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, McpServer } from '../../schemas/generated/config.ts';

export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

export interface ExampleWorkspace {
  /** Holds handoff.config.json, the workflow and the scenarios. */
  readonly folder: string;
  readonly config: Config;
  /** What a server wrote to this file so far, a value a line, oldest first. */
  lines(file: string): Record<string, unknown>[];
  remove(): void;
}

export interface ExampleOptions {
  /** `channels.email.smtp`; without it no mail server is configured. */
  smtp?: string;
  /** Last changes to the configuration before it is written. */
  change?: (config: Config) => Config;
}

/** Copies an example to a new temporary folder. */
export function exampleWorkspace(
  name: string,
  { smtp, change = (config) => config }: ExampleOptions = {},
): ExampleWorkspace {
  const example = join(EXAMPLES, name);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `handoff-${name}-`)));
  for (const file of readdirSync(example).filter((each) => /\.(workflow|scenario)\.json$/.test(each)))
    cpSync(join(example, file), join(folder, file));
  const own = JSON.parse(readFileSync(join(example, 'handoff.config.json'), 'utf8')) as Config;
  const servers = Object.entries(own.mcpServers ?? {}).map(([id, server]) => [
    id,
    startedFrom(example, server),
  ]);
  const config = change({
    ...own,
    ...(smtp && { channels: { email: { smtp, from: 'Example <bot@example.com>' } } }),
    mcpServers: Object.fromEntries(servers),
  });
  writeFileSync(join(folder, 'handoff.config.json'), `${JSON.stringify(config, null, 2)}\n`);
  return {
    folder,
    config,
    lines: (file) => linesIn(join(folder, file)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same command with its script where it is. */
function startedFrom(example: string, server: McpServer): McpServer {
  if (!('command' in server)) return server;
  return {
    ...server,
    command: process.execPath,
    args: (server.args ?? []).map((arg) => (arg.endsWith('.mjs') ? join(example, arg) : arg)),
  };
}

/** The values of a file with one a line; a file that is not there yet has none. */
export function linesIn(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, { encoding: 'utf8', flag: 'a+' });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
