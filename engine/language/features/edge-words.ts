/** What an edge means, in words: when it is taken. */
import { PLAIN } from '../../model/edges.ts';
import { inEnglish, type Say } from '../words.ts';
import type { EdgeItem, NodeItem } from './items.ts';

/** `among` are the edges of the same node. */
export function wordsOfEdge(
  { handle = PLAIN, when }: EdgeItem,
  source: NodeItem | undefined,
  among: readonly EdgeItem[],
  t: Say = inEnglish,
): string {
  const condition = when === undefined ? '' : shortened(when.source);
  if (handle === PLAIN && when !== undefined) return t('if {0}', condition);
  if (handle === PLAIN) return plainWords(among, t);
  const words = wordsOfHandle(handle, source, t);
  return when === undefined ? words : t('{0}, if {1}', words, condition);
}

function plainWords(among: readonly EdgeItem[], t: Say): string {
  if (among.some(({ when, handle }) => when !== undefined && handle === undefined)) return t('otherwise');
  const together = among.filter(({ when, handle }) => when === undefined && handle === undefined).length;
  return together > 1 ? t('then, with {0} more at once', together - 1) : t('then');
}

function wordsOfHandle(handle: string, source: NodeItem | undefined, t: Say): string {
  const { type, node } = source ?? {};
  const fields: Readonly<Record<string, unknown>> = { ...node?.fields };
  const condition = typeof fields.condition === 'string' ? shortened(fields.condition) : undefined;
  if (type === 'logic' && condition !== undefined && handle === 'true') return t('when {0}', condition);
  if (type === 'logic' && condition !== undefined && handle === 'false') return t('unless {0}', condition);
  if (type === 'auth_gate' && handle === 'failed') return t('when nobody could be verified');
  const known = WORDS.get(handle);
  if (known !== undefined) return known(t);
  if (type === 'human' || type === 'action') return t('when a person chooses {0}', handle);
  return t('when it ends with {0}', handle);
}

const WORDS: ReadonlyMap<string, (t: Say) => string> = new Map<string, (t: Say) => string>([
  ['true', (t) => t('when it is true')],
  ['false', (t) => t('when it is false')],
  ['approved', (t) => t('when a person approves')],
  ['rejected', (t) => t('when a person rejects')],
  ['submitted', (t) => t('when the form is filled in')],
  ['returned', (t) => t('when the conversation is handed back')],
  ['redirected', (t) => t('when a person sends it this way instead')],
  ['verified', (t) => t('when the address is verified')],
  ['failed', (t) => t('when it could not be done')],
  ['error', (t) => t('when it failed')],
  ['timeout', (t) => t('when the time is over')],
  ['each', (t) => t('for each item')],
  ['done', (t) => t('when all are done')],
  ['default', (t) => t('when no route fits')],
  ['high', (t) => t('when it is sure')],
  ['medium', (t) => t('when it is fairly sure')],
  ['low', (t) => t('when it is unsure')],
  ['passed', (t) => t('when nothing was found')],
  ['blocked', (t) => t('when a rule was broken')],
  ['retry', (t) => t('to try again')],
]);

const LONGEST = 60;

function shortened(source: string): string {
  const text = source
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
