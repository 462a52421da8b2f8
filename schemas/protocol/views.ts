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
  /** The runs that this one belongs to, the outermost first, with the node that each stands at. */
  within?: readonly { run: string; workflow: string; node: string }[];
  conversation: string | null;
  reason: string;
  priority: Priority;
  assignee: string | null;
  openedAt: string;
  dueAt?: string;
  decision?: string;
  decidedBy?: string;
  decidedAt?: string;
  /** Nobody decided by the time that was promised. */
  overdue?: true;
  /** Until then the decision can be taken back. */
  undoUntil?: string;
  /** Name of the node on lists; null where it has none. */
  label: string | null;
  summary: string | null;
  claimedBy: string | null;
  /** A conversation is handed over, not one decision. */
  takeover: boolean;
  /** Whether who asks may decide it now. */
  mayDecide: boolean;
  /** Whether deciding it takes several people, and whose votes are missing. */
  agreement?: { have: number; needed: number; missing: string[] };
  /** Where it stands on its ladder, from 1. */
  level?: { at: number; of: number; to: string; authority?: string; requires?: readonly string[] };
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
  /** The answer to the form, not a button of the author's, says what was decided. */
  byForm?: true;
  /** What the person who decided changed; masked where it is sensitive. */
  edits?: readonly { path: string; before: unknown; after: unknown }[];
  /** Paths that may be edited; null where every variable shown may be. */
  editable: readonly string[] | null;
  votes: readonly { by: string; decision: string; reason?: string }[];
  /** Nodes that the author allowed as another path. */
  redirects: readonly { node: string; label: string }[];
  /** How long a decision can be taken back; 0 where it cannot. */
  undoSeconds: number;
  display: { layout?: string; highlight?: readonly string[] } | null;
  /** Everything a person needs to decide, gathered by code. */
  package: ContextPackage;
  seenBy: readonly string[];
  decisionReason: string | null;
  channel: string | null;
  /** What the bot did. */
  trace: TraceItem[];
  history: HistoryItem[];
}

/** What a handoff brings with it (R22, R52, R57, R58); what is not known is null or empty. */
export interface ContextPackage {
  /** What the user asked at first. */
  request: string | null;
  /** Who asked: ids and verified contacts of the run. */
  requester: readonly string[];
  /** What the bot did, oldest first, with what came of it. */
  steps: readonly ContextStep[];
  draft: unknown;
  /** From 0 to 1. */
  confidence: number | null;
  flags: readonly string[];
  /** What the bot weighed before it asked. */
  considered: readonly unknown[];
  /** What the person is to do. */
  task: string;
  risks: readonly { text: string; evidence: string }[];
  similar: readonly SimilarHandoff[];
  /** How people decided all that resemble it, the most frequent first. */
  precedents: readonly { decision: string; count: number }[];
  /** In a few words; a model's words are marked. */
  summary: { text: string; by: 'author' | 'model' | 'engine' } | null;
  /** What the level of the ladder requires to be shown and is not there. */
  missing: readonly string[];
}

export interface ContextStep {
  node: string;
  label: string;
  type: string;
  at: string;
  handle?: string;
  /** In short; masked where it is sensitive. */
  result?: unknown;
  failure?: string;
  /** A model said so. */
  model?: boolean;
}

export interface SimilarHandoff {
  id: string;
  ticket: string;
  reason: string;
  decision: string;
  decidedBy: string;
  decidedAt: string;
  decisionReason: string | null;
  /** What it shares with this one. */
  because: string;
}

export type BatchResult =
  | { id: string; seq: number; decision: string }
  | { id: string; error: { code: string; message: string } };

export interface RunChanges {
  run: string;
  pinned: DefinitionText;
  /** What its bot has now; null where there is none that can be run. */
  current: DefinitionText | null;
  /**
   * `same`: nothing differs. `safe`: what is ahead of the run is the same. `needs-mapping`: a node it stands at is gone or
   * has another name. `ask-again`: what a person was asked, or what would follow, differs.
   */
  verdict: 'same' | 'safe' | 'needs-mapping' | 'ask-again';
  /** Why, one sentence each. */
  why: string[];
  nodes: { added: string[]; removed: string[]; changed: string[] };
  /** Nodes the run stands at that the current definition does not have, with the nearest name. */
  mapping: { node: string; suggestion: string | null }[];
}

export interface DefinitionText {
  hash: string;
  path: string;
  text: string;
}

export type ReviewStatus = 'open' | 'done';
export type ReviewVerdict = 'good' | 'corrected' | 'bad';

/** A finished answer that was picked for a look afterwards (R41, R42). */
export interface ReviewItem {
  id: string;
  status: ReviewStatus;
  bot: string;
  workflow: string;
  run: string;
  conversation: string | null;
  /** Why it was picked: a sample, or one of the first of its kind. */
  because: string;
  openedAt: string;
  /** What the bot answered last. */
  answer: string;
  confidence: number | null;
  verdict?: ReviewVerdict;
  reviewedBy?: string;
  reviewedAt?: string;
}

export interface ReviewDetail extends ReviewItem {
  correction: string | null;
  note: string | null;
  messages: MessageItem[];
  trace: TraceItem[];
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
  /** What the person who took it over was told, where no handoff told them (R22). */
  envelope?: { ticket: string; summary: string; note: string };
  /** A rule of the configuration stopped it: the run in which a person is asked whether it goes on (R35). */
  stoppedBy?: string;
}

export interface RunItem {
  id: string;
  bot: string;
  workflow: string;
  conversation: string | null;
  status: RunStatus;
  startedAt: string;
  endedAt?: string;
  /** The run that started it, and the node there. */
  parent?: { run: string; node: string };
}

export interface RunDetail extends RunItem {
  variables: Variables;
  masked: string[];
  /** Where it stands: one entry a branch that has not ended. */
  branches: {
    id: string;
    node: string;
    visit: number;
    waitsFor: 'reply' | 'handoff' | 'call' | 'clock' | 'join' | 'run' | null;
  }[];
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
  /** Milliseconds from opening to the first look; null without any. */
  firstLook: { medianMs: number; p90Ms: number } | null;
  /** Decided without edits, questions or a second round, among what people decided; null without any. */
  firstPassRate: number | null;
  /** The band that a review rate is held against (R67). */
  band: { low: number; high: number };
  nodes: NodeStats[];
  reviewers: ReviewerStats[];
  reviews: { open: number; good: number; corrected: number; bad: number; confidentButWrong: number };
}

/** Counts of one node that asks people. Rates are shares of what was decided, 0 to 1. */
export interface NodeStats {
  bot: string;
  workflow: string;
  node: string;
  opened: number;
  decided: number;
  approved: number;
  edited: number;
  rejected: number;
  escalated: number;
  expired: number;
  medianMs: number | null;
  /** What the figures suggest, with the figures. */
  suggestion?: { kind: 'automate' | 'tighten' | 'staff'; text: string; evidence: string };
}

export interface ReviewerStats {
  who: string;
  open: number;
  decided: number;
  approvalRate: number | null;
  medianMs: number | null;
  /** Signals, not verdicts. */
  signals: { kind: 'approves-nearly-all' | 'below-reading-time' | 'burst'; evidence: string }[];
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
