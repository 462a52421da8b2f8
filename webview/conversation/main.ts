import { startPage } from '../page/start.ts';
import { HandoffConversation } from './conversation.ts';
import { conversationHost } from './host.ts';

startPage('handoff-conversation', HandoffConversation, (page) => {
  const conversation = new HandoffConversation();
  conversation.host = conversationHost(page);
  return conversation;
});
