/**
 * From a file's text to a workflow. Both shapes and mixtures of them become one model; what is wrong becomes
 * problems with their place. A file that is not JSON, not of the schema, has an id twice or an edge to nowhere is not
 * loadable; all other problems never stop a run.
 */

import { conditionOf, parse } from './condition.ts';
import { rereadJson } from './json-reread.ts';
import { type JsonText, type Node, propertyOf, readJson } from './json-text.ts';
import { isNodeType } from './node-table.ts';
import { member } from './path.ts';
import { offsetInString } from './place.ts';
import type { Problem } from './problem.ts';
import { remembered } from './remembered.ts';
import type { Edge, KnownNode, Workflow, WorkflowNode } from './workflow.ts';
import { envelopeProblems, fieldProblems } from './workflow-schema.ts';

export interface ReadWorkflow {
  /** There only where the file is loadable. */
  readonly workflow?: Workflow;
  /** What could be understood, for the editor; nodes whose fields do not fit their type are of unknown type. */
  readonly draft: Workflow;
  readonly problems: readonly Problem[];
  readonly tree: Node | undefined;
}

/** Codes that make a file unloadable. */
const FATAL: ReadonlySet<string> = new Set([
  'invalid-json',
  'invalid-schema',
  'duplicate-id',
  'dangling-edge',
]);

type Fields = Readonly<Record<string, unknown>>;

/** Reads a workflow's text. Never throws; every problem says where, what was expected and what to do. */
export function read(text: string): ReadWorkflow {
  return readFrom(text, readJson(text));
}

/**
 * Reads one text after another, each as `read` would, for the price of what changed: nodes and edges whose text is the same
 * stay the same objects. What was given for a text is spent when the next one is read.
 */
export function reader(): (text: string) => ReadWorkflow {
  let last: { readonly text: string; readonly json: JsonText } | undefined;
  return (text) => {
    const json = (last && rereadJson(text, last.text, last.json)) ?? readJson(text);
    last = { text, json };
    return readFrom(text, json);
  };
}

function readFrom(text: string, { tree, value, problems: syntax }: JsonText): ReadWorkflow {
  if (tree === undefined || syntax.length > 0) return { draft: EMPTY, problems: syntax, tree };
  const problems: Problem[] = envelopeProblems(value, tree);
  const nodes = readNodes(tree, value, problems);
  const edges = readEdges(text, tree, nodes, problems);
  const draft: Workflow = { ...readHead(value), nodes, edges, outgoing: groupBySource(edges) };
  const loadable = !problems.some(({ code }) => FATAL.has(code));
  return { ...(loadable ? { workflow: draft } : {}), draft, problems, tree };
}

/** The fields of a node as both shapes give them: `data` goes over what stands beside it. */
function mergedFields(node: Fields): Fields {
  const { id: _id, type: _type, data, ...flat } = node;
  return isObject(data) ? { ...flat, ...data } : flat;
}

/** Where a field of a node stands in the tree, in `data` or beside it. */
export function fieldNode(node: Node, name: string): { key: Node; value: Node } | undefined {
  return propertyOf(propertyOf(node, 'data')?.value, name) ?? propertyOf(node, name);
}

const EMPTY: Workflow = { ignore: [], nodes: new Map(), edges: [], outgoing: new Map() };

function readHead(value: unknown): Pick<Workflow, 'name' | 'bot' | 'ignore'> {
  const { name, bot, ignore } = isObject(value) ? value : {};
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof bot === 'string' ? { bot } : {}),
    ignore: Array.isArray(ignore) ? ignore.filter((code) => typeof code === 'string') : [],
  };
}

function readNodes(tree: Node, value: unknown, problems: Problem[]): Map<string, WorkflowNode> {
  const nodes = new Map<string, WorkflowNode>();
  const values = member(value, 'nodes');
  for (const [index, item] of (propertyOf(tree, 'nodes')?.value.children ?? []).entries()) {
    const id = propertyOf(item, 'id')?.value;
    const type = propertyOf(item, 'type')?.value;
    if (typeof id?.value !== 'string' || typeof type?.value !== 'string') continue;
    if (nodes.has(id.value)) {
      problems.push(
        at(id, 'duplicate-id', `The id "${id.value}" is there twice; give this node another one.`, id.value),
      );
      continue;
    }
    const { node, problems: own } = understood(item, member(values, index));
    nodes.set(id.value, node);
    for (const problem of own) problems.push({ ...problem, offset: problem.offset + item.offset });
  }
  return nodes;
}

/** A problem of an item wherever that stands: its offset is counted from the item's. */
function fromItem(problem: Problem, item: Node): Problem {
  return { ...problem, offset: problem.offset - item.offset };
}

const understood = remembered((item: Node, value: unknown) => {
  const problems: Problem[] = [];
  const type = propertyOf(item, 'type')?.value;
  const node = readNode(item, value, String(propertyOf(item, 'id')?.value.value), type ?? item, problems);
  return { node, problems: problems.map((problem) => fromItem(problem, item)) };
});

function readNode(item: Node, value: unknown, id: string, type: Node, problems: Problem[]): WorkflowNode {
  const fields = mergedFields(isObject(value) ? value : {});
  const declaredType = declaredTypeOf(String(type.value), fields);
  if (!isNodeType(declaredType)) {
    const message = `The type "${declaredType}" is not known; a run that gets here goes to a person.`;
    problems.push({ ...at(type, 'unknown-node-type', message, id), severity: 'information' });
    return { id, type: 'unknown', declaredType, fields };
  }
  const wrong = fieldProblems(declaredType, fields, item, id);
  problems.push(...wrong);
  if (wrong.length > 0) return { id, type: 'unknown', declaredType, fields };
  return { id, type: declaredType, fields } as unknown as KnownNode;
}

/** An action other than a handoff is a type of its own. */
function declaredTypeOf(type: string, fields: Fields): string {
  const { actionType } = fields;
  return type === 'action' && typeof actionType === 'string' && actionType !== 'human_handoff'
    ? `action:${actionType}`
    : type;
}

function readEdges(
  text: string,
  tree: Node,
  nodes: ReadonlyMap<string, WorkflowNode>,
  problems: Problem[],
): Edge[] {
  return (propertyOf(tree, 'edges')?.value.children ?? []).flatMap((item, index) => {
    const { source, target } = endsOf(item);
    if (typeof source?.value !== 'string' || typeof target?.value !== 'string') return [];
    for (const end of [source, target]) {
      if (nodes.has(end.value)) continue;
      problems.push(at(end, 'dangling-edge', `There is no node "${end.value}"; name one that is there.`));
    }
    const read = understoodEdge(item, text, source.value, target.value);
    // Where an edge stands among the others may change while it stays the same.
    if (read.edge.index !== index) read.edge = { ...read.edge, index };
    for (const problem of read.problems) problems.push({ ...problem, offset: problem.offset + item.offset });
    return [read.edge];
  });
}

const endsOf = remembered((item: Node) => ({
  source: propertyOf(item, 'source')?.value ?? propertyOf(item, 'from')?.value,
  target: propertyOf(item, 'target')?.value ?? propertyOf(item, 'to')?.value,
}));

const understoodEdge = remembered((item: Node, file: string, source: string, target: string) => {
  const problems: Problem[] = [];
  const edge = readEdge(file, item, 0, source, target, problems);
  return { edge, problems: problems.map((problem) => fromItem(problem, item)) };
});

function readEdge(
  file: string,
  item: Node,
  index: number,
  source: string,
  target: string,
  problems: Problem[],
): Edge {
  const text = (name: string): string | undefined => {
    const value = propertyOf(item, name)?.value.value;
    return typeof value === 'string' ? value : undefined;
  };
  const id = text('id');
  const when = text('when');
  const handle = text('type') === 'on_failure' ? 'error' : text('sourceHandle') || undefined;
  const condition = when === undefined ? undefined : conditionOf(when);
  if (condition?.tree.kind === 'broken') {
    problems.push(...conditionProblems(file, propertyOf(item, 'when')?.value, source));
  }
  return {
    index,
    ...(id === undefined ? {} : { id }),
    source,
    target,
    ...(handle === undefined ? {} : { handle }),
    ...(condition === undefined ? {} : { when: condition }),
  };
}

/** `invalid-expression` at the place inside the string where the condition stops making sense. */
export function conditionProblems(text: string, string: Node | undefined, nodeId?: string): Problem[] {
  if (typeof string?.value !== 'string') return [];
  const parsed = parse(string.value);
  if (parsed.kind === 'ok') return [];
  const whole = at(string, 'invalid-expression', parsed.message, nodeId);
  const offset = offsetInString(text, string, parsed.offset);
  const end = offsetInString(text, string, parsed.offset + parsed.length);
  return [{ ...whole, offset, length: Math.max(end - offset, 1) }];
}

function groupBySource(edges: readonly Edge[]): Map<string, Edge[]> {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(edge.source);
    if (group === undefined) groups.set(edge.source, [edge]);
    else group.push(edge);
  }
  return groups;
}

function at(node: Node, code: string, message: string, nodeId?: string): Problem {
  const place = { code, message, offset: node.offset, length: node.length };
  return { severity: 'error', ...place, ...(nodeId === undefined ? {} : { nodeId }) };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
