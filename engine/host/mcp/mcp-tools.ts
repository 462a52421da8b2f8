/**
 * The Tools port over MCP. The protocol's client and the schema compiler are loaded with the first server that is needed.
 *
 * Invariants
 * 1. `call` hands a request to a server at most once and never rejects. `failed` means that nothing was done or that
 *    the server said so; where neither is certain it is `unknown` (I5).
 * 2. A tool with effects that reads differently than when `call` began is not called (T33).
 * 3. `${env:NAME}` is resolved here and goes to the server alone (T9); children see an allow-list besides (T36).
 */
import type { McpServer } from '../../../schemas/generated/config.ts';
import type { Call } from '../../../schemas/journal/event.ts';
import type { ToolItem } from '../../../schemas/protocol/views.ts';
import type { CallOutcome, ToolDescription, Tools } from '../../run/ports.ts';
import { messageOf } from './call-failure.ts';
import type { Timeouts } from './connection.ts';
import { keepServer, type Server } from './server.ts';
import type { ListedTool } from './tool-listing.ts';
import type { Surroundings } from './transport.ts';

export interface McpToolsOptions {
  /** `mcpServers` of the configuration in force, asked at every use: a changed definition gets a new connection. */
  servers: () => Readonly<Record<string, McpServer>>;
  /** Where children start: the folder of handoff.config.json. */
  cwd: string;
  /** The process's own by default. */
  environment?: Surroundings['environment'];
  /** Takes what children write to their standard error. */
  log?: Surroundings['log'];
  /** 20 s to connect and 60 s for a call by default. */
  timeouts?: Partial<Timeouts>;
}

export interface McpTools extends Tools {
  describe(server: string, tool: string): (ToolDescription & { readonly hash: string }) | undefined;
  /** What the servers that were reached last said of their tools. Starts none. */
  listed(): ToolItem[];
  /** Ends all connections and children; calls without an answer become `unknown`. */
  close(): Promise<void>;
}

/** The tools of the configured MCP servers. Nothing is started before it is needed. */
export function mcpTools(options: McpToolsOptions): McpTools {
  const { servers, cwd, environment = process.env, log = () => undefined } = options;
  const timeouts: Timeouts = { connect: 20_000, call: 60_000, ...options.timeouts };
  const kept = new Map<string, { definition: string; server: Server }>();

  const serverOf = (name: string): Server | undefined => {
    const configured = servers();
    const config = Object.hasOwn(configured, name) ? configured[name] : undefined;
    const definition = config && definitionOf(config);
    const before = kept.get(name);
    if (before && before.definition === definition) return before.server;
    before?.server.close().catch((error: unknown) => log(name, `${messageOf(error)}\n`));
    kept.delete(name);
    if (!config || definition === undefined) return undefined;
    const surroundings = { cwd, environment, log };
    const server = keepServer(async (onClosed) => {
      const { connect } = await import('./connection.ts');
      return connect(name, config, surroundings, timeouts, onClosed);
    });
    kept.set(name, { definition, server });
    return server;
  };

  return {
    ready: async (names) => {
      await Promise.all(
        names.map((name) =>
          serverOf(name)
            ?.connection()
            .catch((error: unknown) => log(name, `${messageOf(error)}\n`)),
        ),
      );
    },
    describe: (name, tool) => serverOf(name)?.tools.get(tool),
    call: (call, key) => {
      const server = serverOf(call.server);
      if (!server) return Promise.resolve(failed('not-configured', `there is no MCP server ${call.server}`));
      return callOn(server, call, key);
    },
    listed: () =>
      [...kept].flatMap(
        ([
          server,
          {
            server: { tools },
          },
        ]) =>
          [...tools.values()].map(({ name, description, inputSchema }) => ({
            name: `${server}__${name}`,
            ...(description === undefined ? {} : { description }),
            ...(inputSchema === undefined ? {} : { inputSchema }),
          })),
      ),
    close: async () => {
      await Promise.all([...kept.values()].map(({ server }) => server.close()));
    },
  };
}

async function callOn(server: Server, call: Call, key: string): Promise<CallOutcome> {
  const expected = server.tools.get(call.tool)?.hash;
  const args = argumentsOf(call);
  if (args.kind === 'failed') return args;
  try {
    const connection = await server.connection();
    await connection.listed();
    const tool = connection.tools.get(call.tool);
    if (!tool) return failed('unknown-tool', `the MCP server ${call.server} has no tool ${call.tool}`);
    return refusalOf(call, tool, expected, args.value) ?? (await connection.send(tool, args.value, key));
  } catch (error) {
    return failed(
      'server-unreachable',
      `the MCP server ${call.server} cannot be reached: ${messageOf(error)}`,
    );
  }
}

/** Why the request must not leave, or nothing. */
function refusalOf(call: Call, tool: ListedTool, expected: string | undefined, args: unknown) {
  const name = `${call.server}__${call.tool}`;
  if (call.effect !== 'read' && expected !== undefined && expected !== tool.hash)
    return failed('tool-changed', `the definition of ${name} changed just before the call; nothing was sent`);
  const misfit = tool.refuses(args);
  if (misfit) return failed('invalid-arguments', `the arguments do not fit ${name}: ${misfit}`);
  // Better now than after the effect: no result could be told right from wrong.
  const fault = tool.output?.fault();
  return fault === undefined
    ? undefined
    : failed('invalid-tool', `the output of ${name} cannot be checked: ${fault}`);
}

/** What is sent must be what was shown: numbers that would change their digits on the way are refused (I8). */
function argumentsOf(
  call: Call,
): { kind: 'read'; value: Record<string, unknown> } | (CallOutcome & { kind: 'failed' }) {
  const inexact = call.arguments
    .match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)
    ?.find((token) => /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)));
  if (inexact) return failed('invalid-arguments', `the number ${inexact} cannot be sent with all its digits`);
  try {
    const value: unknown = JSON.parse(call.arguments);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { kind: 'read', value: value as Record<string, unknown> };
    return failed('invalid-arguments', 'the arguments are not a JSON object');
  } catch (error) {
    return failed('invalid-arguments', `the arguments are not JSON: ${messageOf(error)}`);
  }
}

function failed(type: string, message: string): CallOutcome & { kind: 'failed' } {
  return { kind: 'failed', type, message };
}

/** What a connection depends on: declared effects of tools, for example, do not matter here. */
function definitionOf(config: McpServer): string {
  return 'url' in config
    ? JSON.stringify([config.url, config.headers])
    : JSON.stringify([config.command, config.args, config.env, config.cwd]);
}
