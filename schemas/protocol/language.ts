/** What our language server is told at its start, and what it answers beyond the Language Server Protocol. */
import type { Variables } from '../journal/event.ts';
import type { Graph } from './graph.ts';
import type { ToolItem } from './views.ts';

/** Request: the graph of an open workflow document. */
export const GRAPH_REQUEST = 'handoff/graph';

export interface GraphParams {
  readonly uri: string;
}

export type GraphAnswer =
  | { readonly kind: 'graph'; readonly version: number; readonly graph: Graph }
  /** The text cannot be read as a workflow right now; `why` says where it stops making sense. */
  | { readonly kind: 'unreadable'; readonly version: number; readonly why: string }
  /** The document is not open, or is no workflow. */
  | { readonly kind: 'unknown' };

/** Notification: the tools of the engine that runs for a folder; the server itself connects to nothing. */
export const TOOLS_NOTIFICATION = 'handoff/tools';

export interface ToolsParams {
  /** Address of the folder of a configuration. */
  readonly folder: string;
  readonly tools: readonly ToolItem[];
}

/** Notification: the last run of each bot of the engine that runs for a folder, as far as somebody asked for it. */
export const RUNS_NOTIFICATION = 'handoff/runs';

export interface RunsParams {
  /** Address of the folder of a configuration. */
  readonly folder: string;
  readonly runs: readonly LastRun[];
}

export interface LastRun {
  readonly bot: string;
  readonly id: string;
  readonly startedAt: string;
  /** As the engine gives them: what the bot calls sensitive is masked. */
  readonly variables: Variables;
}

/** `initializationOptions`; whatever is left out is as if the editor could not do it. */
export interface LanguageOptions {
  /** The editor checks files by the contributed schemas itself; what they say is not said again. */
  readonly hasSchemas?: boolean;
  /** The editor's commands behind the lines above files and handoffs; without one there is no such line. */
  readonly commands?: LanguageCommands;
  /** The editor's language: sentences in English, and how it says them. */
  readonly sentences?: Readonly<Record<string, string>>;
}

export interface LanguageCommands {
  /** Called with the address of the workflow. */
  readonly graph?: string;
  /** Called with the addresses of scenario files. */
  readonly scenarios?: string;
  /** Called with `{ node }`, the id of a node that asks a person. */
  readonly handoffs?: string;
}

/** Reads the options of an editor that may be any; what does not fit is left out. */
export function decodeLanguageOptions(value: unknown): LanguageOptions {
  const { hasSchemas, commands, sentences } = recordOf(value);
  const { graph, scenarios, handoffs } = recordOf(commands);
  return {
    hasSchemas: hasSchemas === true,
    sentences: Object.fromEntries(
      Object.entries(recordOf(sentences)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    commands: {
      ...(typeof graph === 'string' ? { graph } : {}),
      ...(typeof scenarios === 'string' ? { scenarios } : {}),
      ...(typeof handoffs === 'string' ? { handoffs } : {}),
    },
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
