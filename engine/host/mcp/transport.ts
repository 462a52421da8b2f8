/** Starts the way to one server: a child process over its standard streams, or streamable HTTP. */
import { resolve } from 'node:path';
import type { Transport } from '@modelcontextprotocol/client';
import type { McpAddress, McpCommand, McpServer } from '../../../schemas/generated/config.ts';
import { type Environment, resolveReferences } from '../env-reference.ts';
import { childEnvironment } from './child-environment.ts';

export interface Surroundings {
  /** Where children start, unless their entry says otherwise: the folder of handoff.config.json. */
  readonly cwd: string;
  /** Where `${env:NAME}` is looked up, and what children may inherit parts of. */
  readonly environment: Environment;
  /** Takes what a child writes to its standard error. */
  readonly log: (server: string, text: string) => void;
}

export interface Way {
  readonly transport: Transport;
  /** The end of what the child wrote to its standard error. */
  lastWords(): string;
}

const LAST_WORDS = 600;

/** Prepares the transport; nothing is started before the client connects. Throws `MissingVariable` or a `TypeError`. */
export function wayTo(name: string, config: McpServer, surroundings: Surroundings): Promise<Way> {
  return 'url' in config ? remoteWay(config, surroundings) : childWay(name, config, surroundings);
}

async function childWay(name: string, config: McpCommand, surroundings: Surroundings): Promise<Way> {
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const { cwd, environment, log } = surroundings;
  const transport = new StdioClientTransport({
    command: resolveReferences(config.command, environment),
    args: (config.args ?? []).map((arg) => resolveReferences(arg, environment)),
    env: childEnvironment(config.env ?? {}, environment),
    cwd: resolve(cwd, resolveReferences(config.cwd ?? '.', environment)),
    stderr: 'pipe',
  });
  let words = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    words = (words + text).slice(-LAST_WORDS);
    log(name, text);
  });
  return { transport, lastWords: () => words.trim() };
}

async function remoteWay(config: McpAddress, { environment }: Surroundings): Promise<Way> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const headers = Object.entries(config.headers ?? {}).map(
    ([header, value]) => [header, resolveReferences(value, environment)] as const,
  );
  const transport = new StreamableHTTPClientTransport(new URL(resolveReferences(config.url, environment)), {
    requestInit: { headers: Object.fromEntries(headers) },
  });
  return { transport, lastWords: () => '' };
}
