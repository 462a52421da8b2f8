/** What became of the calls that decisions allowed. */
import type { EventOf, JournalEntry } from '../../../schemas/journal/event.ts';
import { iso, type Outcome } from './record.ts';

type Event = NonNullable<JournalEntry['event']>;

/** The outcome that a planned call begins with, and the handoff that permits it; nothing where no decision does. */
export function plannedBy(
  event: EventOf<'effect-planned'>,
  at: number,
): { handoff: string; outcome: Outcome } | undefined {
  if (event.kind !== 'call' || event.permit?.kind !== 'decision') return undefined;
  const { server, tool, arguments: sent } = event.call;
  return {
    handoff: event.permit.handoff,
    outcome: {
      effect: event.id,
      call: `${server}__${tool}`,
      arguments: sent,
      state: 'planned',
      at: iso(at),
      detail: null,
    },
  };
}

const SETTLED = {
  happened: 'succeeded',
  'did-not-happen': 'failed',
  repeat: 'planned',
  dropped: 'dropped',
} as const;

/** How an effect stands after an event; nothing where it says nothing of one. */
export function stateAfter(event: Event): (Pick<Outcome, 'state' | 'detail'> & { id: string }) | undefined {
  switch (event.type) {
    case 'effect-started':
      return { id: event.id, state: 'sent', detail: null };
    case 'effect-succeeded':
      return { id: event.id, state: 'succeeded', detail: inShort(event.output) };
    case 'effect-failed':
      return { id: event.id, state: 'failed', detail: event.failure.message };
    case 'effect-unknown':
      return { id: event.id, state: 'unknown', detail: event.why };
    case 'effect-settled':
      return { id: event.id, state: SETTLED[event.how], detail: `${event.how}, says ${event.by}` };
    default:
      return undefined;
  }
}

function inShort(output: unknown): string | null {
  if (output === undefined) return null;
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}
