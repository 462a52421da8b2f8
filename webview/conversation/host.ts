import type { FromConversationPage, ToConversationPage } from '../../schemas/protocol/conversation-page.ts';
import { type PageHost, vsCodeHost } from '../page/host.ts';

/** What survives a reload of the window: which conversation, and what was being written. */
export interface Saved {
  folder: string;
  bot: string;
  conversation: string;
  draft: string;
  note: string;
}

export type ConversationHost = PageHost<FromConversationPage, ToConversationPage, Saved>;

export function conversationHost({
  folder = '',
  bot = '',
  conversation = '',
  nonce = '',
}: DOMStringMap): ConversationHost {
  return vsCodeHost<FromConversationPage, ToConversationPage, Saved>({
    nonce,
    kinds: ['view', 'messages', 'reply'],
    restore: ({ draft, note, ...before }) => {
      const isSame = before.bot === bot && before.conversation === conversation;
      const kept = (text: unknown) => (isSame && typeof text === 'string' ? text : '');
      return { folder, bot, conversation, draft: kept(draft), note: kept(note) };
    },
  });
}
