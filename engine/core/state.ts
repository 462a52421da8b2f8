/**
 * The state that folding the journal gives: tables of immutable entities, of which `apply` is the only
 * writer.
 */
import type {
  AuthProgress,
  EffectFacts,
  Failure,
  Fork,
  HandoffFacts,
  ModelCall,
  ModelMessage,
  NodeWait,
  Owner,
  Place,
  PreviewedCall,
  RunEnd,
  TimerPurpose,
  Variables,
} from '../../schemas/journal/event.ts';

export type Wait =
  | { kind: 'reply'; auth?: AuthProgress; since: number }
  | { kind: 'handoff'; handoff: string }
  | { kind: 'call'; effect: string }
  | NodeWait;

/** Variables that belong to one branch only. */
export interface OwnVariables {
  response?: unknown;
  error?: Failure;
  original_input?: unknown;
  operator_note?: string;
}

export interface Branch {
  readonly id: string;
  readonly node: string;
  readonly visit: number;
  readonly wait?: Wait;
  readonly own: OwnVariables;
  /** Handoffs that a person decided on the path to here, oldest first. */
  readonly decisions: readonly string[];
  /** Last decisions of the branches that joined to this one: each has to allow a call, until another one is taken. */
  readonly together?: readonly string[];
  /** Where it split off, the outermost first. */
  readonly forks?: readonly Fork[];
  /** Loops that it is in, the outermost first. */
  readonly loops?: readonly LoopRound[];
  /** How often error handlers have tried nodes again that have not succeeded since. */
  readonly tries?: readonly { node: string; failed: string; tries: number }[];
  /** The conversation of an agent with its model, while the branch stands at its node. */
  readonly agent?: AgentProgress;
}

export interface LoopRound {
  readonly node: string;
  /** From 0. */
  readonly round: number;
  readonly items?: readonly unknown[];
}

export interface AgentProgress {
  /** Answers of the model so far. */
  readonly turn: number;
  readonly messages: readonly ModelMessage[];
  /** What the model wants and is not done yet, the next first. */
  readonly pending: readonly ModelCall[];
}

export interface Run {
  readonly id: string;
  readonly bot: string;
  readonly workflow: string;
  readonly conversation?: string;
  readonly requester: readonly string[];
  readonly status: 'waiting' | RunEnd;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly variables: Readonly<Variables>;
  readonly branches: Readonly<Record<string, Branch>>;
  readonly visits: Readonly<Record<string, number>>;
  readonly steps: number;
  /** Steps it may take before a person is asked (F42). */
  readonly budget: number;
  readonly worst: RunEnd;
  readonly trace: readonly TraceStep[];
  /** Handoffs that it opened, oldest first. */
  readonly handoffs?: readonly string[];
  /** What the branch that ended last had for itself. */
  readonly last?: OwnVariables;
  /** The decision that the branch which ended last stood behind. */
  readonly lastDecision?: string;
  /** Where in another run the node stands that started it. */
  readonly parent?: Place;
  /** Hashes of the workflow files that it may run, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The bot that it was given to, whose configuration holds for its handoffs. */
  readonly delegate?: string;
  readonly hopsLeft?: number;
  /** Forks of which a branch ended before it met the others, by `forkKey`. */
  readonly short?: readonly string[];
  /** Forks whose first branch was enough, by `forkKey`. */
  readonly met?: readonly string[];
}

export interface TraceStep {
  readonly node: string;
  readonly visit: number;
  readonly handle?: string;
  readonly at: number;
  readonly missing?: readonly string[];
  readonly failure?: Failure;
}

export interface HistoryEntry {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly by?: string;
  readonly text?: string;
}

export interface Vote {
  readonly by: string;
  readonly decision: string;
  readonly reason?: string;
  readonly seq: number;
  /** Milliseconds since the epoch, UTC; missing in votes of older engines. */
  readonly at?: number;
}

export interface Handoff extends Readonly<HandoffFacts> {
  readonly revision: number;
  readonly status: 'open' | 'decided' | 'expired' | 'cancelled';
  readonly openedAt: number;
  readonly decision?: string;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  readonly channel?: string;
  readonly decisionReason?: string;
  readonly response?: Readonly<Variables>;
  readonly edits?: readonly { path: string; before: unknown; after: unknown }[];
  readonly editedVariables?: Readonly<Variables>;
  readonly votes: readonly Vote[];
  /** Node that a redirect goes to. */
  readonly target?: string;
  /** Its decision may still be taken back: nothing that follows from it happens before. */
  readonly held?: { readonly until: number };
  readonly wentAheadAt?: number;
  /** When its clock runs out; `dueAt` is the earlier of this and `softDueAt`. */
  readonly clockAt?: number;
  readonly overdue?: boolean;
  /** Whoever asked the user something that has no answer yet. */
  readonly askedBy?: string;
  /** Who may decide it as well as the assignee: a role has several managers, a bot several owners. */
  readonly also?: readonly string[];
  /** Where several have to agree: who might vote before it was given on, and still may. */
  readonly voters?: 'everyone' | readonly string[];
  readonly claimedBy?: string;
  readonly seenBy: readonly string[];
  /** The newest revision that each person had on screen. */
  readonly seenAt?: Readonly<Record<string, number>>;
  readonly newMessages: number;
  readonly timer?: string;
  readonly handle?: string;
  readonly decisionCalls?: readonly PreviewedCall[];
  /** Node → effect that used the permit of this decision: each is used once (I3). */
  readonly used: Readonly<Record<string, string>>;
  /** The run was moved to another definition since: the decision permits nothing any more. */
  readonly withdrawn?: boolean;
  readonly history: readonly HistoryEntry[];
  readonly request?: string;
  readonly decidedSeq?: number;
}

export interface Conversation {
  readonly bot: string;
  readonly id: string;
  readonly owner: Owner;
  readonly openHandoffs: readonly string[];
  /** Runs that have not ended, oldest first. */
  readonly runs: readonly string[];
  /** Branches that wait for a reply, oldest first. */
  readonly replies: readonly { run: string; branch: string }[];
  /** Messages of both sides so far; the next one the server says has this number in its id. */
  readonly messages: number;
  readonly lastAt: number;
  /** Messages of the user within the last hour, oldest first, the newest thirty. */
  readonly recent?: readonly { at: number; digest: string }[];
  /** When a rule stopped it, within the last hour. */
  readonly stops?: readonly number[];
  /** A rule gave it to a person: nothing in it moves until they say so. */
  readonly stop?: Stop;
  /** What the person who has it was told when they took it over. */
  readonly briefing?: { ticket: string; summary: string; note: string };
  readonly erased?: boolean;
  /** Sequence up to which its content has to leave the journal, until it has. */
  readonly erasing?: number;
  /** Whether a user has ever written in it. */
  readonly reached?: boolean;
  /** Who had it last as an operator: a follow-up goes to them (R36). */
  readonly operator?: string;
}

export interface Stop {
  /** The run in which the person is asked; it alone moves. */
  readonly run: string;
  /** Nobody is told beside the queue. */
  readonly quiet?: boolean;
  /** Messages that wait for what the person says, oldest first. */
  readonly held: readonly HeldMessage[];
}

export interface HeldMessage {
  readonly id: string;
  readonly text: string;
  readonly from?: { id: string; name?: string };
  readonly variables?: Readonly<Variables>;
}

export type Effect = EffectFacts & {
  readonly status: 'planned' | 'started' | 'succeeded' | 'failed' | 'unknown' | 'dropped';
  readonly attempt: number;
  readonly startedAt?: number;
  readonly output?: unknown;
  readonly failure?: { message: string; type: string };
  readonly settled?: 'happened' | 'did-not-happen' | 'repeat' | 'dropped';
  /** A try failed; the next one waits for its clock. */
  readonly retryAt?: number;
};

export interface Timer {
  readonly id: string;
  readonly at: number;
  /** When it was due before a grace put it off; clocks that are due together fire in this order (F11). */
  readonly due: number;
  readonly length: number;
  readonly purpose: TimerPurpose;
  /** Milliseconds that were left when the conversation was taken over; the clock stands still. */
  readonly paused?: number;
}

export interface Definition {
  readonly hash: string;
  readonly bot: string;
  readonly path: string;
  readonly text: string;
}

export interface Received {
  readonly digest: string;
  readonly seq: number;
  readonly run?: string;
}

export interface Outgoing {
  readonly seq: number;
  readonly bot: string;
  readonly conversation: string;
  readonly message: { id: string; text: string; from: 'bot' | 'operator'; name?: string };
}

export interface Credential {
  readonly principal: string;
  readonly hash: string;
}

/** A finished answer that somebody looks at afterwards (R41, R42). */
export interface Review {
  readonly id: string;
  readonly run: string;
  readonly bot: string;
  readonly workflow: string;
  readonly conversation?: string;
  readonly node: string;
  readonly because: 'sample' | 'first';
  readonly confidence?: number;
  readonly openedAt: number;
  readonly openedSeq: number;
  readonly verdict?: 'good' | 'corrected' | 'bad';
  readonly correction?: string;
  readonly note?: string;
  readonly by?: string;
  readonly at?: number;
}

export interface Meta {
  readonly seq: number;
  readonly tickets: number;
  readonly epoch: number;
  readonly config?: string;
  readonly halted?: boolean;
  /** Whether the halt holds over a start of the engine. */
  readonly haltLasts?: boolean;
}

/** The tables by name; keys are strings, values immutable. */
export interface Entities {
  meta: Meta;
  runs: Run;
  handoffs: Handoff;
  conversations: Conversation;
  effects: Effect;
  timers: Timer;
  definitions: Definition;
  received: Received;
  outgoing: Outgoing;
  rotations: { readonly last: string };
  credentials: Credential;
  reviews: Review;
}

export type TableName = keyof Entities;

export interface Table<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  entries(): IterableIterator<[string, V]>;
}

export type State = { readonly [T in TableName]: Table<Entities[T]> };

/** The same tables as plain maps, as a snapshot gives them back. */
export type StoredState = { readonly [T in TableName]: Map<string, Entities[T]> };

export type Change = {
  [T in TableName]: { table: T; key: string; value: Entities[T] | undefined };
}[TableName];

export const TABLES = [
  'meta',
  'runs',
  'handoffs',
  'conversations',
  'effects',
  'timers',
  'definitions',
  'received',
  'outgoing',
  'rotations',
  'credentials',
  'reviews',
] as const satisfies readonly TableName[];

export function emptyState(): StoredState {
  return Object.fromEntries(TABLES.map((table) => [table, new Map()])) as unknown as StoredState;
}
