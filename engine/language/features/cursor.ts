/** What stands under the cursor, in terms of the language: which reference, text, condition or gap. Any text, any place. */
import { findNodeAtOffset, getLocation, type Node } from 'jsonc-parser';
import { NODE_GUIDE } from '../../../schemas/generated/node-guide.ts';
import { isNodeType, rowOf } from '../../model/node-table.ts';
import type { Span } from '../document.ts';
import { type Meaning, meaningInConfig, meaningInScenario } from './cursor-paths.ts';
import type { OpenFile } from './file.ts';
import { type EdgeItem, isParseable, type NodeItem } from './items.ts';
import { itemAt } from './outline.ts';

export type { Meaning } from './cursor-paths.ts';

export interface Token extends Span {
  /** The string as it is written, without its quotes. */
  readonly text: string;
}

export interface Cursor {
  readonly offset: number;
  /** The keys that lead here from the file's root. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  /** The string around the cursor, its inside; none where no quote is open. */
  readonly token: Token | undefined;
  readonly meaning: Meaning;
  /** The node or edge that the cursor is in. */
  readonly node: NodeItem | undefined;
  readonly edge: EdgeItem | undefined;
}

export function cursorAt(file: OpenFile, offset: number): Cursor {
  if (file.kind === 'workflow') return inWorkflow(file, offset);
  const { path, isKey, token } = locate(file.text, file.tree, offset, 0);
  const meaning = (file.kind === 'scenario' ? meaningInScenario : meaningInConfig)(path, isKey);
  return { offset, path, isKey, token, meaning, node: undefined, edge: undefined };
}

function inWorkflow({ text, outline }: OpenFile, offset: number): Cursor {
  const { nodes, edges } = outline;
  const atNode = itemAt(nodes, offset);
  const node = nodes.items[atNode];
  const atEdge = node === undefined ? itemAt(edges, offset) : -1;
  const edge = edges.items[atEdge];
  const item = node ?? edge;
  if (item !== undefined) {
    const start = (node === undefined ? edges.offsets[atEdge] : nodes.offsets[atNode]) ?? 0;
    const { path, isKey, token } = locate(item.text, item.tree, offset - start, start);
    const meaning = node === undefined ? meaningInEdge(path, isKey) : meaningInNode(node, path, isKey);
    const whole = [node === undefined ? 'edges' : 'nodes', Math.max(atNode, atEdge), ...path];
    return { offset, path: whole, isKey, token, meaning, node, edge };
  }
  for (const [key, list] of [['nodes', nodes] as const, ['edges', edges] as const]) {
    if (list.length === 0 || offset <= list.offset || offset >= list.offset + list.length) continue;
    const meaning: Meaning = { kind: key === 'nodes' ? 'new-node' : 'new-edge' };
    return { offset, path: [key], isKey: false, token: undefined, meaning, node: undefined, edge: undefined };
  }
  const member = outline.members.find(
    ({ keyOffset, offset: value, length }) => keyOffset <= offset && offset <= value + length,
  );
  if (member === undefined)
    return { offset, path: [], isKey: false, token: undefined, meaning: { kind: 'nothing' }, node, edge };
  const own = `{${text.slice(member.keyOffset, member.offset + member.length)}`;
  const { path, isKey, token } = locate(own, undefined, offset - member.keyOffset + 1, member.keyOffset - 1);
  const meaning: Meaning = path[0] === 'bot' && !isKey ? { kind: 'own-bot' } : { kind: 'nothing' };
  return { offset, path, isKey, token, meaning, node, edge };
}

function meaningInEdge(path: readonly (string | number)[], isKey: boolean): Meaning {
  if (isKey) return { kind: 'field' };
  const what = typeof path[0] === 'string' ? EDGE_FIELDS.get(path[0]) : undefined;
  return what ?? { kind: 'nothing' };
}

const EDGE_FIELDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['source', { kind: 'node' }],
  ['from', { kind: 'node' }],
  ['target', { kind: 'node' }],
  ['to', { kind: 'node' }],
  ['sourceHandle', { kind: 'handle' }],
  ['when', { kind: 'condition' }],
]);

function meaningInNode(
  { type = '' }: NodeItem,
  whole: readonly (string | number)[],
  isKey: boolean,
): Meaning {
  const path = whole[0] === 'data' ? whole.slice(1) : whole;
  const [field] = path;
  if (typeof field !== 'string') return { kind: 'nothing' };
  if (isKey && field === 'arguments' && path.length === 2) return { kind: 'argument' };
  if (isKey) return isPerson(path) ? { kind: 'person' } : { kind: 'field' };
  if (whole.length === 1 && field === 'id') return { kind: 'own-id' };
  if (whole.length === 1 && field === 'type') return { kind: 'node-type' };
  if (field === 'toolName' || field === 'tools') return { kind: 'tool' };
  if (field === 'arguments') return { kind: 'arguments' };
  if (isPerson(path)) return { kind: 'person' };
  if (field === 'editable') return { kind: 'variable' };
  if (field === 'routes' && path[2] === 'when') return { kind: 'condition' };
  if (!isNodeType(type)) return { kind: 'text' };
  const references: Readonly<Record<string, string>> = NODE_GUIDE[type].references;
  const reference = REFERENCES.get(references[field] ?? '');
  if (reference !== undefined) return reference;
  const row = rowOf(type);
  if (row.conditions.includes(field as never)) return { kind: 'condition' };
  if (row.templated.includes(field as never)) return { kind: 'text' };
  return { kind: 'nothing' };
}

const REFERENCES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['sets', { kind: 'own-variable' }],
  ['reads', { kind: 'variable' }],
  ['node', { kind: 'node' }],
  ['bot', { kind: 'bot' }],
  ['workflow', { kind: 'file' }],
]);

function isPerson([field, second, third]: readonly (string | number)[]): boolean {
  if (field === 'assignee') return second === undefined || second === 'pool';
  if (field === 'escalation') return second === 'to';
  if (field === 'levels') return third === 'to';
  if (field === 'approvals') return second === 'groups';
  return field === 'exclude';
}

/** `start` is where `text` begins in the file. */
function locate(text: string, tree: Node | undefined, at: number, start: number) {
  if (!isParseable(text)) return { path: [], isKey: false, token: undefined };
  const { path, isAtPropertyKey, previousNode } = getLocation(text, at);
  const found = tree === undefined ? previousNode : findNodeAtOffset(tree, at, true);
  return {
    path,
    isKey: isAtPropertyKey,
    token: tokenOf(text, found?.type === 'string' ? found : previousNode, at, start),
  };
}

function tokenOf(text: string, node: Node | undefined, at: number, start: number): Token | undefined {
  if (node === undefined || text[node.offset] !== '"' || at <= node.offset) return undefined;
  const end = node.offset + node.length;
  const isClosed = node.length > 1 && text[end - 1] === '"';
  const inside = isClosed ? end - 1 : end;
  if (at > inside) return undefined;
  return {
    offset: start + node.offset + 1,
    length: inside - node.offset - 1,
    text: text.slice(node.offset + 1, inside),
  };
}
