/**
 * Lets a model talk with the user and use tools until it is done, at most so many answers long.
 *
 * Invariants
 * 1. A tool that the node does not list is never called; a call goes the way of any other: policies, permits, persons.
 * 2. Nothing that a tool returned or a user wrote decides about a call: only people and policies do (T43).
 * 3. What cannot be finished goes to `failed`, and from there to a person (R27).
 */
import type { ModelCall, Place } from '../../../schemas/journal/event.ts';
import { parseDuration } from '../../model/duration.ts';
import { fillText } from '../../model/template.ts';
import { agentFailed } from '../agent/failure.ts';
import { agentOf, answerWish, progress } from '../agent/progress.ts';
import { ASK_PERSON, ASK_USER, askAgent, systemText } from '../agent/question.ts';
import { callWith } from '../call/materialise.ts';
import { planCall } from '../call/plan.ts';
import { say } from '../conversation/say.ts';
import { answerOf, jsonIn, objectIn } from '../model/answer.ts';
import type { Behaviour, NodeOf } from '../nodes.ts';
import { scopeOf } from '../scope.ts';
import { nodeTimer, type Step } from '../step.ts';
import type { Turn } from '../turn.ts';
import { textOf } from './send-message.ts';

type Agent = NodeOf<'agent_loop'>;

const MOST_TURNS = 10;
const LONGEST_TALK = 400_000;

export const agentLoop: Behaviour<'agent_loop'> = {
  enter(turn, place, node) {
    const { instructions, timeout, outputVariable } = node.fields;
    const scope = scopeOf(turn.run(place.run), turn.branch(place.run, place.branch));
    const { text, missing } = fillText(instructions, scope);
    const message = textOf(scope.get('message'));
    progress(turn, place, {
      turn: 0,
      messages: [
        { role: 'system', content: systemText(text, outputVariable !== undefined) },
        ...(message === '' ? [] : [{ role: 'user' as const, content: message }]),
      ],
      pending: [],
    });
    const length = timeout === undefined ? undefined : parseDuration(timeout);
    if (length !== undefined)
      turn.emit({
        type: 'timer-set',
        id: nodeTimer(place),
        at: turn.now + length,
        length,
        purpose: { kind: 'node', run: place.run, branch: place.branch },
      });
    return askAgent(turn, place, node, missing);
  },

  answered(turn, place, node, effect) {
    const { text, calls } = answerOf(effect);
    const answers = agentOf(turn, place).turn + 1;
    const messages = [
      { role: 'assistant' as const, content: text, ...(calls.length > 0 && { calls: [...calls] }) },
    ];
    progress(turn, place, { turn: answers, messages, pending: calls, taken: effect.id });
    const stranger = calls.find(({ name }) => !isOffered(node, name));
    if (stranger) {
      const message = `the model wanted ${stranger.name}, which is not among the tools of this node`;
      return agentFailed(turn, place, node, { message, type: 'unknown-tool' }, { broken: true });
    }
    if (calls.length > 0) return work(turn, place, node);
    if (text.trim() !== '') return done(turn, place, node, text);
    return agentFailed(turn, place, node, { message: 'the model said nothing', type: 'unfit' });
  },

  called(turn, place, node, { content, effect }) {
    answerWish(turn, place, content, effect);
    return work(turn, place, node);
  },

  reply(turn, place, node, text) {
    answerWish(turn, place, text);
    return work(turn, place, node);
  },

  /** A call that is under way or before a person is waited for; what comes after it is not begun. */
  expire(turn, place, node) {
    const { wait } = turn.branch(place.run, place.branch);
    const effect = wait?.kind === 'call' ? turn.state.effects.get(wait.effect) : undefined;
    if (effect?.kind === 'model')
      turn.emit({ type: 'effect-settled', id: effect.id, how: 'dropped', by: 'timeout' });
    else if (wait?.kind !== 'reply') return { kind: 'waiting' };
    return tooLate(turn, place, node);
  },
};

function isOffered({ fields }: Agent, name: string): boolean {
  return name === ASK_USER || name === ASK_PERSON || (fields.tools ?? []).includes(name);
}

/** Does what the model wants, one after the other, until something has to be waited for. */
function work(turn: Turn, place: Place, node: Agent): Step {
  for (;;) {
    const { turn: answers, pending, messages } = agentOf(turn, place);
    const [wish] = pending;
    if (wish?.name === ASK_PERSON) return handOver(turn, place, node, wish);
    if (node.fields.timeout !== undefined && !turn.state.timers.get(nodeTimer(place)))
      return tooLate(turn, place, node);
    // Nobody would read the results of further calls.
    if (answers >= (node.fields.maxTurns ?? MOST_TURNS))
      return agentFailed(turn, place, node, { message: `not done after ${answers} answers`, type: 'limit' });
    if (messages.reduce((sum, { content }) => sum + content.length, 0) > LONGEST_TALK)
      return agentFailed(turn, place, node, {
        message: 'the conversation has become too long',
        type: 'limit',
      });
    if (!wish) return askAgent(turn, place, node);
    const step = wish.name === ASK_USER ? askUser(turn, place, node, wish) : callTool(turn, place, wish);
    if (step) return step;
  }
}

function callTool(turn: Turn, place: Place, wish: ModelCall): Step | undefined {
  const args = objectIn(wish.arguments);
  const made = args
    ? callWith(turn.world, wish.name, args)
    : { kind: 'refused' as const, message: 'its arguments are not a JSON object' };
  if (made.kind === 'refused') {
    answerWish(turn, place, `error: ${made.message}`);
    return undefined;
  }
  planCall(turn, place, made.call, []);
  return { kind: 'waiting' };
}

function askUser(turn: Turn, place: Place, node: Agent, wish: ModelCall): Step | undefined {
  const question = objectIn(wish.arguments)?.question;
  if (typeof question !== 'string' || question.trim() === '') {
    answerWish(turn, place, 'error: a question is needed');
    return undefined;
  }
  if (!say(turn, turn.run(place.run), question, { node: node.id }))
    return agentFailed(turn, place, node, { message: 'the user cannot be asked now', type: 'silent' });
  turn.emit({ type: 'reply-awaited', ...place });
  return { kind: 'waiting' };
}

function handOver(turn: Turn, place: Place, node: Agent, wish: ModelCall): Step {
  const reason = objectIn(wish.arguments)?.reason;
  const message = typeof reason === 'string' && reason !== '' ? reason : 'the agent asks for a person';
  return agentFailed(turn, place, node, { message, type: 'asked-for-person' });
}

function tooLate(turn: Turn, place: Place, node: Agent): Step {
  return agentFailed(turn, place, node, {
    message: `not done within ${node.fields.timeout ?? 'its time'}`,
    type: 'timeout',
  });
}

/** With `outputVariable` the answer is a value, an object or a list where it is JSON; else it is for the user. */
function done(turn: Turn, place: Place, node: Agent, text: string): Step {
  const { outputVariable } = node.fields;
  if (outputVariable === undefined) {
    const said = say(turn, turn.run(place.run), text, { node: node.id });
    return { kind: 'ended', handle: '', ...(!said && { suppressed: true }) };
  }
  const value = /^\s*[[{]/.test(text) ? jsonIn(text)?.value : undefined;
  return { kind: 'ended', handle: '', variables: { [outputVariable]: value ?? text } };
}
