/** The record of one handoff: who, what, when, why, what came of it, and the hashes to check it by (R66). */
import type { EventOf, PreviewedCall } from '../../../schemas/journal/event.ts';

export interface Evidence {
  handoff: string;
  ticket: string;
  status: 'open' | 'decided' | 'expired' | 'returned' | 'cancelled';
  who: {
    by: string | null;
    /** How they were known: signed in, by a link they hold, a clock, or nobody. */
    method: Method;
    channel: string | null;
    /** Whether they decided their own request, which only a bot's solo setting allows. */
    solo: boolean;
    votes: { by: string; decision: string; reason: string | null; seq: number }[];
  };
  what: {
    bot: string;
    /** File, and hash of its pinned text. */
    workflow: string;
    definition: string;
    node: string;
    kind: string;
    risk: string;
    question: string;
    revision: number;
    decision: string | null;
    calls: readonly PreviewedCall[];
    edits: readonly { path: string; before: unknown; after: unknown }[];
  };
  when: {
    openedSeq: number;
    opened: string;
    firstSeen: string | null;
    firstSeenBy: string | null;
    decidedSeq: number | null;
    decided: string | null;
  };
  why: {
    reason: string | null;
    /** What held it for a person: a node of the workflow, a policy, a drift, what could not be decided. */
    because: string;
    confidence: number | null;
    /** Hash of the configuration in force at the decision. */
    config: string | null;
  };
  outcome: Outcome[];
  proof: {
    /** Hash of what was shown and agreed to. */
    card: string;
    /** Digest of the deciding event, hash of the frame that holds it, and of the one before. */
    event: string | null;
    frame: string | null;
    previous: string | null;
  };
}

export type Method = 'person' | 'link holder' | 'clock' | 'nobody';

export interface Outcome {
  effect: string;
  call: string;
  arguments: string;
  /** `sent` and nothing heard yet; `unknown` until a person says what happened. */
  state: 'planned' | 'sent' | 'succeeded' | 'failed' | 'unknown' | 'dropped';
  at: string;
  detail: string | null;
}

/** What the opening says; `path` is the file of the workflow. */
export function recordOf(
  event: EventOf<'handoff-opened'>,
  path: string,
  { seq, at }: { seq: number; at: number },
): Evidence {
  const { id, ticket, subject, context } = event;
  const confidence = isRecord(context) ? context.confidence : undefined;
  return {
    handoff: id,
    ticket,
    status: 'open',
    who: { by: null, method: 'nobody', channel: null, solo: false, votes: [] },
    what: {
      bot: event.bot,
      workflow: path,
      definition: event.workflow,
      node: event.place.node,
      kind: event.kind,
      risk: event.risk,
      question: event.reason,
      revision: 1,
      decision: null,
      calls: event.calls,
      edits: [],
    },
    when: {
      openedSeq: seq,
      opened: iso(at),
      firstSeen: null,
      firstSeenBy: null,
      decidedSeq: null,
      decided: null,
    },
    why: {
      reason: null,
      because: becauseOf(subject),
      confidence: typeof confidence === 'number' ? confidence : null,
      config: null,
    },
    outcome: [],
    proof: { card: event.digest, event: null, frame: null, previous: null },
  };
}

/** A link proves who holds it, not who they are. */
export function methodOf(by: string, channel: string): Method {
  if (by === 'timeout') return 'clock';
  if (by.startsWith('link:') || channel === 'link') return 'link holder';
  return by.startsWith('user:') ? 'person' : 'nobody';
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

function becauseOf(subject: EventOf<'handoff-opened'>['subject']): string {
  switch (subject.kind) {
    case 'node':
      return 'a node of the workflow asks';
    case 'problem':
      return `the engine could not decide: ${subject.failure.message}`;
    case 'held-call':
      return subject.because === 'policy'
        ? `a policy asks for ${subject.require ?? 'a person'}`
        : `it drifted: ${subject.difference ?? 'what would run is not what was approved'}`;
    case 'unknown-effect':
      return 'it is not known whether a call was done';
    default:
      return subject satisfies never;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
