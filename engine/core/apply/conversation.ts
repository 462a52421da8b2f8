import type { Folds } from '../apply.ts';
import { conversationKey, messageKey } from '../keys.ts';
import type { Conversation, State } from '../state.ts';
import { setShared } from './run.ts';

type ConversationEvent = 'message-received' | 'message-said' | 'message-delivered' | 'owner-changed';

export const conversationFolds: Folds<ConversationEvent> = {
  'message-received'(state, event, { seq, at }) {
    const { bot, conversation, message } = event;
    state.received.set(messageKey(bot, conversation, message.id), {
      digest: event.digest,
      seq,
      run: event.run,
    });
    const known = started(state, bot, conversation);
    state.conversations.set(conversationKey(bot, conversation), {
      ...known,
      messages: known.messages + 1,
      lastAt: at,
    });
    if (event.to === 'reply' && event.run && event.variables) {
      const reply = known.replies[0];
      if (reply) setShared(state, reply.run, event.variables);
    }
    if (event.to === 'handoff') {
      for (const id of known.openHandoffs) {
        const handoff = state.handoffs.get(id);
        if (handoff) state.handoffs.set(id, { ...handoff, newMessages: handoff.newMessages + 1 });
      }
    }
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
    state.conversations.set(conversationKey(bot, conversation), { ...known, owner, lastAt: at });
  },
};

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
