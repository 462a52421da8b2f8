/** A message of the user goes to the first that applies: owner, waiting node, open handoff, busy run, new run. */

import { noteAnswer } from '../handoff/ask.ts';
import { reviseOpen } from '../handoff/revise.ts';
import type { InputBodies } from '../input.ts';
import { conversationKey, messageKey } from '../keys.ts';
import { replyTo } from '../nodes.ts';
import { beginRun } from '../start.ts';
import type { Conversation } from '../state.ts';
import { finish, settle } from '../step.ts';
import { Refusing, type Turn } from '../turn.ts';

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
  const to = receiver(turn, conversationOf(turn, bot, conversation));
  const run = to.kind === 'run' ? turn.id('r') : to.run;
  turn.emit({
    type: 'message-received',
    bot,
    conversation,
    message: isSecret(turn, to) ? { ...message, text: message.text.replace(/\d/g, '•') } : message,
    ...(body.variables && { variables: body.variables }),
    digest,
    to: to.kind,
    ...(run !== undefined && { run }),
  });
  const seq = turn.seq;
  if (to.kind === 'handoff' || to.kind === 'owner')
    noteAnswer(turn, conversationOf(turn, bot, conversation)?.openHandoffs ?? [], message);
  if (to.kind === 'reply') answer(turn, to.run, to.branch, message.text);
  if (to.kind === 'run' && run !== undefined) beginRun(turn, run, bot, { kind: 'message', body });
  return { seq, ...(run !== undefined && { run }) };
}

function conversationOf(turn: Turn, bot: string, conversation: string) {
  return turn.state.conversations.get(conversationKey(bot, conversation));
}

type Receiver =
  | { kind: 'owner' | 'handoff' | 'busy'; run?: string }
  | { kind: 'reply'; run: string; branch: string }
  | { kind: 'run' };

function receiver(turn: Turn, conversation: Conversation | undefined): Receiver {
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
function isSecret(turn: Turn, to: Receiver): boolean {
  if (to.kind !== 'reply') return false;
  const { wait } = turn.branch(to.run, to.branch);
  return wait?.kind === 'reply' && wait.auth?.step === 'code';
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
