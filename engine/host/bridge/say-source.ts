/**
 * What one connection of a bot is told: messages to the user that were not reported as delivered, in the order they
 * were said, and who has which conversation. A new connection starts from 0 and so is told everything again.
 */
import type { LiveEntry, Owner } from '../../../schemas/journal/event.ts';
import { encode } from '../../../schemas/protocol/frame.ts';
import type { Outgoing } from '../../core/state.ts';
import type { Engine } from '../../run/engine.ts';
import type { FeedSource } from './feed.ts';

export function createSaySource(engine: Engine, bot: string): FeedSource {
  /** What this connection was told; a conversation it was not told of is the bot's. */
  const owners = new Map<string, Owner>();

  function ownerFrame(conversation: string, owner: Owner): string | undefined {
    if ((owners.get(conversation) ?? 'bot') === owner) return undefined;
    owners.set(conversation, owner);
    return encode.notification('conversation/owner', { bot, conversation, owner });
  }

  function changedOwners(seq: number): { seq: number; text: string }[] {
    const frames: { seq: number; text: string }[] = [];
    for (const [, conversation] of engine.state.conversations.entries()) {
      if (conversation.bot !== bot) continue;
      const text = ownerFrame(conversation.id, conversation.owner);
      if (text !== undefined) frames.push({ seq, text });
    }
    return frames;
  }

  return {
    frameOf({ event }: LiveEntry) {
      if (event?.type === 'owner-changed' && event.bot === bot)
        return ownerFrame(event.conversation, event.owner);
      if (event?.type !== 'message-said' || event.bot !== bot) return undefined;
      return sayFrame(event);
    },
    async pull(after) {
      await engine.settled();
      const through = engine.seq;
      const waiting: Outgoing[] = [];
      for (const [, outgoing] of engine.state.outgoing.entries())
        if (outgoing.bot === bot && outgoing.seq > after && outgoing.seq <= through) waiting.push(outgoing);
      waiting.sort((a, b) => a.seq - b.seq);
      const says = waiting.map((outgoing) => ({ seq: outgoing.seq, text: sayFrame(outgoing) }));
      return { frames: [...changedOwners(after), ...says], through };
    },
  };
}

function sayFrame({
  bot,
  conversation,
  message,
}: Pick<Outgoing, 'bot' | 'conversation' | 'message'>): string {
  return encode.notification('conversation/say', { bot, conversation, message });
}
