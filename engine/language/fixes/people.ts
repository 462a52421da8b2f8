/** Quick fixes that name people of the configuration: for a pool with nobody in it, and for a second look by one person. */
import { closest } from '../../model/closest.ts';
import type { Config } from '../../model/config.ts';
import { managerOf, membersOf } from '../../model/people.ts';
import { type HandoffNode, isHandoff } from '../handoffs.ts';
import type { Asked } from './late.ts';
import { type Plan, replacing, type Step, setting } from './plan.ts';

const MOST_OFFERED = 3;
const MOST_IN_POOL = 12;

/** Everybody, or a group that has somebody in it. */
export function fillPool({ document: { config = {}, workflow }, diagnostic }: Asked): Plan[] {
  const node = workflow.nodes.get(diagnostic.nodeId ?? '');
  if (node === undefined || !isHandoff(node) || typeof node.fields.assignee !== 'object') return [];
  const { pool } = node.fields.assignee;
  const groups = groupsOf(config).filter((group) => membersOf(config, group).length > 0);
  const guess = typeof pool === 'string' ? closest(pool, groups) : undefined;
  const offered = [...new Set([...(guess === undefined ? [] : [guess]), ...groups])].slice(0, MOST_OFFERED);
  const people = peopleOf(config);
  const everybody =
    people.length === 0 || people.length > MOST_IN_POOL
      ? []
      : [setting('Put everybody of the configuration in the pool', node.id, ['assignee', 'pool'], people)];
  const choices = offered.map((group) =>
    setting(`Choose among ${group}`, node.id, ['assignee', 'pool'], group),
  );
  return typeof pool === 'string' ? [...choices, ...everybody] : [...everybody, ...choices];
}

/** Somebody who did not have it before, or a group without whoever had it. */
export function otherPerson(asked: Asked): Plan[] {
  const { document, diagnostic, target } = asked;
  const { config = {}, workflow, text } = document;
  const node = workflow.nodes.get(diagnostic.nodeId ?? '');
  const source = text.slice(target.offset, target.offset + target.length);
  const who = /^"(.*)"$/s.exec(source)?.[1];
  if (node === undefined || !isHandoff(node) || who === undefined) return [];
  const [person = who] = membersOf(config, who);
  const isSecond = diagnostic.path !== undefined;
  const before = isSecond ? askedAlone(asked) : ladderOf(config, node);
  const manager = managerOf(config, person);
  const others = [...new Set([...(manager === undefined ? [] : [manager]), ...peopleOf(config)])];
  const persons = others.filter((other) => other.startsWith('user:') && !before.has(other));
  const groups = groupsOf(config).filter((group) => membersOf(config, group).length > 1);
  return [
    ...persons
      .slice(0, MOST_OFFERED)
      .map((other) => replacing(`Ask ${other} instead`, JSON.stringify(other))),
    ...groups.slice(0, MOST_OFFERED).map((group) => ({
      title: isSecond ? `Ask ${group} instead, without ${person}` : `Ask ${group} instead`,
      steps: isSecond
        ? without(node, group, person)
        : [{ do: 'replace' as const, text: JSON.stringify(group) }],
    })),
  ];
}

/** A group in the place of a person, who is taken out of it. */
function without({ id, fields }: HandoffNode, group: string, person: string): Step[] {
  const exclude = [...new Set([...(fields.exclude ?? []), person])];
  return [
    { do: 'replace', text: JSON.stringify(group) },
    { do: 'set', node: id, path: ['exclude'], value: exclude },
  ];
}

/** People whom some handoff asks alone: one of them might again be asked twice in a row. */
function askedAlone({ document: { handoffs, config = {} } }: Asked): Set<string> {
  return new Set(handoffs.flatMap(({ fields: { assignee } }) => aloneIn(config, assignee)));
}

function ladderOf(config: Config, { fields }: HandoffNode): Set<string> {
  const { assignee, levels = [], escalation } = fields;
  const to = typeof escalation === 'object' ? escalation.to : undefined;
  return new Set([assignee, to, ...levels.map((level) => level.to)].flatMap((who) => aloneIn(config, who)));
}

function aloneIn(config: Config, who: unknown): string[] {
  if (typeof who !== 'string') return [];
  const members = membersOf(config, who);
  return members.length === 1 ? members : [];
}

function peopleOf({ people = {} }: Config): string[] {
  return Object.keys(people).map((name) => `user:${name}`);
}

function groupsOf({ people = {} }: Config): string[] {
  const named = (kind: 'role' | 'team', name: string) =>
    name.startsWith(`${kind}:`) ? name : `${kind}:${name}`;
  const groups = Object.values(people).flatMap(({ roles = [], teams = [] }) => [
    ...roles.map((role) => named('role', role)),
    ...teams.map((team) => named('team', team)),
  ]);
  return [...new Set(groups)];
}
