/** The people of a folder's `handoff.config.json`, and who of them a handoff is for. */
import { parse } from 'jsonc-parser';

export interface Person {
  /** `user:alice` */
  principal: string;
  name: string;
  roles: readonly string[];
  teams: readonly string[];
}

/** People in the order of the file; what is malformed is left to the engine to complain about. */
export function peopleOf(configText: string): Person[] {
  const { people } = record(parse(configText, [], { allowTrailingComma: true }));
  return Object.entries(record(people)).map(([id, value]) => {
    const { name, roles, teams } = record(value);
    return {
      principal: `user:${id}`,
      name: typeof name === 'string' ? name : id,
      roles: texts(roles),
      teams: texts(teams),
    };
  });
}

/**
 * Whether that person is meant by an assignee. A hint for grouping and the badge: the engine alone decides who may
 * decide. Without an assignee everybody is; a person that the folder's config does not know belongs to no role.
 */
export function isFor(assignee: string | null, me: string | null, people: readonly Person[]): boolean {
  if (me === null) return false;
  if (assignee === null || assignee === me) return true;
  const person = people.find(({ principal }) => principal === me);
  if (!person) return false;
  return (
    person.roles.some((role) => assignee === `role:${role}`) ||
    person.teams.some((team) => assignee === `team:${team}`)
  );
}

/** The name people use, else the principal's own. */
export function displayName(principal: string, people: readonly Person[]): string {
  return people.find((person) => person.principal === principal)?.name ?? principal.replace(/^user:/, '');
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
