/**
 * Every event the journal may hold. An event is a fact: it says what happened, never what should happen next.
 * Behaviour of recorded journals depends on these shapes; they only grow (F27). The shapes themselves are said in
 * `event.schema.json` (`npm run generate` after a change); here is what a schema cannot say.
 */
import type { EventBodies } from '../generated/event.ts';

export type {
  AuthProgress,
  Call,
  EffectFacts,
  EscalationStep,
  EventBodies,
  Failure,
  Fork,
  HandoffFacts,
  HandoffKind,
  HandoffSubject,
  LadderLevel,
  ModelCall,
  ModelMessage,
  ModelRequest,
  ModelTool,
  NodeWait,
  Owner,
  Permit,
  Place,
  PreviewedCall,
  Priority,
  Problem,
  Risk,
  RunEnd,
  TimerPurpose,
  ToolEffect,
  Variables,
} from '../generated/event.ts';

/** Raised when a reader of the previous version could misread a journal written by this one (F28). */
export const JOURNAL_FORMAT = 2;

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
