import type { Config } from '../../model/config.ts';
import { hasDirectory, membersOf } from '../../model/people.ts';
import { type Check, finding } from '../check.ts';
import { type Plan, setting } from '../fixes/plan.ts';
import type { HandoffNode } from '../handoffs.ts';

/** Where groups give every vote that is needed, it goes up to somebody whose yes counts. */
export const escalationWithoutVote: Check = (document) => {
  const { config } = document;
  if (config === undefined || !hasDirectory(config)) return [];
  return document.handoffs.flatMap((node) => {
    const groups = namedByAll(config, node);
    if (groups === undefined) return [];
    const voters = new Set(groups.flatMap((group) => membersOf(config, group)));
    return targetsOf(node).flatMap(({ to, path }) => {
      const asked = membersOf(config, to);
      if (asked.length === 0 || asked.some((who) => voters.has(who))) return [];
      const message = `${groups.join(' and ')} still have to agree: whoever is ${to} can refuse, and their yes decides nothing.`;
      const plans = others(node, groups).map(
        (group): Plan => setting(`Escalate to ${group}, whose vote counts`, node.id, path, group),
      );
      const place = document.field(node, path) ?? document.idOf(node);
      return [finding('escalation-without-vote', message, place, node.id, { plans })];
    });
  });
};

/** The groups of a handoff, where theirs are all the votes there are: nobody is in two of them, and no vote is anyone's. */
function namedByAll(config: Config, { fields: { approvals } }: HandoffNode): string[] | undefined {
  const groups = Object.entries(approvals?.groups ?? {});
  if (approvals === undefined || groups.length === 0) return undefined;
  const needed = groups.reduce((sum, [, count]) => sum + count, 0);
  const names = groups.map(([group]) => group);
  const members = names.flatMap((group) => membersOf(config, group));
  return needed >= approvals.count && new Set(members).size === members.length ? names : undefined;
}

interface Target {
  readonly to: string;
  readonly path: readonly (string | number)[];
}

/** Whom the author sends it up to; managers and owners are not written there. */
function targetsOf({ fields: { escalation, levels = [] } }: HandoffNode): Target[] {
  const named =
    typeof escalation === 'object' && escalation.action === 'escalate' ? escalation.to : undefined;
  return [
    ...levels.map(({ to }, index) => ({ to, path: ['levels', index, 'to'] })),
    ...(named === undefined ? [] : [{ to: named, path: ['escalation', 'to'] }]),
  ];
}

/** Groups that did not have it from the start. */
function others({ fields: { assignee } }: HandoffNode, groups: readonly string[]): string[] {
  const later = groups.filter((group) => group !== assignee);
  return later.length > 0 ? later : [...groups];
}
