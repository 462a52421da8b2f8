/** The names in one node or edge, with offsets in its own text. */
import type { Node } from 'jsonc-parser';
import { NODE_GUIDE } from '../../../schemas/generated/node-guide.ts';
import { references as inCondition, parse } from '../../model/condition.ts';
import { propertyOf } from '../../model/json-text.ts';
import { isNodeType, rowOf } from '../../model/node-table.ts';
import { parsePath } from '../../model/path.ts';
import { offsetInString } from '../../model/place.ts';
import { fieldNode } from '../../model/read.ts';
import { remembered } from '../../model/remembered.ts';
import { references as inTemplates } from '../../model/template.ts';
import type { EdgeItem, NodeItem } from './items.ts';
import type { LocalName, NameKind } from './names.ts';

export const namesOfEdge = remembered(({ text, tree }: EdgeItem): LocalName[] => {
  const ends = ['source', 'from', 'target', 'to'].flatMap((key) =>
    whole(propertyOf(tree, key)?.value, 'node', 'reads'),
  );
  return [...ends, ...readByCondition(text, propertyOf(tree, 'when')?.value)];
});

export const namesOfNode = remembered((item: NodeItem): LocalName[] => {
  const { text, tree, type = '' } = item;
  if (tree === undefined) return [];
  const field = (name: string): Node | undefined => fieldNode(tree, name)?.value;
  const row = isNodeType(type) ? rowOf(type) : undefined;
  const conditions = (row?.conditions ?? []).map(field);
  const routes = (field('routes')?.children ?? []).map((route) => propertyOf(route, 'when')?.value);
  const templated = row === undefined ? [tree] : row.templated.map(field);
  return [
    ...whole(propertyOf(tree, 'id')?.value, 'node', 'sets'),
    ...byReference(item, field),
    ...setBySchema(type, field),
    ...templated.flatMap((value) => stringsIn(value).flatMap((string) => readByTemplate(text, string))),
    ...[...conditions, ...routes].flatMap((value) => readByCondition(text, value)),
    ...(field('editable')?.children ?? []).flatMap((path) => rootOf(path)),
    ...[field('toolName'), ...(field('tools')?.children ?? [])].flatMap((tool) =>
      whole(tool, 'tool', 'reads'),
    ),
    ...peopleIn(field),
  ];
});

/** The name that a whole string is. */
export function whole(node: Node | undefined, kind: NameKind, role: LocalName['role']): LocalName[] {
  if (typeof node?.value !== 'string' || node.type !== 'string' || node.value === '') return [];
  return [{ kind, name: node.value, role, offset: node.offset + 1, length: Math.max(0, node.length - 2) }];
}

/** The variable that a path in a string begins with. */
export function rootOf(node: Node | undefined, role: LocalName['role'] = 'reads'): LocalName[] {
  if (typeof node?.value !== 'string') return [];
  const root = parsePath(node.value)?.root;
  const blanks = node.value.length - node.value.trimStart().length;
  if (root === undefined) return [];
  return [{ kind: 'variable', name: root, role, offset: node.offset + 1 + blanks, length: root.length }];
}

type FieldOf = (name: string) => Node | undefined;

const KINDS: ReadonlyMap<string, { kind: NameKind; role: LocalName['role'] }> = new Map<
  string,
  { kind: NameKind; role: LocalName['role'] }
>([
  ['sets', { kind: 'variable', role: 'sets' }],
  ['node', { kind: 'node', role: 'reads' }],
  ['bot', { kind: 'bot', role: 'reads' }],
  ['workflow', { kind: 'file', role: 'reads' }],
]);

function byReference({ type = '' }: NodeItem, field: FieldOf): LocalName[] {
  if (!isNodeType(type)) return whole(field('outputVariable'), 'variable', 'sets');
  const references: Readonly<Record<string, string>> = NODE_GUIDE[type].references;
  return Object.entries(references).flatMap(([name, what]) => {
    const row = KINDS.get(what);
    return row === undefined ? rootOf(field(name)) : whole(field(name), row.kind, row.role);
  });
}

/** Variables that keys name: properties of a schema, entries of `set`, a trigger's inputs. */
function setBySchema(type: string, field: FieldOf): LocalName[] {
  const schema = field('outputVariable') === undefined ? field('output_schema') : undefined;
  const inputs = type === 'trigger' ? field('inputs') : undefined;
  const keyed = [propertyOf(schema, 'properties')?.value, propertyOf(inputs, 'properties')?.value];
  const set = type === 'data_transform' ? field('set') : undefined;
  const listed = inputs?.type === 'array' ? (inputs.children ?? []) : [];
  return [
    ...[...keyed, set].flatMap((object) => keysOf(object).flatMap((key) => whole(key, 'variable', 'sets'))),
    ...listed.flatMap((name) => whole(name, 'variable', 'sets')),
  ];
}

export function keysOf(object: Node | undefined): Node[] {
  if (object?.type !== 'object') return [];
  return (object.children ?? []).flatMap(({ children: [key] = [] }) => (key === undefined ? [] : [key]));
}

function peopleIn(field: FieldOf): LocalName[] {
  const assignee = field('assignee');
  const pool = propertyOf(assignee, 'pool')?.value;
  const nodes = [
    assignee,
    pool,
    ...(pool?.children ?? []),
    propertyOf(field('escalation'), 'to')?.value,
    ...(field('levels')?.children ?? []).map((level) => propertyOf(level, 'to')?.value),
    ...(field('exclude')?.children ?? []),
    ...keysOf(propertyOf(field('approvals'), 'groups')?.value),
  ];
  return nodes.flatMap((node) => whole(node, 'person', 'reads'));
}

function stringsIn(node: Node | undefined): Node[] {
  if (node === undefined) return [];
  if (node.type === 'string') return [node];
  if (node.type === 'property') return stringsIn(node.children?.[1]);
  return (node.children ?? []).flatMap(stringsIn);
}

function readByTemplate(text: string, string: Node): LocalName[] {
  if (!text.slice(string.offset, string.offset + string.length).includes('{{')) return [];
  return inTemplates(string.value).map(({ root, offset }) => read(text, string, root, offset));
}

function readByCondition(text: string, string: Node | undefined): LocalName[] {
  if (string === undefined || typeof string.value !== 'string') return [];
  const source = string.value;
  const parsed = parse(source);
  if (parsed.kind === 'invalid') return readByTemplate(text, string);
  return inCondition(parsed.expression).map(({ root, offset }) =>
    read(text, string, root, Math.max(source.indexOf(root, offset), 0)),
  );
}

function read(text: string, string: Node, root: string, index: number): LocalName {
  const offset = offsetInString(text, string, index);
  return { kind: 'variable', name: root, role: 'reads', offset, length: root.length };
}
