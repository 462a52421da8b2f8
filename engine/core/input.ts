/** Everything that can happen to the engine, as data; and the ways in which it may say no. */
import type { Priority, Variables } from '../../schemas/journal/event.ts';

/** Who brought the input: `user:alice`, `bot:shop`, `owner`, `engine`, `timeout`, or `observer:x`. */
export type Actor = string;

/** Somebody who is no longer among the people, and who was their manager. */
export interface Gone {
  who: string;
  manager?: string;
}

export interface InputBodies {
  /** A process opened the store. `adopt` holds effects that a restored or copied store would repeat (T55). */
  open: { engine: string; host: string; boot: string; adopt: boolean };
  /** The clock jumped by over an hour: overdue clocks get their grace (F11). */
  'catch-up': Record<string, never>;
  /** The configuration in force changed. */
  config: { hash: string; gone?: readonly Gone[] };
  message: {
    bot: string;
    conversation: string;
    message: { id: string; text: string; from?: { id: string; name?: string } };
    variables?: Variables;
    platform?: string;
  };
  delivered: { bot: string; conversation: string; message: string };
  start: { bot: string; conversation?: string; variables?: Variables; workflow?: string };
  cancel: { run: string };
  review: { id: string; verdict: 'good' | 'corrected' | 'bad'; correction?: string; note?: string };
  migrate: { run: string; to: string; nodes?: Record<string, string>; reason?: string };
  decide: {
    id: string;
    revision: number;
    decision: string;
    reason?: string;
    response?: Variables;
    edits?: Record<string, unknown>;
    digest?: string;
    seenSeq?: number;
    channel?: string;
    /** Identity of the batch it is part of. */
    batch?: string;
    /** The node of a redirect, where one is previewed. */
    to?: string;
  };
  seen: { id: string; revision: number };
  claim: { id: string; revision: number };
  release: { id: string; revision: number };
  assign: { id: string; revision: number; assignee: string; reason?: string };
  redirect: { id: string; revision: number; to: string; reason?: string; channel?: string };
  ask: { id: string; revision: number; text: string; to?: 'user' | 'bot' };
  undo: { id: string };
  /** Whether these may be decided together; each is then decided by itself. */
  batch: { items: readonly { id: string; revision: number }[] };
  escalate: { id: string; revision: number; reason?: string };
  annotate: { id: string; revision: number; note: string };
  take: { bot: string; conversation: string };
  reply: { bot: string; conversation: string; text: string };
  return: { bot: string; conversation: string; note?: string };
  /** Asks a person outside of any workflow file. */
  question: {
    question: string;
    bot?: string;
    options?: string[];
    timeout?: string;
    assignee?: string;
    priority?: Priority;
    context?: Variables;
  };
  /** Takes the personal content of a conversation away. */
  erase: { bot: string; conversation: string };
  /** The journal holds that content no longer. */
  'content-removed': { bot: string; conversation: string; bodies: number };
  timer: { id: string };
  /** Asks for permission to begin an effect: its intent becomes durable, or it is held (I4). */
  begin: { effect: string };
  outcome: {
    effect: string;
    outcome:
      | { kind: 'succeeded'; output?: unknown }
      | { kind: 'failed'; type: string; message: string; retryAfterMs?: number; final: boolean }
      | { kind: 'unknown'; why: string };
  };
  'credential-issue': { principal: string; hash: string };
  'credential-revoke': { principal: string };
  halt: { why?: string };
  resume: { why?: string };
}

export type InputKind = keyof InputBodies;
export type InputOf<K extends InputKind> = { kind: K; actor: Actor; body: InputBodies[K] };
export type Input = { [K in InputKind]: InputOf<K> }[InputKind];

export type RefusalCode =
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'already-decided'
  | 'expired'
  | 'stale'
  | 'too-large'
  | 'overloaded'
  | 'read-only';

/** A refusal leaves no trace in the journal. `data` goes to the client beside the code. */
export interface Refusal {
  code: RefusalCode;
  message: string;
  data?: Record<string, unknown>;
}

/** What the input's sender is told once its events are on disk. */
export interface AnswerBodies {
  message: { seq: number; run?: string };
  start: { seq: number; run: string };
  question: { seq: number; id: string; ticket: string; run: string };
  decide: { seq: number; decision: string; pending?: { missing: string[] } };
  undo: { seq: number; revision: number };
}
export type Answer<K extends InputKind> = K extends keyof AnswerBodies ? AnswerBodies[K] : { seq: number };
