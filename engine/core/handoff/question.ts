/** A question to a person outside of any workflow file: by a person at a command line, or by a bot. */
import { parseDuration } from '../../model/duration.ts';
import { hasDirectory, isKnown } from '../../model/people.ts';
import type { InputBodies } from '../input.ts';
import { beginOwnRun } from '../own-workflow.ts';
import { Refusing, type Turn } from '../turn.ts';

/** Under this name are the questions of people who name no bot; the configuration may have a bot of this name. */
const QUESTIONS = 'questions';
const KEY = /^[^"'\\{}[\]]{1,100}$/;

/** Who asks never decides, nor does whom they ask for: `user_id` and `email` of the context (T57). */
export function openQuestion(
  turn: Turn,
  body: InputBodies['question'],
): { id: string; ticket: string; run: string } {
  const { question, bot = QUESTIONS, options, timeout, assignee, priority, context } = body;
  check(turn, body);
  const run = turn.id('r');
  beginOwnRun(turn, {
    name: 'question',
    bot,
    run,
    requester: requesterOf(turn.actor, context),
    variables: { question, ...(context && { context }) },
    prompt: '{{question}}',
    fields: {
      kind: 'question',
      ...(options && { options }),
      ...(timeout !== undefined && { timeout }),
      ...(assignee !== undefined && { assignee }),
      ...(priority !== undefined && { priority }),
      ...(context && { context: shown(context) }),
    },
  });
  const [, opened] = [...turn.state.handoffs.entries()].find(([, { place }]) => place.run === run) ?? [];
  if (!opened) throw new Error(`the question of ${run} opened nothing`);
  return { id: opened.id, ticket: opened.ticket, run };
}

function check(
  turn: Turn,
  { question, bot = '', timeout, assignee, context }: InputBodies['question'],
): void {
  const { config } = turn.world;
  if (assignee === turn.actor && config.bots?.[bot]?.solo !== true)
    throw invalid('Who asks does not decide: name somebody else.', 'assignee');
  if (question.trim() === '') throw invalid('A question needs a text.', 'question');
  if (timeout !== undefined && parseDuration(timeout) === undefined)
    throw invalid(`"${timeout}" is no duration: write 30s, 15m, 4h or 7d.`, 'timeout');
  if (assignee !== undefined && !/^(user|role|team):.+/.test(assignee))
    throw invalid(`"${assignee}" is not user:NAME, role:NAME or team:NAME.`, 'assignee');
  if (assignee !== undefined && hasDirectory(config) && !isKnown(config, assignee))
    throw invalid(`The configuration knows nobody who is ${assignee}.`, 'assignee');
  const odd = Object.keys(context ?? {}).find((key) => !KEY.test(key));
  if (odd !== undefined) throw invalid(`"${odd}" cannot be the name of a fact: use letters.`, 'context');
}

function requesterOf(actor: string, context: Record<string, unknown> | undefined): string[] {
  const named = [context?.user_id, context?.email].filter((id) => typeof id === 'string');
  return [...(actor.startsWith('user:') ? [actor] : []), ...named];
}

/** The facts by templates over the variable that holds them, so that none of them is read as one. */
function shown(context: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.keys(context).map((key) => [key, `{{context["${key}"]}}`]));
}

function invalid(message: string, path: string): Refusing {
  return new Refusing('invalid', message, { path });
}
