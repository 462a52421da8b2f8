/** What a conversation page draws beside the messages. Pure. */
import type { ConversationView, Envelope, Holder, Talk } from '../../schemas/protocol/conversation-page.ts';
import type { ConversationItem, HandoffDetail } from '../../schemas/protocol/views.ts';
import { headline } from '../../schemas/text/visible.ts';
import type { Standing } from '../engine/standing.ts';
import { type Found, pageLink } from '../page-link.ts';
import { displayName, type Person } from '../people/directory.ts';
import type { Translate } from '../words.ts';

const SUMMARY_LENGTH = 80;

export interface Known {
  item: ConversationItem;
  /** The open handoffs of its runs. */
  handoffs: readonly HandoffDetail[];
}

export interface Shown {
  standing: Standing;
  me: string | null;
  people: readonly Person[];
  found: Found;
  known: Known | undefined;
}

export function conversationView(
  { standing, me, people, found, known }: Shown,
  t: Translate,
): ConversationView {
  return {
    link: pageLink(standing, found, t),
    me: me === null ? null : displayName(me, people),
    talk: known ? talkOf(known, me, people) : null,
  };
}

function talkOf({ item, handoffs }: Known, me: string | null, people: readonly Person[]): Talk {
  return {
    bot: item.bot,
    conversation: item.conversation,
    holder: holderOf(item.owner, me, people),
    stopped: item.stoppedBy !== undefined,
    total: item.messages,
    envelope: envelopeOf(item, handoffs),
    waiting: handoffs
      .filter(({ takeover }) => !takeover)
      .map(({ id, ticket, summary, reason }) => ({
        id,
        ticket,
        summary: headline(summary ?? reason, SUMMARY_LENGTH),
      })),
  };
}

function holderOf(owner: ConversationItem['owner'], me: string | null, people: readonly Person[]): Holder {
  if (owner === 'bot' || owner === 'queue') return { kind: owner };
  return owner === me ? { kind: 'me' } : { kind: 'other', name: displayName(owner, people) };
}

/** What the handoff says that handed it over; else what the engine put together for whoever took it (R22). */
function envelopeOf(item: ConversationItem, handoffs: readonly HandoffDetail[]): Envelope | null {
  const handed = handoffs.find(({ takeover }) => takeover);
  if (handed) {
    const { ticket, summary, note, reason, dueAt } = handed;
    const isWaiting = item.owner === 'queue';
    return { ticket, summary, note, why: reason, dueAt: (isWaiting ? dueAt : undefined) ?? null };
  }
  if (!item.envelope || item.owner === 'bot') return null;
  const { ticket, summary, note } = item.envelope;
  return { ticket, summary, note, why: null, dueAt: null };
}
