/** What an edge means, in words: when it is taken. */
import { PLAIN } from '../../model/edges.ts';
import type { EdgeItem, NodeItem } from './items.ts';

/** `among` are the edges of the same node. */
export function wordsOfEdge(
  { handle = PLAIN, when }: EdgeItem,
  source: NodeItem | undefined,
  among: readonly EdgeItem[],
): string {
  const condition = when === undefined ? '' : shortened(when.source);
  if (handle === PLAIN && when !== undefined) return `if ${condition}`;
  if (handle === PLAIN) return plainWords(among);
  const words = wordsOfHandle(handle, source);
  return when === undefined ? words : `${words}, if ${condition}`;
}

function plainWords(among: readonly EdgeItem[]): string {
  if (among.some(({ when, handle }) => when !== undefined && handle === undefined)) return 'otherwise';
  const together = among.filter(({ when, handle }) => when === undefined && handle === undefined).length;
  return together > 1 ? `then, with ${together - 1} more at once` : 'then';
}

function wordsOfHandle(handle: string, source: NodeItem | undefined): string {
  const { type, node } = source ?? {};
  const fields: Readonly<Record<string, unknown>> = { ...node?.fields };
  const condition = typeof fields.condition === 'string' ? shortened(fields.condition) : undefined;
  if (type === 'logic' && condition !== undefined && handle === 'true') return `when ${condition}`;
  if (type === 'logic' && condition !== undefined && handle === 'false') return `unless ${condition}`;
  if (type === 'auth_gate' && handle === 'failed') return 'when nobody could be verified';
  const known = WORDS.get(handle);
  if (known !== undefined) return known;
  if (type === 'human' || type === 'action') return `when a person chooses ${handle}`;
  return `when it ends with ${handle}`;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['true', 'when it is true'],
  ['false', 'when it is false'],
  ['approved', 'when a person approves'],
  ['rejected', 'when a person rejects'],
  ['submitted', 'when the form is filled in'],
  ['returned', 'when the conversation is handed back'],
  ['verified', 'when the address is verified'],
  ['failed', 'when it could not be done'],
  ['error', 'when it failed'],
  ['timeout', 'when the time is over'],
  ['each', 'for each item'],
  ['done', 'when all are done'],
  ['default', 'when no route fits'],
  ['high', 'when it is sure'],
  ['medium', 'when it is fairly sure'],
  ['low', 'when it is unsure'],
  ['passed', 'when nothing was found'],
  ['blocked', 'when a rule was broken'],
  ['retry', 'to try again'],
]);

const LONGEST = 60;

function shortened(source: string): string {
  const text = source
    .replace(/\{\{\s*([^{}]*?)\s*\}\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
