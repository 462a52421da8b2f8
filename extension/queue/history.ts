/** What became of a handoff, as text. Pure. Foreign text stays on its line and is made visible (T24). */
import type { HandoffDetail } from '../../schemas/protocol/views.ts';
import { oneLine } from '../../schemas/text/visible.ts';
import { displayName, type Person } from '../people/directory.ts';
import type { Translate } from '../words.ts';

const LINE = 400;

/** Oldest first, one line an event, times in the reader's zone. */
export function historyText(item: HandoffDetail, people: readonly Person[], t: Translate): string {
  const who = (by: string | undefined) => (by === undefined ? '' : oneLine(displayName(by, people), 60));
  const lines = item.history.map(({ at, type, by, text }) =>
    [new Date(at).toLocaleString(), type.replace(/^handoff-/, ''), who(by), text ? oneLine(text, LINE) : '']
      .filter((part) => part !== '')
      .join('  '),
  );
  const votes = item.votes.map(({ by, decision, reason }) =>
    ['', who(by), decision, reason ? oneLine(reason, LINE) : ''].filter((part) => part !== '').join('  '),
  );
  return [
    `${item.ticket}  ${oneLine(item.summary ?? item.reason, LINE)}`,
    t('{0} · bot {1} · step {2}', item.ticket, oneLine(item.bot, 40), oneLine(item.node, 40)),
    '',
    t('What happened'),
    ...lines.map((line) => `  ${line}`),
    ...(votes.length > 0 ? ['', t('Votes'), ...votes.map((line) => `  ${line}`)] : []),
    ...(item.seenBy.length > 0 ? ['', t('Seen by {0}', item.seenBy.map(who).join(', '))] : []),
    '',
  ].join('\n');
}
