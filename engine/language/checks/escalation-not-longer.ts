import { parseDuration } from '../../model/duration.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import type { HandoffNode } from '../handoffs.ts';

type Rung = { path: readonly (string | number)[]; length: string };

/** The next level gets more time than the one before: whoever comes later has to be found first. */
export const escalationNotLonger: Check = (document) =>
  document.handoffs.flatMap((node) => {
    const rungs = rungsOf(node);
    return rungs.flatMap(({ path, length }, index) => {
      const earlier = rungs[index - 1];
      const own = parseDuration(length);
      const before = earlier === undefined ? undefined : parseDuration(earlier.length);
      if (earlier === undefined || own === undefined || before === undefined || own > before) return [];
      const message = `The next level has ${length}, no longer than the ${earlier.length} before it; give it more time.`;
      const plans = [setting(`Give it twice ${earlier.length}`, node.id, path, twice(before))];
      return [
        finding(
          'escalation-not-longer',
          message,
          document.field(node, path) ?? document.idOf(node),
          node.id,
          { plans },
        ),
      ];
    });
  });

/** The lengths of time, first to last. */
function rungsOf({ fields: { assignee, timeout, levels = [], escalation } }: HandoffNode): Rung[] {
  // Without an assignee the ladder begins at its lowest level: nobody comes before it.
  const isBefore = assignee !== undefined || levels[0]?.timeout === undefined;
  const all: { path: readonly (string | number)[]; length: string | undefined }[] = [
    { path: ['timeout'], length: isBefore ? timeout : undefined },
    ...levels.map((level, index) => ({ path: ['levels', index, 'timeout'], length: level.timeout })),
    {
      path: ['escalation', 'timeout'],
      // To be reminded is no new level: the same people have as long as before.
      length:
        typeof escalation === 'object' && escalation.action !== 'retry' ? escalation.timeout : undefined,
    },
  ];
  return all.flatMap(({ path, length }) => (length === undefined ? [] : [{ path, length }]));
}

function twice(ms: number): string {
  const minutes = Math.max(1, Math.round((2 * ms) / 60_000));
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
