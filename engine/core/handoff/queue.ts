import { conversationKey } from '../keys.ts';
import type { Handoff } from '../state.ts';
import type { Turn } from '../turn.ts';

/** A takeover that ends before anybody took it gives the conversation back to the bot, unless another one waits. */
export function leaveQueue(turn: Turn, { id, bot, conversation, takeover }: Handoff, by: string): void {
  if (!takeover || conversation === undefined) return;
  const known = turn.state.conversations.get(conversationKey(bot, conversation));
  if (known?.owner !== 'queue') return;
  const others = known.openHandoffs.filter((open) => open !== id);
  if (others.some((open) => turn.state.handoffs.get(open)?.takeover)) return;
  turn.emit({ type: 'owner-changed', bot, conversation, owner: 'bot', by });
}
