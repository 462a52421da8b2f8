/** Takes the personal content of a conversation away: here out of the state; the host takes it out of the journal. */
import { metaOf } from '../apply.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey } from '../keys.ts';
import type { Conversation } from '../state.ts';
import { Refusing, type Turn } from '../turn.ts';
import { Traces } from './traces.ts';

type Done = Record<string, never>;

/**
 * Only what is over can be erased: nobody may be waiting for an answer that is gone. A run without a conversation, such as a
 * question's, is erased by its own id.
 */
export function eraseConversation(turn: Turn, { bot, conversation: id }: InputBodies['erase']): Done {
  const known = turn.state.conversations.get(conversationKey(bot, id)) ?? ofRun(turn, bot, id);
  if (!known) throw new Refusing('not-found', `The bot ${bot} has no conversation ${id}.`);
  if (isEmpty(known)) return {};
  const why = hindrance(turn, known);
  if (why !== undefined) throw new Refusing('conflict', `The conversation ${id} cannot be erased: ${why}.`);
  turn.emit({
    type: 'conversation-erased',
    bot,
    conversation: id,
    by: turn.actor,
    tickets: metaOf(turn.state).tickets,
  });
  return {};
}

export function contentRemoved(
  turn: Turn,
  { bot, conversation, bodies }: InputBodies['content-removed'],
): Done {
  const known = turn.state.conversations.get(conversationKey(bot, conversation));
  if (known?.erasing !== undefined) turn.emit({ type: 'content-removed', bot, conversation, bodies });
  return {};
}

/** What a run without a conversation would have as one. */
function ofRun(turn: Turn, bot: string, id: string): Conversation | undefined {
  const run = turn.state.runs.get(id);
  if (run?.bot !== bot || run.conversation !== undefined) return undefined;
  const handoffs = [...turn.state.handoffs.entries()].map(([, handoff]) => handoff);
  const open = handoffs.filter(({ place, status }) => place.run === id && status === 'open');
  return {
    bot,
    id,
    owner: 'bot',
    openHandoffs: open.map((handoff) => handoff.id),
    runs: run.endedAt === undefined ? [id] : [],
    replies: [],
    messages: 0,
    lastAt: run.startedAt,
  };
}

/** Nothing was said or begun since it was erased. */
function isEmpty({ erased, messages, runs }: Conversation): boolean {
  return erased === true && messages === 0 && runs.length === 0;
}

function hindrance(turn: Turn, { bot, id, owner, openHandoffs, runs }: Conversation): string | undefined {
  if (owner !== 'bot') return `it is with ${owner}; return it first`;
  const [handoff] = openHandoffs;
  if (handoff !== undefined)
    return `${turn.state.handoffs.get(handoff)?.ticket ?? handoff} is open; decide it or cancel its run first`;
  if (runs.length > 0) return `the run ${runs[0]} has not ended; cancel it first`;
  return isUnderWay(turn, bot, id) ? 'something of it is being sent; try again in a moment' : undefined;
}

function isUnderWay({ state }: Turn, bot: string, id: string): boolean {
  const traces = new Traces(bot, id);
  for (const [, run] of state.runs.entries()) traces.holds(run);
  for (const [, handoff] of state.handoffs.entries()) traces.holds(handoff);
  for (const [, effect] of state.effects.entries())
    if (effect.status === 'started' && traces.holds(effect)) return true;
  return false;
}
