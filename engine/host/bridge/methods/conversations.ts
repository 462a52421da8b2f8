import { RequestError } from '../../../../schemas/protocol/codes.ts';
import { conversationKey } from '../../../core/keys.ts';
import type { Conversation } from '../../../core/state.ts';
import { conversationItem, messageItem } from '../views.ts';
import { durably, type Handlers, type Session, submit } from './method.ts';

const DEFAULT_MESSAGES = 100;

type ConversationMethods = Pick<Handlers, Extract<keyof Handlers, `conversation/${string}`>>;

export const conversationMethods: ConversationMethods = {
  'conversation/message': async ({ bot, conversation, message, variables }, session) => {
    ownBot(session, bot);
    return submit(session, 'message', { bot, conversation, message, variables });
  },

  'conversation/delivered': async ({ bot, conversation, message }, session) =>
    submit(session, 'delivered', { bot: ownBot(session, bot), conversation, message }),

  'conversation/list': ({ bot, conversation, after, limit }, session) =>
    durably(session, () => {
      if (conversation === undefined) {
        const page = session.queries.conversations({ bot, after, limit });
        return { ...page, items: page.items.map(conversationItem) };
      }
      const items = candidates(session.engine.state.conversations, bot, conversation).map(conversationItem);
      return { items, total: items.length };
    }),

  'conversation/get': ({ bot, conversation, after, before, limit = DEFAULT_MESSAGES }, session) =>
    durably(session, () => {
      const { queries } = session;
      const found = theConversation(session, bot, conversation);
      const place = { bot: found.bot, conversation: found.id };
      const upTo = before === undefined ? undefined : before - 1;
      const messages =
        after === undefined
          ? queries.lastMessages(place, limit, upTo)
          : queries.messages(place, { after, limit });
      const last = messages.at(-1);
      const more = after !== undefined && messages.length === limit && last !== undefined;
      return {
        ...conversationItem(found),
        items: messages.map(messageItem),
        ...(more && { next: last.seq }),
      };
    }),

  'conversation/take': async ({ bot, conversation }, session) =>
    submit(session, 'take', pairOf(session, bot, conversation)),
  'conversation/reply': async ({ bot, conversation, text }, session) =>
    submit(session, 'reply', { ...pairOf(session, bot, conversation), text }),
  'conversation/return': async ({ bot, conversation, note }, session) =>
    submit(session, 'return', { ...pairOf(session, bot, conversation), note }),
  'conversation/erase': async ({ bot, conversation }, session) =>
    submit(session, 'erase', ofRun(session, conversation) ?? pairOf(session, bot, conversation)),
};

/** A bot speaks for itself only. @throws RequestError `forbidden` */
export function ownBot({ identity }: Session, bot: string | undefined): string {
  if (bot === undefined || bot === identity.name) return identity.name;
  throw new RequestError('forbidden', `this credential belongs to the bot ${identity.name}`);
}

/** A run without a conversation, such as a question's, goes by its own id. */
function ofRun({ engine }: Session, id: string): { bot: string; conversation: string } | undefined {
  const run = engine.state.runs.get(id);
  return run && run.conversation === undefined ? { bot: run.bot, conversation: id } : undefined;
}

function pairOf(
  session: Session,
  bot: string | undefined,
  id: string,
): { bot: string; conversation: string } {
  const found = theConversation(session, bot, id);
  return { bot: found.bot, conversation: found.id };
}

function theConversation({ engine }: Session, bot: string | undefined, id: string): Conversation {
  const [found, ...others] = candidates(engine.state.conversations, bot, id);
  if (found === undefined) throw new RequestError('not-found', `there is no conversation ${id}`);
  if (others.length === 0) return found;
  const bots = [found, ...others].map((one) => one.bot).join(', ');
  throw new RequestError('invalid', `several bots have this conversation, name one of ${bots}`, {
    path: '/bot',
  });
}

function candidates(
  table: Session['engine']['state']['conversations'],
  bot: string | undefined,
  id: string,
): Conversation[] {
  if (bot !== undefined) return [table.get(conversationKey(bot, id))].filter((one) => one !== undefined);
  return [...table.entries()].map(([, one]) => one).filter((one) => one.id === id);
}
