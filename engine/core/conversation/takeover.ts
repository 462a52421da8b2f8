/**
 * Who speaks in a conversation: the bot, nobody yet (`queue`), or a person. From the taking no run of it moves and its
 * clocks stand still; at the return everything goes on where it stood (CONTRACT, Handoffs; R22, R23, R33).
 */
import type { Owner } from '../../../schemas/journal/event.ts';
import { hasDirectory, personOf } from '../../model/people.ts';
import { isRequester } from '../handoff/who.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey } from '../keys.ts';
import type { Conversation } from '../state.ts';
import { settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { pauseClocks, resumeClocks } from './clocks.ts';
import { envelopeOf, nextTicket } from './envelope.ts';
import { botText } from './say.ts';

type Done = Record<string, never>;

export function takeConversation(turn: Turn, { bot, conversation: id }: InputBodies['take']): Done {
  const conversation = conversationOf(turn, bot, id);
  requireOperator(turn, conversation);
  if (conversation.owner === turn.actor) return {};
  if (conversation.owner.startsWith('user:'))
    throw new Refusing('conflict', `${conversation.owner} has this conversation.`, {
      owner: conversation.owner,
    });
  brief(turn, conversation);
  announce(turn, conversation, botText(turn, bot, 'taken', 'A person has joined and will answer you here.'));
  turn.emit({ type: 'owner-changed', bot, conversation: id, owner: turn.actor as Owner, by: turn.actor });
  pauseClocks(turn, conversation);
  return {};
}

/** Who takes a conversation that nobody handed over gets what a handoff would have told them (R22). */
function brief(turn: Turn, conversation: Conversation): void {
  const { bot, id, openHandoffs } = conversation;
  if (openHandoffs.some((open) => turn.state.handoffs.get(open)?.takeover)) return;
  const ticket = nextTicket(turn);
  const { summary, note } = envelopeOf(turn, conversation);
  turn.emit({ type: 'conversation-briefed', bot, conversation: id, ticket, summary, note, by: turn.actor });
}

export function replyAsOperator(turn: Turn, { bot, conversation: id, text }: InputBodies['reply']): Done {
  const conversation = conversationOf(turn, bot, id);
  requireOwner(turn, conversation);
  if (!text.trim()) throw new Refusing('invalid', 'A message needs a text.', { path: 'text' });
  const name = personOf(turn.world.config, turn.actor)?.name;
  turn.emit({
    type: 'message-said',
    bot,
    conversation: id,
    message: { id: turn.id('m'), text, from: 'operator', ...(name !== undefined && { name }) },
    holding: false,
  });
  return {};
}

export function returnConversation(turn: Turn, { bot, conversation: id, note }: InputBodies['return']): Done {
  const conversation = conversationOf(turn, bot, id);
  requireOwner(turn, conversation);
  turn.emit({
    type: 'owner-changed',
    bot,
    conversation: id,
    owner: 'bot',
    by: turn.actor,
    ...(note !== undefined && { note }),
  });
  if (conversation.stop) turn.emit({ type: 'conversation-continued', bot, conversation: id, by: turn.actor });
  resumeClocks(turn, conversation);
  for (const run of conversation.runs) endTakeovers(turn, run, note);
  announce(turn, conversation, botText(turn, bot, 'returned', 'You are back with the assistant.'));
  for (const run of conversation.runs) settle(turn, run);
  return {};
}

/** Who had it is no longer among the people (F50): where it was handed over it waits for the next, else the bot goes on. */
export function abandonConversation(turn: Turn, conversation: Conversation): void {
  const { bot, id, openHandoffs, runs, stop } = conversation;
  const isHandedOver = openHandoffs.some((open) => turn.state.handoffs.get(open)?.takeover);
  const owner = isHandedOver ? 'queue' : 'bot';
  turn.emit({ type: 'owner-changed', bot, conversation: id, owner, by: 'engine' });
  if (stop) return;
  resumeClocks(turn, conversation);
  if (!isHandedOver)
    announce(turn, conversation, botText(turn, bot, 'returned', 'You are back with the assistant.'));
  for (const run of runs) settle(turn, run);
}

/** Every branch sees the note; nodes that handed the conversation over end with `returned` when their run goes on. */
function endTakeovers(turn: Turn, runId: string, note: string | undefined): void {
  for (const branch of Object.values(turn.run(runId).branches)) {
    const handoff =
      branch.wait?.kind === 'handoff' ? turn.state.handoffs.get(branch.wait.handoff) : undefined;
    turn.emit({ type: 'note-left', run: runId, branch: branch.id, note: note ?? '' });
    if (handoff?.status !== 'open' || !handoff.takeover) continue;
    turn.emit({
      type: 'handoff-returned',
      handoff: handoff.id,
      by: turn.actor,
      ...(note !== undefined && { note }),
    });
  }
}

function conversationOf(turn: Turn, bot: string, id: string): Conversation {
  const conversation = turn.state.conversations.get(conversationKey(bot, id));
  if (!conversation) throw new Refusing('not-found', `The bot ${bot} has no conversation ${id}.`);
  return conversation;
}

function requireOperator(turn: Turn, conversation: Conversation): void {
  const { config } = turn.world;
  const known =
    turn.actor.startsWith('user:') && (!hasDirectory(config) || personOf(config, turn.actor) !== undefined);
  const own = conversation.runs.some((run) => isRequester(config, turn.actor, turn.state.runs.get(run)));
  if (!known || own)
    throw new Refusing(
      'forbidden',
      'Only people of the configuration take a conversation over, and never their own.',
    );
}

function requireOwner(turn: Turn, conversation: Conversation): void {
  if (conversation.owner !== turn.actor)
    throw new Refusing('forbidden', `This conversation is with ${conversation.owner}. Take it over first.`, {
      owner: conversation.owner,
    });
}

/** Said of the engine's own accord, whoever owns the thread. */
function announce(turn: Turn, { bot, id }: Conversation, text: string): void {
  if (text === '') return;
  turn.emit({
    type: 'message-said',
    bot,
    conversation: id,
    message: { id: turn.id('m'), text, from: 'bot' },
    holding: true,
  });
}
