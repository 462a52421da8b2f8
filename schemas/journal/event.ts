/**
 * Every event the journal may hold. An event is a fact: it says what happened, never what should happen next.
 * Behaviour of recorded journals depends on these shapes; they only grow (F27).
 */

/** Raised when a reader of the previous version could misread a journal written by this one (F28). */
export const JOURNAL_FORMAT = 1;

/** Where in a run something stands: everything is identified by run / branch / node / visit. */
export interface Place {
  run: string;
  branch: string;
  node: string;
  visit: number;
}

export type Owner = 'bot' | 'queue' | `user:${string}`;
export type Priority = 'low' | 'medium' | 'high' | 'urgent';
export type Risk = 'low' | 'normal' | 'high';
export type HandoffKind = 'approval' | 'review' | 'question' | 'takeover' | 'unknown' | 'failure' | 'drift';
export type RunEnd = 'completed' | 'rejected' | 'timed-out' | 'failed' | 'cancelled';
export type ToolEffect = 'read' | 'idempotent' | 'irreversible';
export type Variables = Record<string, unknown>;

export interface Call {
  server: string;
  tool: string;
  /** The exact argument bytes: JSON text that is sent as it stands (I8). */
  arguments: string;
  effect: ToolEffect;
}

/** A call that a decision would let happen; `known: false` where its bytes depend on what is not known yet. */
export type PreviewedCall =
  | { known: true; node: string; call: Call; digest: string }
  /** `person`: somebody else decides before it happens. */
  | {
      known: false;
      node: string;
      server: string;
      tool: string;
      effect: ToolEffect;
      person: boolean;
      why: string;
    };

/** What lets an irreversible call happen (I3). */
export type Permit =
  | { kind: 'decision'; handoff: string; by: string; digest: string; bound: boolean }
  | { kind: 'policy'; rule: string; config: string };

export interface Failure {
  message: string;
  type: string;
  node: string;
}

/** What is done when a handoff's clock runs out, first entry first; nothing left means the handle `timeout`. */
export type EscalationStep =
  | { action: 'auto_approve' | 'auto_reject' | 'queue' }
  | { action: 'retry'; left: number; length: number }
  | { action: 'escalate'; to?: string; length: number };

export interface HandoffFacts {
  id: string;
  ticket: string;
  kind: HandoffKind;
  risk: Risk;
  bot: string;
  workflow: string;
  place: Place;
  conversation?: string;
  label?: string;
  reason: string;
  priority: Priority;
  assignee?: string;
  /** Named in the workflow before a strategy resolved it. */
  declaredAssignee?: unknown;
  options: string[];
  labels?: Record<string, string>;
  reasons?: string[];
  reasonRequired: boolean;
  editable?: string[];
  responseSchema?: Record<string, unknown>;
  context?: unknown;
  display?: unknown;
  calls: PreviewedCall[];
  digest: string;
  exclude: string[];
  approvals?: { count: number; groups?: Record<string, number> };
  escalation: EscalationStep[];
  dueAt?: number;
  /** What the decision is about; a node's own handoff, or what the engine could not decide by itself. */
  subject: HandoffSubject;
  summary?: string;
  note?: string;
  takeover?: boolean;
  outputVariable?: string;
  flags: string[];
}

export type HandoffSubject =
  | { kind: 'node' }
  | { kind: 'problem'; problem: Problem; failure: Failure }
  /** A call that a policy holds, or whose bytes, definition or authority differ from what was approved. */
  | { kind: 'held-call'; call: Call; because: 'policy' | 'drift'; difference?: string; require?: string }
  | { kind: 'unknown-effect'; effect: string; call: Call; startedAt: number };

/** `edge`: no edge could be chosen; the others name what stood in the way at the node itself. */
export type Problem = 'condition' | 'edge' | 'unknown-node' | 'argument' | 'step-budget';

export interface Said {
  bot: string;
  conversation: string;
  message: { id: string; text: string; from: 'bot' | 'operator'; name?: string };
  /** Said of the engine's own accord or while somebody waits; scenarios skip these. */
  holding: boolean;
  run?: string;
  node?: string;
}

export type TimerPurpose =
  | { kind: 'handoff'; handoff: string }
  | { kind: 'node'; run: string; branch: string }
  | { kind: 'retry'; effect: string };

export type EffectFacts =
  | { kind: 'call'; id: string; place: Place; call: Call; permit?: Permit }
  | { kind: 'code-mail'; id: string; place: Place; to: string }
  | { kind: 'notify'; id: string; handoff: string; channel: string; to: string; text: string };

export interface EventBodies {
  opened: { engine: string; host: string; boot: string; format: number; adopted?: boolean };
  'config-loaded': { hash: string };
  'workflow-pinned': { hash: string; bot: string; path: string; text: string };
  'message-received': {
    bot: string;
    conversation: string;
    message: { id: string; text: string; from?: { id: string; name?: string } };
    variables?: Variables;
    digest: string;
    /** Who got it: the owner, a waiting node, an open handoff, a busy run, or a new run. */
    to: 'owner' | 'reply' | 'handoff' | 'busy' | 'run';
    run?: string;
  };
  'message-said': Said;
  'message-delivered': { bot: string; conversation: string; message: string };
  'run-started': {
    run: string;
    bot: string;
    workflow: string;
    conversation?: string;
    requester: string[];
    variables: Variables;
    nodes: { branch: string; node: string }[];
  };
  'node-entered': Place;
  'node-ended': Place & {
    handle: string;
    output?: unknown;
    variables?: Variables;
    failure?: Failure;
    /** The result of this effect goes to the variable `as`. */
    from?: { effect: string; as?: string };
    missing?: string[];
    suppressed?: boolean;
    /** The handoff that a person decided here; it dominates what follows on this branch. */
    decision?: string;
    edges: { edge: number; branch: string; target: string }[];
  };
  /** The node is done but no edge could be chosen: its result is kept while a person is asked. */
  'node-held': Place & { variables?: Variables; from?: { effect: string; as?: string }; failure: Failure };
  'budget-extended': { run: string; by: number };
  'reply-awaited': Place & { auth?: AuthProgress };
  'auth-progressed': Place & { auth: AuthProgress };
  'run-ended': { run: string; status: RunEnd };
  'requester-verified': { run: string; contact: string };
  'timer-set': { id: string; at: number; length: number; purpose: TimerPurpose };
  'timer-deferred': { id: string; at: number };
  'timer-paused': { id: string; left: number };
  'timer-cancelled': { id: string };
  'timer-fired': { id: string };
  'handoff-opened': HandoffFacts;
  /** Reviewers were told in their queue; `to` is whom it waits for, `everyone` where nobody is named. */
  'handoff-announced': { handoff: string; to: string };
  'handoff-seen': { handoff: string; by: string; revision: number };
  'handoff-messaged': { handoff: string };
  'handoff-claimed': { handoff: string; by: string };
  'handoff-released': { handoff: string; by: string };
  'handoff-assigned': { handoff: string; assignee?: string; by: string; why?: string };
  'handoff-annotated': { handoff: string; by: string; note: string };
  'handoff-revised': { handoff: string; revision: number; changes: Partial<HandoffFacts>; why: string };
  'handoff-voted': { handoff: string; by: string; decision: string; reason?: string };
  'handoff-decided': {
    handoff: string;
    revision: number;
    decision: string;
    handle: string;
    by: string;
    channel: string;
    reason?: string;
    response: Variables;
    /** What this decision lets happen, as it was bound (I8). */
    calls: PreviewedCall[];
    edits?: { path: string; before: unknown; after: unknown }[];
    /** The edited variables as they are from here on. */
    variables?: Variables;
    digest: string;
    config: string;
    seenSeq?: number;
    request: string;
  };
  'handoff-expired': { handoff: string };
  'handoff-returned': { handoff: string; by: string; note?: string };
  'note-left': { run: string; branch: string; note: string };
  'handoff-cancelled': { handoff: string; why: string };
  'escalation-advanced': {
    handoff: string;
    escalation: EscalationStep[];
    priority?: Priority;
    dueAt?: number;
  };
  'effect-planned': EffectFacts;
  'effect-started': { id: string; attempt: number; config: string };
  'effect-succeeded': { id: string; output?: unknown; late?: boolean };
  'effect-failed': {
    id: string;
    failure: { message: string; type: string };
    final: boolean;
    retryAt?: number;
  };
  'effect-unknown': { id: string; why: string };
  'effect-settled': { id: string; how: 'happened' | 'did-not-happen' | 'repeat' | 'dropped'; by: string };
  'rotation-advanced': { key: string; last: string };
  'owner-changed': { bot: string; conversation: string; owner: Owner; by: string; note?: string };
  'credential-issued': { principal: string; hash: string; by: string };
  'credential-revoked': { principal: string; by: string };
  halted: { by: string; why?: string };
  'conversation-erased': { bot: string; conversation: string; by: string };
}

/** Where an auth_gate stands. The code itself is never recorded: it is derived from a key outside the store. */
export type AuthProgress =
  | { step: 'address'; asked: number }
  | { step: 'code'; address: string; mail: string; sentAt: number; expiresAt: number; triesLeft: number };

export type EventType = keyof EventBodies;
export type EventOf<T extends EventType> = { type: T } & EventBodies[T];
export type Event = { [T in EventType]: EventOf<T> }[EventType];

/** What came in and led to a batch of events; its body is kept beside them. */
export interface Cause {
  kind: string;
  actor: string;
  body?: unknown;
}

/** One event with its place in the journal: `event` is missing where personal content was erased. */
export interface LiveEntry {
  seq: number;
  at: number;
  type: EventType;
  actor: string;
  /** Kind of the input that led to it. */
  cause: string;
  event?: Event;
}

/** The same as it is read back, with the digest that the chain covers. */
export interface JournalEntry extends LiveEntry {
  digest: string;
}
