/** What is shown, as plain lines: a margin that says who or what, then the text. Foreign text is made visible (T24). */
import type { Config } from '../../../schemas/generated/config.ts';
import type { Call, Owner } from '../../../schemas/journal/event.ts';
import type { HandoffDetail } from '../../../schemas/protocol/views.ts';
import { oneLine, visibleText } from '../../../schemas/text/visible.ts';
import { personOf } from '../../model/people.ts';
import type { Mail } from '../../run/ports.ts';
import { titleOfCalls } from '../calls-title.ts';
import { choicesOf, invitation } from './keys.ts';
import type { CallAnswer, Show } from './shows.ts';

export type Tone = 'plain' | 'quiet' | 'attention' | 'good' | 'bad';

export interface Line {
  /** Who or what; empty where the line goes on, nothing where the line stands outside the conversation. */
  margin?: string;
  text: string;
  tone: Tone;
}

type Decided = Extract<Show, { kind: 'decided' }>;

const DONE: Record<string, string> = { approve: 'approved', reject: 'rejected', submit: 'submitted' };
const ANSWER_LENGTH = 160;

export function line(margin: string, text: string, tone: Tone = 'plain'): Line {
  return { margin, text: visibleText(text), tone };
}

/** A sentence beside the conversation. */
export function sentence(text: string, tone: Tone = 'plain'): Line {
  return { text: visibleText(text), tone };
}

/** A show in words; `undefined` for a handoff that waits, which `handoffLines` puts into words. */
export function showLines(show: Exclude<Show, { kind: 'waiting' }>, bot: string, config: Config): Line[] {
  switch (show.kind) {
    case 'said':
      return show.holding
        ? [line(bot, `${show.text} [holding]`, 'quiet')]
        : [line(show.operator ?? bot, show.text)];
    case 'decided':
      return [line('decided', decidedText(show, config), 'good')];
    case 'closed':
      return [line('closed', `Nobody decides any more: ${show.why}.`, 'attention')];
    case 'called':
      return [line('tool', `${callText(show.call)} ${answerText(show.answer)}`, answerTone(show.answer))];
    case 'asked':
      return [line('model', `${show.node} ${modelText(show.answer)}`, answerTone(show.answer))];
    case 'owner':
      return [line('owner', ownerText(show.owner, config), 'attention')];
    case 'ended':
      return [line('end', `This run is over: ${show.status}.`, 'quiet')];
    default:
      return show satisfies never;
  }
}

/** The facts that a decision rests on: what is asked, of whom, and what exactly would happen. */
export function handoffLines(detail: HandoffDetail): Line[] {
  const { ticket, kind, priority, assignee, dueAt, flags, summary } = detail;
  const due = dueAt === undefined ? [] : [`due ${dueAt}`];
  const facts = [ticket, kind, priority, `for ${assignee ?? 'anybody'}`, ...due].join(' · ');
  return [
    line('waiting', facts, 'attention'),
    line('', detail.reason),
    ...(summary === null ? [] : [line('', summary)]),
    ...flags.map((flag) => line('', `flag: ${flag}`, 'attention')),
    ...(detail.calls.length === 0 ? [line('', 'Approving calls no tool.', 'quiet')] : []),
    ...detail.calls.map((call) =>
      line(
        '',
        call.known
          ? `${titleOfCalls(detail)}: ${callText(call.call)}${effectText(call.call)}`
          : unknownText(detail, call),
      ),
    ),
    ...detail.reasons.map((reason, index) => line('', `reason ${index + 1}: ${reason}`, 'quiet')),
    line('', invitation(choicesOf(detail.options)), 'attention'),
  ];
}

export function mailLines({ to, subject, text }: Mail): Line[] {
  const body = text.split('\n').filter((each) => each.trim() !== '');
  return [line('mail', `to ${to}: ${subject}`, 'attention'), ...body.map((each) => line('', each))];
}

export function nameOf(who: string, config: Config): string {
  const name = personOf(config, who)?.name;
  return name === undefined ? who : `${name} (${who})`;
}

export function callText({ server, tool, arguments: json }: Call): string {
  return `${server}__${tool} ${json}`;
}

function decidedText({ by, decision, channel, reason }: Decided, config: Config): string {
  const how = Object.hasOwn(DONE, decision) ? DONE[decision] : `"${decision}"`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${how} by ${nameOf(by, config)}, from ${channel}${why}`;
}

function effectText({ effect }: Call): string {
  return effect === 'irreversible' ? ' (cannot be undone, happens once)' : ` (${effect})`;
}

function unknownText(
  detail: HandoffDetail,
  call: Extract<HandoffDetail['calls'][number], { known: false }>,
): string {
  return `${titleOfCalls(detail)}: ${call.server}__${call.tool}, arguments not known yet: ${call.why}`;
}

function answerText(answer: CallAnswer): string {
  switch (answer.kind) {
    case 'succeeded':
      return `-> ${oneLine(JSON.stringify(answer.output) ?? 'done', ANSWER_LENGTH)}`;
    case 'failed':
      return `failed${answer.final ? '' : ', will be tried again'}: ${oneLine(answer.message, ANSWER_LENGTH)}`;
    case 'unknown':
      return `: it is not known whether this happened (${oneLine(answer.why, ANSWER_LENGTH)})`;
    default:
      return answer satisfies never;
  }
}

/** What a model said: its text, and the tools that it wants. */
function modelText(answer: CallAnswer): string {
  if (answer.kind !== 'succeeded') return answerText(answer);
  const { text = '', calls = [] } = answer.output as {
    text?: string;
    calls?: { name: string; arguments: string }[];
  };
  const wishes = calls.map(({ name, arguments: args }) => `wants ${name} ${args}`);
  return `-> ${oneLine([...(text === '' ? [] : [text]), ...wishes].join('; '), ANSWER_LENGTH)}`;
}

function answerTone({ kind }: CallAnswer): Tone {
  return kind === 'succeeded' ? 'quiet' : 'bad';
}

function ownerText(owner: Owner, config: Config): string {
  if (owner === 'bot') return 'The bot has the conversation again.';
  return owner === 'queue'
    ? 'The conversation waits for a person.'
    : `${nameOf(owner, config)} has taken over.`;
}
