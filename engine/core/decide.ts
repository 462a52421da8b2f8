/**
 * `decide(state, input, world)` turns an input into events, or refuses it with a reason. Pure: time, ids, configuration
 * and what tools said of themselves come in as data; the state is looked at through a draft and left as it was.
 */
import type { Event, PreviewedCall } from '../../schemas/journal/event.ts';
import { begin, outcome } from './call/effect.ts';
import { cancelRun } from './cancel.ts';
import { contentRemoved, eraseConversation } from './conversation/erase.ts';
import { receiveMessage } from './conversation/receive.ts';
import { replyAsOperator, returnConversation, takeConversation } from './conversation/takeover.ts';
import { loadConfig } from './handoff/absent.ts';
import { ask } from './handoff/ask.ts';
import { checkBatch } from './handoff/batch.ts';
import { decideHandoff, previewDecision } from './handoff/decide.ts';
import { escalateNow } from './handoff/escalate-now.ts';
import { annotate, claim, release, seen } from './handoff/handle.ts';
import { openQuestion } from './handoff/question.ts';
import { assign } from './handoff/reassign.ts';
import { redirect } from './handoff/redirect.ts';
import { undo } from './handoff/undo.ts';
import type { Answer, Input, InputKind, InputOf, Refusal } from './input.ts';
import { messageKey } from './keys.ts';
import { migrateRun } from './migrate/migrate.ts';
import { recordReview } from './review/record.ts';
import { startRun } from './start.ts';
import type { Change, State } from './state.ts';
import { catchUp, openStore } from './store.ts';
import { fireTimer } from './timer.ts';
import { Refusing, Turn } from './turn.ts';
import type { World } from './world.ts';

type Handler<K extends InputKind> = (
  turn: Turn,
  body: InputOf<K>['body'],
) => Omit<Answer<K>, 'seq'> & { seq?: number };

const HANDLERS: { [K in InputKind]: Handler<K> } = {
  open: openStore,
  'catch-up': catchUp,
  config: loadConfig,
  message: receiveMessage,
  delivered(turn, { bot, conversation, message }) {
    if (turn.state.outgoing.get(messageKey(bot, conversation, message)))
      turn.emit({ type: 'message-delivered', bot, conversation, message });
    return {};
  },
  start: startRun,
  cancel: cancelRun,
  migrate: migrateRun,
  review: recordReview,
  decide: decideHandoff,
  seen,
  claim,
  release,
  assign,
  escalate: escalateNow,
  redirect,
  ask,
  undo,
  batch: checkBatch,
  annotate,
  take: takeConversation,
  reply: replyAsOperator,
  return: returnConversation,
  question: openQuestion,
  erase: eraseConversation,
  'content-removed': contentRemoved,
  timer: fireTimer,
  begin(turn, { effect }) {
    return begin(turn, effect);
  },
  outcome(turn, body) {
    outcome(turn, body);
    return {};
  },
  'credential-issue'(turn, { principal, hash }) {
    turn.emit({ type: 'credential-issued', principal, hash, by: turn.actor });
    return {};
  },
  'credential-revoke'(turn, { principal }) {
    turn.emit({ type: 'credential-revoked', principal, by: turn.actor });
    return {};
  },
  halt(turn, { why }) {
    turn.emit({ type: 'halted', by: turn.actor, lasting: true, ...(why !== undefined && { why }) });
    return {};
  },
  resume(turn, { why }) {
    if (turn.state.meta.get('meta')?.halted)
      turn.emit({ type: 'resumed', by: turn.actor, ...(why !== undefined && { why }) });
    return {};
  },
};

export type Decision =
  | { kind: 'accepted'; events: readonly Event[]; changes: readonly Change[]; answer: Answer<InputKind> }
  | { kind: 'refused'; refusal: Refusal };

export function decide(state: State, input: Input, world: World): Decision {
  const turn = new Turn(state, world, input.actor);
  try {
    const handler = HANDLERS[input.kind] as Handler<InputKind>;
    const answer = handler(turn, input.body as never);
    return {
      kind: 'accepted',
      events: turn.events,
      changes: turn.changes(),
      answer: { seq: turn.seq, ...answer },
    };
  } catch (error) {
    if (error instanceof Refusing) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

/** What a decision would let happen, or why it may not be taken; nothing is written. */
export function preview(
  state: State,
  request: InputOf<'decide'>['body'],
  actor: string,
  world: World,
):
  | { kind: 'shown'; calls: readonly PreviewedCall[]; digest: string }
  | { kind: 'refused'; refusal: Refusal } {
  try {
    return { kind: 'shown', ...previewDecision(new Turn(state, world, actor), request) };
  } catch (error) {
    if (error instanceof Refusing) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}
