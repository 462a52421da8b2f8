/** Whom a handoff can be given to: the people, roles and teams of a folder's configuration. Pure. */
import { oneLine } from '../../schemas/text/visible.ts';
import type { Translate } from '../words.ts';
import { displayName, type Person } from './directory.ts';

export interface AssigneeChoice {
  /** `user:alice`, `role:finance`, `team:emea` */
  assignee: string;
  kind: 'person' | 'role' | 'team';
  label: string;
  description: string;
}

/** People first, then roles, then teams, each with who is behind it. */
export function assigneeChoices(people: readonly Person[], t: Translate): AssigneeChoice[] {
  return [
    ...people.map(
      ({ principal, name, roles, teams }): AssigneeChoice => ({
        assignee: principal,
        kind: 'person',
        label: oneLine(name, 60),
        description: [...roles, ...teams].map((each) => oneLine(each, 40)).join(', '),
      }),
    ),
    ...poolChoices(people, 'role', t),
    ...poolChoices(people, 'team', t),
  ];
}

/** The roles and teams of one person. */
export function poolsOf(people: readonly Person[], me: string | null, t: Translate): AssigneeChoice[] {
  const own = people.find(({ principal }) => principal === me);
  const names = [
    ...(own?.roles ?? []).map((name) => `role:${name}`),
    ...(own?.teams ?? []).map((name) => `team:${name}`),
  ];
  return assigneeChoices(people, t).filter(({ assignee }) => names.includes(assignee));
}

function poolChoices(people: readonly Person[], kind: 'role' | 'team', t: Translate): AssigneeChoice[] {
  const members = (name: string) =>
    people.filter((person) => (kind === 'role' ? person.roles : person.teams).includes(name));
  const names = new Set(people.flatMap((person) => (kind === 'role' ? person.roles : person.teams)));
  return [...names].map((name) => ({
    assignee: `${kind}:${name}`,
    kind,
    label: kind === 'role' ? t('role {0}', oneLine(name, 40)) : t('team {0}', oneLine(name, 40)),
    description: members(name)
      .map(({ principal }) => oneLine(displayName(principal, people), 40))
      .join(', '),
  }));
}
