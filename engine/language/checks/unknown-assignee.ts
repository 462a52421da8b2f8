import { closest } from '../../model/closest.ts';
import type { Config } from '../../model/config.ts';
import { hasDirectory, isKnown } from '../../model/people.ts';
import { type Check, finding } from '../check.ts';
import { setting } from '../fixes/plan.ts';
import { mentionsOf } from '../handoffs.ts';

/** Where the configuration lists people, everybody whom a handoff names is among them. */
export const unknownAssignee: Check = (document) => {
  const { config } = document;
  if (config === undefined || !hasDirectory(config)) return [];
  return document.handoffs.flatMap((node) =>
    mentionsOf(node).flatMap(({ who, path }) => {
      // A pool that is one role or team with nobody in it is an empty pool, which another check says.
      if (isKnown(config, who) || path.at(-1) === 'pool') return [];
      const guess = closest(who, namesIn(config));
      const hint = guess === undefined ? 'add them to people.' : `did you mean "${guess}"?`;
      const message = `The configuration lists nobody as ${who}; ${hint}`;
      const isKey = path[1] === 'groups';
      const plans = guess === undefined || isKey ? [] : [setting(`Use "${guess}"`, node.id, path, guess)];
      const place = document.field(node, path) ?? document.idOf(node);
      return [finding('unknown-assignee', message, place, node.id, { plans })];
    }),
  );
};

function namesIn({ people = {} }: Config): string[] {
  return Object.entries(people).flatMap(([name, { roles = [], teams = [] }]) => [
    `user:${name}`,
    ...roles.map((role) => `role:${role}`),
    ...teams.map((team) => `team:${team}`),
  ]);
}
