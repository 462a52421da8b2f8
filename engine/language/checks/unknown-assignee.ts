import { closest } from '../../model/closest.ts';
import type { Config } from '../../model/config.ts';
import { hasDirectory, isKnown } from '../../model/people.ts';
import { type Check, finding } from '../check.ts';
import { isHandoff, mentionsOf } from '../handoffs.ts';

/** Where the configuration lists people, everybody whom a handoff names is among them. */
export const unknownAssignee: Check = (document) => {
  const { config } = document;
  if (config === undefined || !hasDirectory(config)) return [];
  return [...document.workflow.nodes.values()].filter(isHandoff).flatMap((node) =>
    mentionsOf(node).flatMap(({ who, path }) => {
      // A pool that is one role or team with nobody in it is an empty pool, which another check says.
      if (isKnown(config, who) || path.at(-1) === 'pool') return [];
      const guess = closest(who, namesIn(config));
      const hint = guess === undefined ? 'add them to people.' : `did you mean "${guess}"?`;
      const message = `The configuration lists nobody as ${who}; ${hint}`;
      return [
        finding('unknown-assignee', message, document.field(node, path) ?? document.idOf(node), node.id),
      ];
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
