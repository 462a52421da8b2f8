/**
 * One established connection to one server, from its handshake to its end. Another one follows it after a crash
 * (`server.ts`); this one never comes back.
 *
 * Invariants
 * 1. A call is handed to the transport at most once, and it is known whether it was (I5).
 * 2. The listing is complete (all pages) and read again when the server says it changed (T33).
 */
import type { Client, Tool, Transport } from '@modelcontextprotocol/client';
import type { McpServer } from '../../../schemas/generated/config.ts';
import type { CallOutcome } from '../../run/ports.ts';
import { outcomeOfError } from './call-failure.ts';
import { outcomeOf } from './call-result.ts';
import { type ListedTool, listing } from './tool-listing.ts';
import { type Surroundings, type Way, wayTo } from './transport.ts';

/** Where the idempotency key stands in `_meta` of `tools/call`. */
export const KEY_IN_META = 'handoff/idempotencyKey';

export interface Timeouts {
  /** Milliseconds for the handshake and the first listing. */
  readonly connect: number;
  /** Milliseconds for the answer to a call. */
  readonly call: number;
}

export interface Connection {
  /** The tools as last listed. */
  readonly tools: ReadonlyMap<string, ListedTool>;
  /** Resolves when a listing that was announced as changed has been read again, or could not be. */
  listed(): Promise<void>;
  send(tool: ListedTool, args: Record<string, unknown>, key: string): Promise<CallOutcome>;
  readonly closed: boolean;
  close(): Promise<void>;
}

/** Version of this client, said in the handshake. */
const WHO = { name: 'handoff-studio', version: '0.1.0' };

type Era = 'legacy' | 'auto';

/**
 * Connects and lists the tools. Rejects with an error for people; whatever was started is ended then.
 * `onClosed` is called when an established connection ends, by whichever side.
 */
export async function connect(
  name: string,
  config: McpServer,
  surroundings: Surroundings,
  timeouts: Timeouts,
  onClosed: () => void,
): Promise<Connection> {
  // Probing for the newest protocol starts a child twice, so children are asked in the old way first.
  const eras: readonly Era[] = 'url' in config ? ['auto'] : ['legacy', 'auto'];
  const { ProtocolError } = await import('@modelcontextprotocol/client');
  let refusal: unknown;
  for (const era of eras) {
    const way = await wayTo(name, config, surroundings);
    try {
      return await establish(way, era, timeouts, onClosed, 'url' in config ? LOST : new Set());
    } catch (error) {
      refusal = withLastWords(error, way);
      await way.transport.close();
      if (!(error instanceof ProtocolError)) break;
    }
  }
  throw refusal;
}

/** Failures after which a remote server may have forgotten this session, so that a new one is made. */
const LOST: ReadonlySet<string> = new Set(['refused', 'not-sent']);

async function establish(
  way: Way,
  era: Era,
  timeouts: Timeouts,
  onClosed: () => void,
  lost: ReadonlySet<string>,
): Promise<Connection> {
  const sdk = await import('@modelcontextprotocol/client');
  const options = { timeout: timeouts.connect, maxTotalTimeout: timeouts.connect };
  const left = noteWhatLeaves(way.transport);
  let tools: ReadonlyMap<string, ListedTool> = new Map();
  let reading: Promise<void> = Promise.resolve();
  let closed = false;

  const client: Client = new sdk.Client(WHO, {
    versionNegotiation: { mode: era },
    inputRequired: { autoFulfill: false },
    listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: () => readAgain() } },
  });
  const read = async () => {
    const result = await client.listTools({}, { ...options, cacheMode: 'refresh' });
    tools = listing(result.tools);
  };
  // A listing that cannot be read again holds every call: no tool is known until it can.
  const readAgain = () => {
    reading = reading.then(read).catch(() => {
      tools = new Map();
    });
  };

  await client.connect(way.transport, options);
  client.onclose = () => {
    closed = true;
    onClosed();
  };
  await read();

  return {
    get tools() {
      return tools;
    },
    get closed() {
      return closed;
    },
    listed: () => reading,
    send: async (tool, args, key) => {
      left.delete(key);
      try {
        const params = { name: tool.name, arguments: args, _meta: { [KEY_IN_META]: key } };
        const limits = { timeout: timeouts.call, maxTotalTimeout: timeouts.call };
        return outcomeOf(await client.callTool(params, { ...limits, toolDefinition: toolFor(tool) }), tool);
      } catch (error) {
        const outcome = outcomeOfError(error, left.has(key));
        if (outcome.kind === 'failed' && lost.has(outcome.type)) await client.close();
        return outcome;
      } finally {
        left.delete(key);
      }
    },
    close: () => client.close(),
  };
}

/** The keys of the calls that were handed to this transport. */
function noteWhatLeaves(transport: Transport): Set<string> {
  const left = new Set<string>();
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    if ('method' in message && message.method === 'tools/call') {
      const key = (message.params?._meta as Record<string, unknown> | undefined)?.[KEY_IN_META];
      if (typeof key === 'string') left.add(key);
    }
    return send(message, options);
  };
  return left;
}

/** Given with each call, so that the client neither repeats it nor runs the server's output schema (T40). */
function toolFor(tool: ListedTool): Tool {
  return { name: tool.name, inputSchema: { ...tool.inputSchema, type: 'object' } };
}

function withLastWords(error: unknown, way: Way): Error {
  const words = way.lastWords();
  const message = error instanceof Error ? error.message : String(error);
  return new Error(words ? `${message}; it said: ${words}` : message, { cause: error });
}
