/**
 * A message of the user goes to the first that applies: a rule that gives the conversation to a person, its owner, a
 * waiting node, an open handoff, a busy run, a new run.
 */

import { noteAnswer } from '../handoff/ask.ts';
import { reviseOpen } from '../handoff/revise.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey, messageKey } from '../keys.ts';
import { replyTo } from '../nodes.ts';
import { beginRun } from '../start.ts';
import type { Conversation, HeldMessage } from '../state.ts';
import { finish, settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';
import { ruleMet } from './rules.ts';
import { askAboutStop, beginStop } from './stop.ts';

type Received = InputBodies['message'];

export function receiveMessage(turn: Turn, body: Received): { seq: number; run?: string } {
  const { bot, conversation, message } = body;
  const digest = turn.world.hash(
    JSON.stringify([message.text, message.from ?? null, body.variables ?? null]),
  );
  const before = turn.state.received.get(messageKey(bot, conversation, message.id));
  if (before) {
    if (before.digest === digest)
      return { seq: before.seq, ...(before.run !== undefined && { run: before.run }) };
    throw new Refusing(
      'conflict',
      `A message with the id ${message.id} was received before, with another text.`,
      { path: 'message.id' },
    );
  }
  const known = conversationOf(turn, bot, conversation);
  const met = isWithPerson(known) ? undefined : ruleMet(turn, body, digest, known);
  const stop = met ? beginStop(turn, body, met) : known?.stop?.run;
  const to = receiver(turn, known, stop);
  const run = to.kind === 'run' ? turn.id('r') : to.run;
  const secret = isSecret(turn, to, known);
  turn.emit({
    type: 'message-received',
    bot,
    conversation,
    message: secret ? { ...message, text: message.text.replace(/\d/g, '•') } : message,
    ...(body.variables && { variables: body.variables }),
    digest,
    to: to.kind,
    ...(run !== undefined && { run }),
  });
  const seq = turn.seq;
  if (to.kind === 'handoff' || to.kind === 'owner' || (to.kind === 'rule' && !secret))
    noteAnswer(turn, conversationOf(turn, bot, conversation)?.openHandoffs ?? [], message);
  if (to.kind === 'reply') answer(turn, to.run, to.branch, message.text);
  if (to.kind === 'run' && run !== undefined) beginRun(turn, run, bot, { kind: 'message', body });
  if (met && stop !== undefined) askAboutStop(turn, stop, body, met);
  return { seq, ...(run !== undefined && { run }) };
}

function conversationOf(turn: Turn, bot: string, conversation: string) {
  return turn.state.conversations.get(conversationKey(bot, conversation));
}

type Receiver =
  | { kind: 'owner' | 'handoff' | 'busy' | 'rule'; run?: string }
  | { kind: 'reply'; run: string; branch: string }
  | { kind: 'run' };

/** Whether a person has the conversation, or is asked whether it may go on: rules have nothing to add. */
function isWithPerson(conversation: Conversation | undefined): boolean {
  return conversation?.stop !== undefined || conversation?.owner.startsWith('user:') === true;
}

/** `stop` is the run in which a person is asked about the conversation: until they say so everything is held. */
function receiver(turn: Turn, conversation: Conversation | undefined, stop?: string): Receiver {
  if (stop !== undefined && !conversation?.owner.startsWith('user:')) return { kind: 'rule', run: stop };
  if (!conversation) return { kind: 'run' };
  const [oldest] = conversation.runs;
  if (conversation.owner !== 'bot') return { kind: 'owner', run: oldest };
  const [reply] = conversation.replies;
  if (reply) return { kind: 'reply', ...reply };
  const [open] = conversation.openHandoffs;
  if (open !== undefined) return { kind: 'handoff', run: turn.state.handoffs.get(open)?.place.run };
  return oldest === undefined ? { kind: 'run' } : { kind: 'busy', run: oldest };
}

/** What is typed while a gate waits for its code may be the code: its digits are on no disk. */
function isSecret(turn: Turn, to: Receiver, known: Conversation | undefined): boolean {
  const reply = to.kind === 'reply' ? to : to.kind === 'rule' ? known?.replies[0] : undefined;
  if (!reply) return false;
  const { wait } = turn.branch(reply.run, reply.branch);
  return wait?.kind === 'reply' && wait.auth?.step === 'code';
}

/** Brings a message that was held to where it belongs now; where a person has the conversation, they have read it. */
export function release(turn: Turn, bot: string, conversation: string, held: HeldMessage): void {
  const { variables, ...message } = held;
  const to = receiver(turn, conversationOf(turn, bot, conversation));
  if (to.kind === 'owner' || to.kind === 'rule') return;
  if (to.kind === 'run' && !turn.world.current(bot)) return;
  const run = to.kind === 'run' ? turn.id('r') : to.run;
  turn.emit({
    type: 'message-released',
    bot,
    conversation,
    message: message.id,
    to: to.kind,
    ...(run !== undefined && { run }),
    ...(variables && { variables }),
  });
  if (to.kind === 'handoff')
    noteAnswer(turn, conversationOf(turn, bot, conversation)?.openHandoffs ?? [], message);
  if (to.kind === 'reply') answer(turn, to.run, to.branch, message.text);
  if (to.kind === 'run' && run !== undefined)
    beginRun(turn, run, bot, { kind: 'message', body: { bot, conversation, message, variables } });
}

function answer(turn: Turn, runId: string, branchId: string, text: string): void {
  const run = turn.run(runId);
  const branch = turn.branch(runId, branchId);
  const place = { run: runId, branch: branchId, node: branch.node, visit: branch.visit };
  const step = replyTo(turn, place, turn.node(run, branch.node), text);
  if (step?.kind === 'ended') finish(turn, place, step);
  settle(turn, runId);
  const left = turn.state.runs.get(runId);
  if (left) reviseOpen(turn, left);
}
