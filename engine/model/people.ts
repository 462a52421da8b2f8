/**
 * The people of a configuration. They are written `user:NAME`, `role:NAME`, `team:NAME` everywhere; without a
 * directory nobody is a member of a role or team.
 */
import type { Config, Person } from './config.ts';
import { instantOf } from './instant.ts';

/** The entry of `user:NAME`, if the directory has one. */
export function personOf(config: Config, who: string): Person | undefined {
  const people = config.people ?? {};
  const name = nameIn(who, 'user');
  return name !== undefined && Object.hasOwn(people, name) ? people[name] : undefined;
}

/** Whether the configuration says who there is. */
export function hasDirectory(config: Config): boolean {
  return Object.keys(config.people ?? {}).length > 0;
}

/** The people behind an assignee as `user:NAME`, in the order of the directory; a user is its own only member. */
export function membersOf(config: Config, assignee: string): string[] {
  if (nameIn(assignee, 'user') !== undefined) return [assignee];
  const role = nameIn(assignee, 'role');
  const team = nameIn(assignee, 'team');
  return Object.entries(config.people ?? {})
    .filter(([, person]) => lists(person.roles, role, 'role') || lists(person.teams, team, 'team'))
    .map(([name]) => `user:${name}`);
}

/** Whether a person is away at a moment (milliseconds since the epoch, UTC). */
export function isAway(config: Config, who: string, now: number): boolean {
  const until = personOf(config, who)?.away?.until;
  const end = until === undefined ? undefined : instantOf(until);
  return end !== undefined && now < end;
}

/** The manager of a user as `user:NAME` or whatever the directory names. */
export function managerOf(config: Config, who: string): string | undefined {
  return personOf(config, who)?.manager;
}

/** Whether an assignee can mean anybody: a known user, or a role or team with members. */
export function isKnown(config: Config, assignee: string): boolean {
  return nameIn(assignee, 'user') === undefined
    ? membersOf(config, assignee).length > 0
    : personOf(config, assignee) !== undefined;
}

function nameIn(who: string, kind: 'user' | 'role' | 'team'): string | undefined {
  return who.startsWith(`${kind}:`) ? who.slice(kind.length + 1) : undefined;
}

function lists(entries: readonly string[] | undefined, name: string | undefined, kind: string): boolean {
  return name !== undefined && (entries ?? []).some((entry) => entry === name || entry === `${kind}:${name}`);
}
