/**
 * A question of a reviewer that decides nothing: to the user, in the conversation and in the reviewer's name, or to the
 * bot's model. The answer comes as the user's next message, or marked as a model's, and is kept beside the question (R60).
 */
import { personOf } from '../../model/people.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey } from '../keys.ts';
import type { Conversation } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';
import { askForAdvice } from './advice.ts';
import { handoffOf, requireCurrent, requirePerson } from './decide.ts';

type Done = Record<string, never>;

export function ask(turn: Turn, { id, revision, text, to = 'user' }: InputBodies['ask']): Done {
  const handoff = handoffOf(turn, id);
  requirePerson(turn, handoff);
  requireCurrent(handoff, revision);
  if (!text.trim()) throw new Refusing('invalid', 'A question needs a text.', { path: 'text' });
  if (to === 'bot') {
    const effect = askForAdvice(turn, handoff, text);
    turn.emit({ type: 'handoff-asked', handoff: id, by: turn.actor, to, text, effect });
    return {};
  }
  const conversation = conversationOf(turn, handoff.bot, handoff.conversation);
  const message = turn.id('m');
  const name = personOf(turn.world.config, turn.actor)?.name;
  turn.emit({
    type: 'message-said',
    bot: conversation.bot,
    conversation: conversation.id,
    message: { id: message, text, from: 'operator', ...(name !== undefined && { name }) },
    holding: false,
    run: handoff.place.run,
    node: handoff.place.node,
  });
  turn.emit({ type: 'handoff-asked', handoff: id, by: turn.actor, to, text, message });
  return {};
}

/** @throws Refusing where there is no user to ask, or where somebody else speaks with them */
function conversationOf(turn: Turn, bot: string, id: string | undefined): Conversation {
  const conversation = id === undefined ? undefined : turn.state.conversations.get(conversationKey(bot, id));
  if (!conversation?.reached)
    throw new Refusing('invalid', 'Nobody has written here yet, so there is nobody to ask.', { path: 'to' });
  const { owner } = conversation;
  if (owner.startsWith('user:') && owner !== turn.actor)
    throw new Refusing('conflict', `${owner} has this conversation and speaks with the user.`, { owner });
  return conversation;
}

/** The user's next message answers what is open to them. */
export function noteAnswer(
  turn: Turn,
  handoffs: readonly string[],
  message: { id: string; text: string },
): void {
  for (const id of handoffs) {
    if (turn.state.handoffs.get(id)?.askedBy === undefined) continue;
    turn.emit({ type: 'handoff-answered', handoff: id, by: 'user', text: message.text, message: message.id });
  }
}
