import type { EventOf } from '../../../schemas/journal/event.ts';
import { type Folds, metaOf } from '../apply.ts';
import { conversationKey, messageKey } from '../keys.ts';
import type { Conversation, State, Stop } from '../state.ts';
import { setShared } from './run.ts';

type ConversationEvent =
  | 'message-received'
  | 'message-released'
  | 'message-said'
  | 'message-delivered'
  | 'owner-changed'
  | 'conversation-stopped'
  | 'conversation-continued'
  | 'conversation-briefed';

/** How long messages and stops are remembered one by one, in milliseconds, and how many of them. */
const RECENT_MS = 3_600_000;
const RECENT_LIMIT = 30;
/** Enough of a digest to tell whether a text was said again. */
const DIGEST_LENGTH = 12;

export const conversationFolds: Folds<ConversationEvent> = {
  'message-received'(state, event, { seq, at }) {
    const { bot, conversation, message } = event;
    state.received.set(messageKey(bot, conversation, message.id), {
      digest: event.digest,
      seq,
      run: event.run,
    });
    const known = started(state, bot, conversation);
    const recent = [...(known.recent ?? []), { at, digest: event.digest.slice(0, DIGEST_LENGTH) }];
    state.conversations.set(conversationKey(bot, conversation), {
      ...known,
      messages: known.messages + 1,
      lastAt: at,
      reached: true,
      recent: recent.filter((one) => at - one.at <= RECENT_MS).slice(-RECENT_LIMIT),
      ...(event.to === 'rule' && known.stop && { stop: holding(known.stop, event) }),
    });
    arrive(state, known, event);
  },
  'message-released'(state, event, { at }) {
    const known = started(state, event.bot, event.conversation);
    state.conversations.set(conversationKey(event.bot, event.conversation), { ...known, lastAt: at });
    arrive(state, known, event);
  },
  'message-said'(state, { bot, conversation, message }, { seq, at }) {
    const known = started(state, bot, conversation);
    state.conversations.set(conversationKey(bot, conversation), {
      ...known,
      messages: known.messages + 1,
      lastAt: at,
    });
    state.outgoing.set(messageKey(bot, conversation, message.id), { seq, bot, conversation, message });
  },
  'message-delivered'(state, { bot, conversation, message }) {
    state.outgoing.delete(messageKey(bot, conversation, message));
  },
  'owner-changed'(state, { bot, conversation, owner }, { at }) {
    const known = started(state, bot, conversation);
    const { briefing, ...rest } = known;
    state.conversations.set(conversationKey(bot, conversation), {
      ...(owner === 'bot' ? rest : known),
      owner,
      lastAt: at,
      ...(owner.startsWith('user:') && { operator: owner }),
    });
  },
  'conversation-stopped'(state, { bot, conversation, run, quiet }, { at }) {
    const known = started(state, bot, conversation);
    const stops = [...(known.stops ?? []), at].filter((when) => at - when <= RECENT_MS);
    state.conversations.set(conversationKey(bot, conversation), {
      ...known,
      stops,
      stop: { run, held: [], ...(quiet && { quiet }) },
    });
  },
  'conversation-continued'(state, { bot, conversation }, { at }) {
    const { stop, ...known } = started(state, bot, conversation);
    state.conversations.set(conversationKey(bot, conversation), { ...known, lastAt: at });
  },
  'conversation-briefed'(state, { bot, conversation, ticket, summary, note }) {
    const meta = metaOf(state);
    state.meta.set('meta', { ...meta, tickets: meta.tickets + 1 });
    const known = started(state, bot, conversation);
    const briefing = { ticket, summary, note };
    state.conversations.set(conversationKey(bot, conversation), { ...known, briefing });
  },
};

/** What a message changes where it arrives. */
function arrive(
  state: State,
  known: Conversation,
  { to, variables }: Pick<EventOf<'message-received' | 'message-released'>, 'to' | 'variables'>,
): void {
  const [reply] = known.replies;
  if (to === 'reply' && reply && variables) setShared(state, reply.run, variables);
  if (to !== 'handoff') return;
  for (const id of known.openHandoffs) {
    const handoff = state.handoffs.get(id);
    if (handoff) state.handoffs.set(id, { ...handoff, newMessages: handoff.newMessages + 1 });
  }
}

function holding(stop: Stop, { message, variables }: EventOf<'message-received'>): Stop {
  const held = { ...message, ...(variables && { variables }) };
  return { ...stop, held: [...stop.held, held] };
}

function started(state: State, bot: string, id: string): Conversation {
  const fresh: Conversation = {
    bot,
    id,
    owner: 'bot',
    openHandoffs: [],
    runs: [],
    replies: [],
    messages: 0,
    lastAt: 0,
  };
  return state.conversations.get(conversationKey(bot, id)) ?? fresh;
}

/** A conversation that can be read and partly replaced; nothing for runs without one. */
export function conversationOf(state: State, bot: string, id: string | undefined) {
  if (id === undefined) return undefined;
  const value = started(state, bot, id);
  return {
    value,
    save(part: Partial<Conversation>): void {
      state.conversations.set(conversationKey(bot, id), { ...value, ...part });
    },
  };
}

export function withoutRun(conversation: Conversation, run: string): Partial<Conversation> {
  return {
    runs: conversation.runs.filter((id) => id !== run),
    replies: conversation.replies.filter((reply) => reply.run !== run),
  };
}
