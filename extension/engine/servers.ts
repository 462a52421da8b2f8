/**
 * Which programs the engine of a folder would start, and whether a person has agreed to exactly these (T28).
 * Trust belongs to a definition, not to a name: any change of command, arguments, environment or place asks again.
 */
import { createHash } from 'node:crypto';
import { parse } from 'jsonc-parser';

export interface ServerDefinition {
  name: string;
  /** The command line, or the address, as a person reads it. */
  summary: string;
  /** Names of the environment variables it gets. */
  environment: string[];
  /** Identifies the whole definition. */
  hash: string;
}

/** The MCP servers that the text of a `handoff.config.json` in `folder` names; what is malformed is left to the engine. */
export function serversOf(configText: string, folder: string): ServerDefinition[] {
  const config = record(parse(configText, [], { allowTrailingComma: true }));
  return Object.entries(record(config.mcpServers)).map(([name, value]) =>
    definition(name, record(value), folder),
  );
}

/** The definitions nobody has agreed to yet. */
export function unapproved(
  servers: readonly ServerDefinition[],
  approved: readonly string[],
): ServerDefinition[] {
  const known = new Set(approved);
  return servers.filter((server) => !known.has(server.hash));
}

function definition(name: string, server: Record<string, unknown>, folder: string): ServerDefinition {
  const environment = record(server.env);
  const args = Array.isArray(server.args) ? server.args.map(String) : [];
  const cwd = typeof server.cwd === 'string' ? server.cwd : '';
  const parts = [
    folder,
    name,
    server.command,
    args,
    Object.entries(environment).sort(byName),
    cwd,
    server.url,
  ];
  return {
    name,
    summary: typeof server.url === 'string' ? server.url : [String(server.command ?? ''), ...args].join(' '),
    environment: Object.keys(environment).sort(),
    hash: createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
  };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
