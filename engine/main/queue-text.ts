/** Handoffs as plain text for a terminal. Control and direction characters of others are made visible (T24). */
import type { ResultOf } from '../../schemas/protocol/methods.ts';
import type { Call, HandoffDetail, HandoffItem, ReviewItem } from '../../schemas/protocol/views.ts';
import { visibleText } from '../../schemas/text/visible.ts';
import { titleOfCalls } from './calls-title.ts';

export function queueText(items: readonly HandoffItem[]): string {
  if (items.length === 0) return 'Nothing waits for a person.\n';
  return items
    .map(
      (item) =>
        `${item.ticket}  ${item.priority.padEnd(6)}  ${visibleText(item.reason)}  (${item.bot}, ${waitsFor(item)})\n`,
    )
    .join('');
}

function waitsFor({ assignee, dueAt }: HandoffItem): string {
  return [`waits for ${assignee ?? 'anybody'}`, ...(dueAt === undefined ? [] : [`due ${dueAt}`])].join(', ');
}

export function callLines(calls: readonly Call[]): string[] {
  return calls.map((call) =>
    call.known
      ? `${call.call.server}__${call.call.tool} ${visibleText(call.call.arguments)} (${call.call.effect})`
      : `${call.server}__${call.tool}: not known yet, ${visibleText(call.why)}`,
  );
}

export function decidedText(
  { ticket }: Pick<HandoffItem, 'ticket'>,
  { decision, pending }: { decision: string; pending?: { missing: string[] } },
): string {
  return `${ticket}: ${decision}${pending ? `, still to come: ${pending.missing.join(', ')}` : ''}\n`;
}

/** Where a handoff stands after somebody did something with it. */
export function standsText(item: HandoffItem): string {
  return `${item.ticket}: ${item.status}, ${waitsFor(item)}\n`;
}

/** What somebody who took a conversation over has to know. */
export function envelopeText(
  { conversation, items, envelope }: ResultOf<'conversation/get'>,
  handoff: HandoffDetail | undefined,
): string {
  const { ticket, summary, note } = envelope ?? handoff ?? { ticket: '', summary: null, note: null };
  const lines = [
    `${conversation}: with you${ticket ? ` (${ticket})` : ''}`,
    ...[summary, note].filter((text) => text !== null && text !== '').map((text) => visibleText(`${text}`)),
    ...items.map((message) => `${message.from}: ${visibleText(message.text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

export function reviewsText(items: readonly ReviewItem[]): string {
  if (items.length === 0) return 'No answer waits for a look.\n';
  return items
    .map((item) => `${item.id}  ${visibleText(item.answer)}  (${item.bot}, ${visibleText(item.because)})\n`)
    .join('');
}

export function detailText(detail: HandoffDetail): string {
  const { calls, messages, variables, options, trace } = detail;
  const sections: [string, string[]][] = [
    [titleOfCalls(detail), callLines(calls)],
    ['In short', [detail.summary, detail.note].filter((text) => text !== null).map(visibleText)],
    [
      'Variables',
      Object.entries(variables).map(([name, value]) => `${name} = ${visibleText(JSON.stringify(value))}`),
    ],
    ['Conversation', messages.map((message) => `${message.from}: ${visibleText(message.text)}`)],
    [
      'What the bot did',
      trace.map(
        (step) =>
          `${step.node}${step.handle ? ` → ${step.handle}` : ''}${step.failure ? `: ${visibleText(step.failure.message)}` : ''}`,
      ),
    ],
    [
      'Decisions',
      options.map((option) => `${option.decision}${option.reasonRequired ? ' (with a reason)' : ''}`),
    ],
  ];
  const head = [
    `${detail.ticket} ${detail.status} · ${detail.kind} · ${detail.priority} · revision ${detail.revision} · ${waitsFor(detail)}`,
    visibleText(detail.reason),
  ];
  if (detail.decidedBy !== undefined)
    head.push(
      `Decided by ${detail.decidedBy} at ${detail.decidedAt}: ${detail.decision}${detail.decisionReason ? ` (${visibleText(detail.decisionReason)})` : ''}`,
    );
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => ['', title, ...lines.map((line) => `  ${line}`)]);
  return `${[...head, ...body].join('\n')}\n`;
}
