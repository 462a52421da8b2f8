/**
 * What the run loop asks of its surroundings. `engine/host` implements these on Node, `engine/simulate` on virtual
 * time with doubles; one contract suite a port runs against every implementation.
 */

import type { Call, Cause, Event, JournalEntry, ModelRequest } from '../../schemas/journal/event.ts';
import type { ModelAnswer } from '../core/model/answer.ts';
import type { Change, StoredState } from '../core/state.ts';
import type { CurrentDefinition, World } from '../core/world.ts';
import type { Config } from '../model/config.ts';

/** One input's events with their cause: written as one frame, durable as one (persistence.md). */
export interface Batch {
  /** Sequence of the first event; batches are consecutive from 1. */
  seq: number;
  /** Milliseconds since the epoch, UTC. */
  at: number;
  cause: Cause;
  events: readonly Event[];
}

export interface Journal {
  /** Sequence of the last durable event, 0 when empty. */
  readonly durable: number;
  /** Resolves once the batch is on disk. Calls are written in order. Rejects with `JournalFailure`: nothing was acknowledged. */
  append(batch: Batch): Promise<void>;
  /** Resolves once everything appended so far is on disk. */
  flushed(): Promise<void>;
  /** Durable entries after `seq`, in order, at most `limit`. */
  read(after: number, limit: number): Promise<JournalEntry[]>;
  close(): Promise<void>;
}

/** `outcome` says what a caller may tell its client: refused (nothing written) or unknown (EIO on fsync, F6). */
export class JournalFailure extends Error {
  readonly outcome: 'refused' | 'unknown';
  constructor(message: string, outcome: 'refused' | 'unknown', options?: ErrorOptions) {
    super(message, options);
    this.name = 'JournalFailure';
    this.outcome = outcome;
  }
}

/** The fold made queryable. It never holds what no event explains, and may be thrown away. */
export interface Projection {
  write(batch: Batch, changes: readonly Change[]): void;
}

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** Calls back once at or after `at`, right beyond 24.8 days (F14); returns the cancellation. */
  at(at: number, callback: () => void): () => void;
}

export type CallOutcome =
  | { kind: 'succeeded'; output: unknown }
  | { kind: 'failed'; type: string; message: string }
  /** The request may have left and no answer came (I5). */
  | { kind: 'unknown'; why: string };

export interface ToolDescription {
  /** What its server says that it does. */
  description?: string;
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  /** Differs as soon as name, description or input schema do (T33). */
  hash?: string;
  /** What is wrong with these arguments under the tool's input schema, or nothing. */
  refuses(args: unknown): string | undefined;
}

export interface Tools {
  /** Resolves when the named servers were reached or given up on; never rejects. */
  ready(servers: readonly string[]): Promise<void>;
  /** What the server said of the tool when it was last listed. */
  describe(server: string, tool: string): ToolDescription | undefined;
  /** Sends the call once. `key` is the idempotency key, the same for repeats of one effect. Never rejects. */
  call(call: Call, key: string): Promise<CallOutcome>;
}

export type ModelOutcome =
  | { kind: 'succeeded'; output: ModelAnswer & { model?: string; usage?: { input: number; output: number } } }
  /** `retry: false` where a repeat cannot help; `retryAfterMs` where the other side said when. */
  | { kind: 'failed'; type: string; message: string; retry: boolean; retryAfterMs?: number };

export interface Models {
  /** Asks once. `node` names the node that asks, for doubles. Never rejects, and no outcome holds a key (T9). */
  ask(request: ModelRequest, node: string): Promise<ModelOutcome>;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export type DeliveryOutcome =
  | { kind: 'sent' }
  | { kind: 'failed'; message: string; retry: boolean; retryAfterMs?: number };

export interface Mailer {
  /** Never rejects. `retry: false` where a repeat cannot help (no mail server configured, address refused). */
  send(mail: Mail): Promise<DeliveryOutcome>;
}

export interface Secrets {
  /** The 6 digits that belong to one mail effect; derived from a key outside the store, the same after a restart. */
  code(effect: string): string;
}

export interface Ids {
  /** A new id that sorts by time. */
  next(): string;
}

/** What the files of the workspace say now; the host keeps the last good state of each. */
export interface Workspace {
  readonly config: Config;
  /** SHA-256 of the configuration's text. */
  readonly configHash: string;
  /** The loadable definition of a bot, as a new run would pin it. */
  definition(bot: string): CurrentDefinition | undefined;
  /** The loadable workflow file at a path, relative to the root with `/`; nothing outside (T15). */
  file?(path: string): CurrentDefinition | undefined;
}

/** Where the engine tells its operator of trouble; never message texts, tokens or codes (T9). */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** How the engine comes back to the truth after an append failed. */
export interface Recovery {
  /** The state as it is on disk; the projection shows the same from then on. */
  reload(): Promise<Restored>;
  /** Calls back when appends are possible again; never after a device failed (F6). Returns the unsubscription. */
  onRecovered(listener: () => void): () => void;
}

export interface Eraser {
  /**
   * Takes the content of a conversation up to a sequence out of everything that is kept; what is left after a failure goes
   * when it is called again. Resolves with the number of bodies that went.
   */
  erase(what: { bot: string; conversation: string; upTo: number }): Promise<number>;
}

export interface Ports {
  log: Log;
  /** None where nothing is kept beyond the process. */
  eraser?: Eraser;
  /** None where a failed journal ends the process's work. */
  recovery?: Recovery;
  /** SHA-256 of a text, in hex. */
  hash(text: string): string;
  workspace: Workspace;
  /** A scenario's doubles for auth gates; none outside the simulator. */
  auth?: World['auth'];
  journal: Journal;
  projection: Projection;
  clock: Clock;
  tools: Tools;
  models: Models;
  mailer: Mailer;
  secrets: Secrets;
  ids: Ids;
}

export interface Restored {
  seq: number;
  state: StoredState;
}
