/** The names in scenario and configuration files. */
import type { Node } from 'jsonc-parser';
import { propertyOf } from '../../model/json-text.ts';
import { textOf } from './items.ts';
import type { LocalName } from './names.ts';
import { keysOf, rootOf, whole } from './names-of-items.ts';

export function namesInScenario(tree: Node | undefined): LocalName[] {
  const scenarios = propertyOf(tree, 'scenarios')?.value.children ?? [];
  return [...whole(at(tree, 'workflow'), 'file', 'reads'), ...scenarios.flatMap(inScenario)];
}

function inScenario(scenario: Node): LocalName[] {
  const steps = at(scenario, 'steps')?.children ?? [];
  return [
    ...keysOf(at(scenario, 'tools')).flatMap((key) => whole(key, 'tool', 'reads')),
    ...[at(scenario, 'models'), at(scenario, 'auth')].flatMap((object) =>
      keysOf(object).flatMap((key) => whole(key, 'node', 'reads')),
    ),
    ...variables(at(scenario, 'variables'), 'sets'),
    ...steps.flatMap(inStep),
  ];
}

function inStep(step: Node): LocalName[] {
  const expected = at(step, 'expect');
  const handoff = at(expected, 'handoff');
  const notified = at(at(expected, 'notified'), 'to');
  const people = [at(step, 'reviewer'), at(step, 'operator'), at(handoff, 'assignee'), notified];
  const nodes = [at(step, 'handoff'), at(handoff, 'node')];
  return [
    ...people.flatMap((person) => whole(person, 'person', 'reads')),
    ...nodes.flatMap((node) => whole(node, 'node', 'reads')),
    ...whole(at(at(expected, 'toolCalled'), 'name'), 'tool', 'reads'),
    ...variables(at(step, 'edits'), 'reads'),
    ...variables(at(step, 'start'), 'sets'),
    ...variables(at(step, 'variables'), 'sets'),
    ...variables(at(expected, 'variables'), 'reads'),
  ];
}

/** A name, and the bot of the configuration that it is about. */
export interface ConfigName extends LocalName {
  readonly bot?: { readonly name: string; readonly workflow?: string };
}

export function namesInConfig(tree: Node | undefined): ConfigName[] {
  const policies = at(tree, 'policies')?.children ?? [];
  return [
    ...(at(tree, 'bots')?.children ?? []).flatMap(({ children: [key, bot] = [] }) => inBot(key, bot)),
    ...(at(tree, 'people')?.children ?? []).flatMap(({ children: [key, person] = [] }) =>
      inPerson(key, person),
    ),
    ...keysOf(at(tree, 'mcpServers')).flatMap((server) => toolsOf(tree, server)),
    ...policies.flatMap((policy) => [
      ...whole(at(policy, 'tool'), 'tool', 'reads'),
      ...whole(at(policy, 'require'), 'person', 'reads'),
    ]),
  ];
}

function inBot(key: Node | undefined, bot: Node | undefined): ConfigName[] {
  if (typeof key?.value !== 'string') return [];
  const workflow = textOf(bot, 'workflow');
  const about = { name: key.value, ...(workflow === undefined ? {} : { workflow }) };
  const paths = [at(bot, 'variables'), at(bot, 'sensitive')].flatMap((list) => list?.children ?? []);
  return [
    ...whole(key, 'bot', 'sets'),
    ...whole(at(bot, 'workflow'), 'file', 'reads'),
    ...(at(bot, 'owners')?.children ?? []).flatMap((owner) => whole(owner, 'person', 'reads')),
    ...(at(bot, 'handoffWhen')?.children ?? []).flatMap((rule) =>
      whole(at(rule, 'assignee'), 'person', 'reads'),
    ),
    ...paths.flatMap((path) => rootOf(path)).map((name) => ({ ...name, bot: about })),
  ];
}

/** A person is written `user:NAME` elsewhere. */
function inPerson(key: Node | undefined, person: Node | undefined): LocalName[] {
  const own = whole(key, 'person', 'sets').map((name) => ({ ...name, name: `user:${name.name}` }));
  const others = [at(person, 'manager'), at(at(person, 'away'), 'delegate')];
  const groups = (['roles', 'teams'] as const).flatMap((list) =>
    (at(person, list)?.children ?? []).flatMap((entry) =>
      whole(entry, 'person', 'sets').map((name) => ({
        ...name,
        name: name.name.includes(':') ? name.name : `${list.slice(0, -1)}:${name.name}`,
      })),
    ),
  );
  return [...own, ...groups, ...others.flatMap((other) => whole(other, 'person', 'reads'))];
}

function toolsOf(tree: Node | undefined, server: Node): LocalName[] {
  const tools = at(at(at(tree, 'mcpServers'), String(server.value)), 'tools');
  return keysOf(tools).flatMap((key) =>
    whole(key, 'tool', 'sets').map((name) => ({ ...name, name: `${server.value}__${name.name}` })),
  );
}

function variables(object: Node | undefined, role: LocalName['role']): LocalName[] {
  return keysOf(object).flatMap((key) => rootOf(key, role));
}

function at(node: Node | undefined, key: string): Node | undefined {
  return propertyOf(node, key)?.value;
}
