import type { ConversationView, Talk } from '../../../schemas/protocol/conversation-page.ts';
import type { MessageItem } from '../../../schemas/protocol/views.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const FROM = ['user', 'bot', 'operator'] as const;

/** That many messages, a minute apart, the oldest with the sequence `first`. */
export function messages(count: number, first = 1): MessageItem[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = first + index;
    return {
      seq,
      at: new Date(START + seq * 60_000).toISOString(),
      id: `m${seq}`,
      from: FROM[seq % 3] ?? 'user',
      text: `Message number ${seq}`,
    };
  });
}

export function said(
  seq: number,
  from: MessageItem['from'],
  text: string,
  more: Partial<MessageItem> = {},
): MessageItem {
  return { seq, at: new Date(START + seq * 60_000).toISOString(), id: `m${seq}`, from, text, ...more };
}

/** A customer who was charged twice, and whom the bot could not help. */
export const THREAD: readonly MessageItem[] = [
  said(1, 'user', 'I was charged twice!', { name: 'ada' }),
  said(2, 'bot', 'I looked into our articles, and none of them is about double charges.'),
  said(3, 'user', 'I want to talk to a real person', { name: 'ada' }),
  said(4, 'bot', 'I am getting a colleague; that takes a quarter of an hour at most.', { holding: true }),
  said(5, 'operator', 'Hello Ada, Bea here. I see two charges of $12.', { name: 'Bea Lindholm' }),
  said(6, 'user', 'Yes! Please take one back.', { name: 'ada' }),
];

export function talk(change: Partial<Talk> = {}): Talk {
  return {
    bot: 'support',
    conversation: 'ada-17',
    holder: { kind: 'queue' },
    stopped: false,
    total: THREAD.length,
    envelope: {
      ticket: 'H-1004',
      summary: 'ada: I want to talk to a real person',
      note: 'The articles are in the knowledge base; say what you tell the assistant when you return the conversation.',
      why: 'Customer ada needs a person. They wrote: I want to talk to a real person',
      dueAt: null,
    },
    waiting: [],
    ...change,
  };
}

export function view(change: Partial<ConversationView> = {}): ConversationView {
  return { link: { kind: 'live' }, me: 'Bea Lindholm', talk: talk(), ...change };
}
