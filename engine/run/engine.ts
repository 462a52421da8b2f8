/**
 * The engine as its hosts see it: one way in (`submit`), one way out (`onEvents`), the state to read from.
 */

import type { JournalEntry, LiveEntry, PreviewedCall } from '../../schemas/journal/event.ts';
import type { Context } from '../core/card/context.ts';
import type { Agreement } from '../core/handoff/votes.ts';
import type { Answer, InputKind, InputOf, Refusal } from '../core/input.ts';
import type { Changes } from '../core/migrate/changes.ts';
import type { Handoff, Run, State } from '../core/state.ts';
import type { CurrentDefinition } from '../core/world.ts';

/** Thrown by `submit` when the input was refused; nothing was written. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

export interface Engine {
  /** Read only. It may be ahead of the disk: await `settled()` before answering from it. */
  readonly state: State;
  /** Sequence of the last durable event. */
  readonly seq: number;
  readonly mode: { kind: 'live' } | { kind: 'read-only'; why: string };
  /** Resolves with the answer once the input's events are on disk; rejects with `Refused` or `JournalFailure`. */
  submit<K extends InputKind>(input: InputOf<K>): Promise<Answer<K>>;
  /** What a decision would let happen, with the digest to send along; rejects with `Refused`. */
  preview(
    request: InputOf<'decide'>['body'],
    actor: string,
  ): Promise<{ calls: readonly PreviewedCall[]; digest: string }>;
  /** Why this person may not decide this handoff now, or nothing. */
  barrier(handoff: Handoff, who: string): string | undefined;
  /** What a handoff brings with it for the person who decides; nothing of it is masked. */
  context(handoff: Handoff): Context;
  /** How the definition a run keeps differs from the one its bot has now; nothing where either cannot be read. */
  changes(run: Run): { current: CurrentDefinition | undefined; changes: Changes | undefined };
  /** How far several people have come with agreeing; nothing where one is enough. */
  agreement(handoff: Handoff): Agreement | undefined;
  /** Resolves once everything in `state` now is on disk. */
  settled(): Promise<void>;
  /** Calls back with durable entries in order, without gaps, from the next one on; returns the unsubscription. */
  onEvents(listener: (entries: readonly LiveEntry[]) => void): () => void;
  /** Durable entries after `after`. */
  read(after: number, limit: number): Promise<JournalEntry[]>;
  /** Resolves once no effect is under way. */
  idle(): Promise<void>;
  /** No new effects; those in flight end or are given up after `graceMs`; everything is flushed. */
  stop(graceMs: number): Promise<void>;
}
