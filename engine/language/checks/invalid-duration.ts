import { parseDuration } from '../../model/duration.ts';
import { rowOf } from '../../model/node-table.ts';
import { remembered } from '../../model/remembered.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { isHandoff } from '../handoffs.ts';

type Length = { path: readonly (string | number)[]; length: string };

/** Every length of time can be read. */
export const invalidDuration: Check = (document) =>
  document.nodes.flatMap((node) =>
    unreadable(node).map(({ path, length }) => {
      const message = `"${length}" is no length of time; write 30s, 15m, 4h, 7d, 1d 12h or PT4H.`;
      const meant = meantBy(length);
      const plans = meant === undefined ? [] : [setting(`Write "${meant}"`, node.id, path, meant)];
      const place = document.field(node, path) ?? document.idOf(node);
      return finding('invalid-duration', message, place, node.id, { plans });
    }),
  );

const unreadable = remembered((node: KnownNode): readonly Length[] =>
  lengthsOf(node).filter(({ length }) => parseDuration(length) === undefined),
);

type Entry = Pick<Length, 'path'> & { length: unknown };

function lengthsOf(node: KnownNode): Length[] {
  const fields: Readonly<Record<string, unknown>> = node.fields;
  const own: Entry[] = rowOf(node.type).durations.map((name: string) => ({
    path: [name],
    length: fields[name],
  }));
  if (!isHandoff(node)) return own.filter(isLength);
  const { escalation, levels = [] } = node.fields;
  const last = typeof escalation === 'object' ? escalation.timeout : undefined;
  const further: Entry[] = [
    { path: ['escalation', 'timeout'], length: last },
    ...levels.map(({ timeout }, index) => ({ path: ['levels', index, 'timeout'], length: timeout })),
  ];
  return [...own, ...further].filter(isLength);
}

function isLength(entry: Entry): entry is Length {
  return typeof entry.length === 'string';
}

const UNITS = /^\s*(\d+)\s*(s|m|h|d|w)(?:ec|econd|in|inute|r|our|ay|eek|k)?s?\.?\s*$/i;

/** "4 hours" is 4h, a bare number hours. */
function meantBy(length: string): string | undefined {
  if (/^\s*\d+\s*$/.test(length)) return `${length.trim()}h`;
  const [, count, unit] = UNITS.exec(length) ?? [];
  return count === undefined || unit === undefined ? undefined : `${count}${unit.toLowerCase()}`;
}
