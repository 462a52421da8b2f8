/**
 * A hard stop (R35): a rule gives the conversation to a person, with what they need to know.
 *
 * Invariants
 * 1. From the stop on no run of the conversation moves and no effect of it begins, until the person let it go on or, having
 *    taken it, returned it.
 * 2. No message is lost: what comes while nobody has taken it is held, and goes where it belongs when it goes on.
 * 3. However often rules are met, the stop itself is never left out; only the notices are (T58, I15).
 */
import type { InputBodies } from '../input.ts';
import { conversationKey } from '../keys.ts';
import { beginOwnRun } from '../own-workflow.ts';
import type { Conversation, Run } from '../state.ts';
import { settle } from '../step.ts';
import type { Turn } from '../turn.ts';
import { pauseClocks, resumeClocks } from './clocks.ts';
import { envelopeOf } from './envelope.ts';
import { release } from './receive.ts';
import type { Met } from './rules.ts';

const HOUR_MS = 3_600_000;
/** From the fourth within an hour in one conversation, or at a time by one user, on: into the queue alone. */
const CAP = 3;
/** What lets the bot go on without answering the message that stopped it. */
const SKIP = 'skip';

/** Stops the conversation; the message that led to it has to be put on record next. */
export function beginStop(turn: Turn, { bot, conversation, message }: InputBodies['message'], { what }: Met) {
  const run = turn.id('r');
  const known = turn.state.conversations.get(conversationKey(bot, conversation));
  const quiet = isTooMuch(turn, known, message.from?.id);
  turn.emit({ type: 'conversation-stopped', bot, conversation, run, rule: what, ...(quiet && { quiet }) });
  return run;
}

/** Asks the person, once the message is on record. */
export function askAboutStop(
  turn: Turn,
  run: string,
  { bot, conversation, message, variables }: InputBodies['message'],
  { rule, what }: Met,
): void {
  const known = turn.state.conversations.get(conversationKey(bot, conversation));
  if (known) pauseClocks(turn, known);
  const { summary, note } = envelopeOf(turn, known, message);
  beginOwnRun(turn, {
    name: 'stop',
    bot,
    run,
    conversation,
    requester: speakersOf(turn, known, [message.from?.id, variables?.user_id, variables?.email]),
    variables: { reason: `${rule.reason} (${what})`, summary, note, message: message.text },
    prompt: '{{reason}}',
    fields: {
      takeover: true,
      summary: '{{summary}}',
      note: '{{note}}',
      options: ['continue', SKIP],
      labels: { continue: 'Let the bot answer', [SKIP]: 'Go on without this message' },
      priority: rule.priority ?? 'high',
      ...(rule.assignee !== undefined && { assignee: rule.assignee }),
    },
  });
}

/** Everybody who is known to speak in the conversation: none of them decides about it (T57). */
function speakersOf(turn: Turn, known: Conversation | undefined, named: readonly unknown[]): string[] {
  const verified = (known?.runs ?? []).flatMap((run) => turn.state.runs.get(run)?.requester ?? []);
  return [...new Set([...named, ...verified])].filter((name) => typeof name === 'string');
}

function isTooMuch(turn: Turn, known: Conversation | undefined, from: string | undefined): boolean {
  const recent = (known?.stops ?? []).filter((at) => turn.now - at <= HOUR_MS);
  if (recent.length >= CAP) return true;
  if (from === undefined) return false;
  let open = 0;
  for (const [, { stop }] of turn.state.conversations.entries())
    if (stop && turn.state.runs.get(stop.run)?.requester.includes(from)) open += 1;
  return open >= CAP;
}

/** The run in which a person was asked about a stop has ended: everything goes on where it stood. */
export function goOnAfterStop(turn: Turn, { id, bot, conversation }: Run): void {
  if (conversation === undefined) return;
  const key = conversationKey(bot, conversation);
  const known = turn.state.conversations.get(key);
  if (known?.stop?.run !== id) return;
  const { held } = known.stop;
  const [, asked] = [...turn.state.handoffs.entries()].find(([, { place }]) => place.run === id) ?? [];
  turn.emit({ type: 'conversation-continued', bot, conversation, by: asked?.decidedBy ?? turn.actor });
  // Who has taken it keeps it: its clocks go on when they return it.
  if (!known.owner.startsWith('user:')) resumeClocks(turn, known);
  for (const run of known.runs) settle(turn, run);
  const left = asked?.decision === SKIP ? held.slice(1) : held;
  // Each arrives where the one before has left the conversation.
  const tasks = left.map((message) => () => release(turn, bot, conversation, message));
  if (turn.unsettled.length > 0) turn.afterwards.push(...tasks);
  else for (const task of tasks) task();
}
