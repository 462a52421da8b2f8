/** What `decide` may know beside the state, as data: the time, an id, the configuration, what tools said of themselves. */
import type { Call, ToolEffect } from '../../schemas/journal/event.ts';
import type { Config } from '../model/config.ts';
import type { Workflow } from '../model/workflow.ts';

export interface CurrentDefinition {
  hash: string;
  path: string;
  text: string;
}

export interface KnownTool {
  /** What its server says that it does. */
  description?: string;
  inputSchema?: Record<string, unknown>;
  /** Differs as soon as the tool is defined differently (T33). */
  hash?: string;
  refuses(args: unknown): string | undefined;
}

export interface World {
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** Unique to this input; ids of what it makes are derived from it. */
  readonly id: string;
  readonly config: Config;
  readonly configHash: string;
  /** The definition that a new run of this bot would pin. */
  current(bot: string): CurrentDefinition | undefined;
  /** The loadable workflow file at a path of the workspace, as a new run would pin it. */
  file(path: string): CurrentDefinition | undefined;
  /** A pinned definition, read; nothing where it cannot be loaded. */
  workflow(hash: string): Workflow | undefined;
  tool(server: string, tool: string): KnownTool | undefined;
  /** The six digits that belong to a code mail. */
  code(effect: string): string;
  /** SHA-256 of the text, in hex. */
  hash(text: string): string;
  /** A scenario's double for an auth gate: the gate is then silent. */
  auth?(node: string): { verified: string } | { failed: true };
}

/** The declared effect class of a tool; what is not declared is irreversible (T34). */
export function effectOf(config: Config, server: string, tool: string): ToolEffect {
  return config.mcpServers?.[server]?.tools?.[tool]?.effect ?? 'irreversible';
}

/** Identity of a call's bytes at one place of one run: what a permit is bound to (I8, T44). */
export function callDigest(world: World, call: Call, run: string, node: string): string {
  return world.hash(JSON.stringify([call.server, call.tool, call.arguments, call.effect, run, node]));
}
