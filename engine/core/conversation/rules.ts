/**
 * The rules of a bot's configuration that give a conversation to a person before anything else is done with a message
 * (R35): words of the user, an explicit wish for a person, what a condition over facts finds odd. What such a condition
 * cannot decide counts as met (I16).
 */
import { evaluate, parse, truthy } from '../../model/condition.ts';
import type { Bot, HandoffRule } from '../../model/config.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Scope } from '../../model/edges.ts';
import { keywordIn } from '../../model/keyword.ts';
import type { InputBodies } from '../input.ts';
import type { Conversation } from '../state.ts';
import type { Turn } from '../turn.ts';
import { PHRASES } from './phrases.ts';

type Received = InputBodies['message'];

export interface Met {
  rule: Pick<HandoffRule, 'reason' | 'assignee' | 'priority'>;
  /** What of it was met, for the person who is asked. */
  what: string;
}

const WITHIN = '10m';

/** The first rule that this message meets, or nothing; the explicit wish for a person comes first. */
export function ruleMet(
  turn: Turn,
  body: Received,
  digest: string,
  conversation: Conversation | undefined,
): Met | undefined {
  const bots = turn.world.config.bots ?? {};
  const bot = Object.hasOwn(bots, body.bot) ? bots[body.bot] : undefined;
  if (!bot) return undefined;
  const wish = keywordIn(body.message.text, wishesOf(bot));
  if (wish !== undefined) return { rule: { reason: 'The user asks for a person' }, what: `said "${wish}"` };
  for (const rule of bot.handoffWhen ?? []) {
    const what = meets(turn, rule, body, digest, conversation);
    if (what !== undefined) return { rule, what };
  }
  return undefined;
}

function wishesOf({ askForPerson = false }: Bot): readonly string[] {
  if (typeof askForPerson === 'boolean') return askForPerson ? PHRASES : [];
  return askForPerson;
}

/** What of a rule holds where all of it does. */
function meets(
  turn: Turn,
  rule: HandoffRule,
  body: Received,
  digest: string,
  conversation: Conversation | undefined,
): string | undefined {
  const { says, when, within = WITHIN } = rule;
  const word = says && keywordIn(body.message.text, says);
  if (says && word === undefined) return undefined;
  const said = word === undefined ? [] : [`said "${word}"`];
  if (when === undefined) return says && said.join();
  const recent = recentOf(turn, digest, parseDuration(within) ?? 0, conversation);
  const parsed = parse(when);
  if (parsed.kind === 'invalid') return [...said, `"${when}" cannot be read`].join(' and ');
  const result = evaluate(parsed.expression, scopeOf(turn, body, recent, conversation));
  if (result.kind === 'undecidable')
    return [...said, `"${when}" cannot be decided: ${result.why}`].join(' and ');
  return truthy(result.value) ? [...said, when].join(' and ') : undefined;
}

/** The user's messages of the last while, this one included, and how often its text is among them. */
function recentOf(turn: Turn, digest: string, length: number, conversation: Conversation | undefined) {
  const before = (conversation?.recent ?? []).filter(({ at }) => turn.now - at <= length);
  const repeated = before.filter((one) => digest.startsWith(one.digest)).length + 1;
  return { messages: before.length + 1, repeated };
}

/** The message's own facts before what it carries, before the variables of the run that is under way. */
function scopeOf(turn: Turn, body: Received, recent: object, conversation: Conversation | undefined): Scope {
  const { message, variables = {} } = body;
  const facts: Record<string, unknown> = {
    message: message.text,
    user_id: message.from?.id ?? null,
    user_name: message.from?.name ?? null,
    recent,
  };
  const run = turn.state.runs.get(conversation?.runs[0] ?? '');
  return {
    get(root) {
      if (Object.hasOwn(facts, root)) return facts[root];
      if (Object.hasOwn(variables, root)) return variables[root];
      return run && Object.hasOwn(run.variables, root) ? run.variables[root] : undefined;
    },
  };
}
