/** What a terminal shows of one conversation: the journal's events in, things to show out, in their order. */
import type { Call, Event, EventType, Owner, RunEnd } from '../../../schemas/journal/event.ts';
import type { EventNotice } from '../../../schemas/protocol/views.ts';

export type Show =
  | { kind: 'said'; id: string; text: string; holding: boolean; operator?: string }
  /** A handoff opened, or what it asks changed. */
  | { kind: 'waiting'; handoff: string }
  | { kind: 'decided'; handoff: string; by: string; decision: string; channel: string; reason?: string }
  | { kind: 'closed'; handoff: string; why: string }
  | { kind: 'called'; call: Call; answer: CallAnswer }
  /** A model was asked at this node. */
  | { kind: 'asked'; node: string; answer: CallAnswer }
  | { kind: 'owner'; owner: Owner; by: string }
  | { kind: 'ended'; run: string; status: RunEnd };

type OneOf<T extends EventType> = Extract<Event, { type: T }>;

export type CallAnswer =
  | { kind: 'succeeded'; output: unknown }
  | { kind: 'failed'; message: string; final: boolean }
  | { kind: 'unknown'; why: string };

/** The event of a notice; nothing where its content was erased. `hello` agreed on the version of both sides. */
export function eventOf({ type, body }: EventNotice): Event | undefined {
  return body && ({ ...body, type } as Event);
}

/** Follows one conversation of a bot. Events have to come in order, from before its first message. */
export function createFollower(bot: string, conversation: string): (event: Event) => Show | undefined {
  const runs = new Set<string>();
  /** Runs that belong to another one: nobody waits for their end but that one. */
  const within = new Set<string>();
  const handoffs = new Set<string>();
  const calls = new Map<string, Call>();
  const questions = new Map<string, string>();

  return (event) => {
    switch (event.type) {
      case 'run-started':
        if (isOurs(event)) runs.add(event.run);
        if (event.parent) within.add(event.run);
        return undefined;
      case 'message-said':
        return isOurs(event) ? said(event) : undefined;
      case 'handoff-opened':
        if (!runs.has(event.place.run) && !isOurs(event)) return undefined;
        handoffs.add(event.id);
        return { kind: 'waiting', handoff: event.id };
      case 'handoff-revised':
        return handoffs.has(event.handoff) ? { kind: 'waiting', handoff: event.handoff } : undefined;
      case 'handoff-decided':
        return handoffs.has(event.handoff) ? decided(event) : undefined;
      case 'handoff-expired':
      case 'handoff-cancelled':
        return handoffs.has(event.handoff)
          ? { kind: 'closed', handoff: event.handoff, why: 'why' in event ? event.why : 'its time ran out' }
          : undefined;
      case 'effect-planned':
        if (event.kind === 'call' && runs.has(event.place.run)) calls.set(event.id, event.call);
        if (event.kind === 'model' && runs.has(event.place.run)) questions.set(event.id, event.place.node);
        return undefined;
      case 'effect-succeeded':
      case 'effect-failed':
      case 'effect-unknown': {
        const call = calls.get(event.id);
        if (call) return { kind: 'called', call, answer: answerOf(event) };
        const node = questions.get(event.id);
        return node === undefined ? undefined : { kind: 'asked', node, answer: answerOf(event) };
      }
      case 'owner-changed':
        return isOurs(event) ? { kind: 'owner', owner: event.owner, by: event.by } : undefined;
      case 'run-ended':
        return runs.has(event.run) && !within.has(event.run)
          ? { kind: 'ended', run: event.run, status: event.status }
          : undefined;
      default:
        return undefined;
    }
  };

  function isOurs(event: { bot: string; conversation?: string }): boolean {
    return event.bot === bot && event.conversation === conversation;
  }
}

function said({ message, holding }: OneOf<'message-said'>): Show {
  const operator = message.from === 'operator' ? (message.name ?? 'a person') : undefined;
  return { kind: 'said', id: message.id, text: message.text, holding, ...(operator && { operator }) };
}

function decided({ handoff, by, decision, channel, reason }: OneOf<'handoff-decided'>): Show {
  return { kind: 'decided', handoff, by, decision, channel, ...(reason !== undefined && { reason }) };
}

function answerOf(event: OneOf<'effect-succeeded' | 'effect-failed' | 'effect-unknown'>): CallAnswer {
  switch (event.type) {
    case 'effect-succeeded':
      return { kind: 'succeeded', output: event.output };
    case 'effect-failed':
      return { kind: 'failed', message: event.failure.message, final: event.final };
    case 'effect-unknown':
      return { kind: 'unknown', why: event.why };
    default:
      return event satisfies never;
  }
}
