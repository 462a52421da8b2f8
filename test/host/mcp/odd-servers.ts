/** The tools port over the servers of this folder, ended with each test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type McpTools, type McpToolsOptions, mcpTools } from '../../../engine/host/mcp/mcp-tools.ts';
import type { CallOutcome } from '../../../engine/run/ports.ts';
import type { McpServer } from '../../../schemas/generated/config.ts';
import type { ToolEffect } from '../../../schemas/journal/event.ts';

export const HERE = fileURLToPath(new URL('.', import.meta.url));

export interface OddTools extends McpTools {
  /** One call with `args` as JSON text, by default on the server `odd` and irreversible. */
  on(tool: string, args?: string, server?: string, effect?: ToolEffect): Promise<CallOutcome>;
  /** The lines that the servers were sent as `tools/call`. */
  ledger(): string[];
  /** The process ids of the children in the order of their starts. */
  starts(): number[];
  readonly folder: string;
}

type Options = Partial<Omit<McpToolsOptions, 'servers'>> & { servers?: Record<string, McpServer> };

/** `odd` is always there; more servers and other options as given. */
export async function withTools<T>(options: Options, use: (tools: OddTools) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-mcp-'));
  const files = { LEDGER: join(folder, 'ledger'), STARTS: join(folder, 'starts') };
  const odd = { command: process.execPath, args: ['odd-server.mjs'], env: files };
  const servers = { odd, ...options.servers };
  const tools = mcpTools({ cwd: HERE, ...options, servers: () => servers });
  const lines = (file: string) =>
    readFileSync(file, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  try {
    return await use({
      ...tools,
      on: (tool, args = '{}', server = 'odd', effect = 'irreversible') =>
        tools.call({ server, tool, arguments: args, effect }, `key of ${tool}`),
      ledger: () => lines(files.LEDGER),
      starts: () => lines(files.STARTS).map(Number),
      folder,
    });
  } finally {
    await tools.close();
    rmSync(folder, { recursive: true });
  }
}

/** The output of a call that must have succeeded. */
export function outputOf(outcome: CallOutcome): unknown {
  if (outcome.kind !== 'succeeded') throw new Error(`the call did not succeed: ${JSON.stringify(outcome)}`);
  return outcome.output;
}
