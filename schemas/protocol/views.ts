/** What the bridge shows of the engine's state. Times are ISO 8601 in UTC; what is absent is null. */
import type {
  HandoffKind,
  HandoffSubject,
  Owner,
  PreviewedCall,
  Priority,
  Risk,
  RunEnd,
  Variables,
} from '../journal/event.ts';

export type HandoffStatus = 'open' | 'decided' | 'expired' | 'cancelled';
export type RunStatus = 'waiting' | RunEnd;
export type Call = PreviewedCall;

export interface HandoffItem {
  id: string;
  ticket: string;
  /** Rises when what is decided changes: call bytes, options, assignee, edits. */
  revision: number;
  status: HandoffStatus;
  kind: HandoffKind;
  risk: Risk;
  bot: string;
  workflow: string;
  node: string;
  run: string;
  conversation: string | null;
  reason: string;
  priority: Priority;
  assignee: string | null;
  openedAt: string;
  dueAt?: string;
  decision?: string;
  decidedBy?: string;
}

export interface HandoffOption {
  /** What `handoff/decide` takes. */
  decision: string;
  /** The handle the node ends with. */
  handle: string;
  label: string;
  reasonRequired: boolean;
}

export interface HistoryItem {
  seq: number;
  at: string;
  type: string;
  by?: string;
  text?: string;
}

/** A node the bot went through, oldest first. */
export interface TraceItem {
  node: string;
  visit: number;
  at: string;
  handle?: string;
  /** Template values that were missing. */
  missing?: readonly string[];
  failure?: { message: string; type: string };
}

export interface MessageItem {
  /** Cursor within the conversation: the sequence of the event. */
  seq: number;
  at: string;
  id: string;
  from: 'user' | 'bot' | 'operator';
  text: string;
  name?: string;
  /** Said while somebody waits, not by a node of the workflow. */
  holding?: boolean;
}

export interface HandoffDetail extends HandoffItem {
  label: string | null;
  summary: string | null;
  note: string | null;
  /** The last ones of the conversation, oldest first. */
  messages: MessageItem[];
  /** Messages since it was opened. */
  newMessages: number;
  /** The bot's `variables` come first; what its `sensitive` names is masked. */
  variables: Variables;
  /** Paths that were masked. */
  masked: string[];
  context: unknown;
  options: HandoffOption[];
  /** Ready reasons. */
  reasons: readonly string[];
  flags: readonly string[];
  /** What the decision is about: a node of the workflow, or what the engine could not decide by itself. */
  subject: HandoffSubject;
  /** What would happen after approving. */
  calls: readonly Call[];
  digest: string;
  responseSchema: Record<string, unknown> | null;
  /** Paths that may be edited; null where every variable shown may be. */
  editable: readonly string[] | null;
  votes: readonly { by: string; decision: string; reason?: string }[];
  claimedBy: string | null;
  seenBy: readonly string[];
  decisionReason: string | null;
  decidedAt: string | null;
  channel: string | null;
  /** What the bot did. */
  trace: TraceItem[];
  history: HistoryItem[];
}

export interface ConversationItem {
  bot: string;
  conversation: string;
  owner: Owner;
  openHandoffs: readonly string[];
  /** Runs that have not ended, oldest first. */
  runs: readonly string[];
  messages: number;
  lastAt: string;
}

export interface RunItem {
  id: string;
  bot: string;
  workflow: string;
  conversation: string | null;
  status: RunStatus;
  startedAt: string;
  endedAt?: string;
}

export interface RunDetail extends RunItem {
  variables: Variables;
  masked: string[];
  /** Where it stands: one entry a branch that has not ended. */
  branches: { id: string; node: string; visit: number; waitsFor: 'reply' | 'handoff' | 'call' | null }[];
  openHandoffs: string[];
  trace: TraceItem[];
}

export interface Page<T> {
  items: T[];
  /** Given as `after` it brings the next page; missing on the last one. */
  next?: string;
  total: number;
}

export interface Stats {
  handoffs: { open: number; decided: number; expired: number; cancelled: number };
  /** Approvals among what people and clocks decided, 0 to 1; null without any. */
  approvalRate: number | null;
  /** Runs that needed a person among all, 0 to 1; null without any. */
  reviewRate: number | null;
  /** Milliseconds from opening to decision. */
  latency: { medianMs: number; p90Ms: number } | null;
  /** Open handoffs by assignee, `nobody` where there is none. */
  load: { assignee: string; open: number }[];
}

/** A tool as its MCP server describes it. */
export interface ToolItem {
  /** `server__tool`. */
  name: string;
  description?: string;
  /** JSON Schema of its arguments. */
  inputSchema?: Record<string, unknown>;
}

export interface EngineStatus {
  engine: string;
  mode: 'live' | 'read-only';
  /** Why it only reads. */
  why?: string;
  halted: boolean;
  seq: number;
  pid: number;
  startedAt: string;
  clients: { bot: number; human: number; observer: number; owner: number };
  openHandoffs: number;
}

/** One fact of the journal. Where its content was erased, the digest stands in for the body. */
export interface EventNotice {
  seq: number;
  at: string;
  type: string;
  actor: string;
  /** Kind of the input that led to it. */
  cause: string;
  /** What the chain covers; given where the content was erased. */
  digest?: string;
  /** The event's own fields (`schemas/journal/event.ts`). */
  body?: Record<string, unknown>;
}

export interface Say {
  bot: string;
  conversation: string;
  message: { id: string; text: string; from: 'bot' | 'operator'; name?: string };
}

/** On a new connection every conversation that is not named is the bot's. */
export interface OwnerNotice {
  bot: string;
  conversation: string;
  owner: Owner;
}
