/**
 * A workflow's text as checks see it: the model, where everything in it stands, and what follows from it. Each answer is
 * worked out once, when a check first asks.
 */
import type { Config } from '../model/config.ts';
import { type Node, propertyOf } from '../model/json-text.ts';
import { nodeAt, offsetInString } from '../model/place.ts';
import type { Problem } from '../model/problem.ts';
import { fieldNode, type ReadWorkflow, read } from '../model/read.ts';
import type { Edge, KnownNode, Workflow, WorkflowNode } from '../model/workflow.ts';
import { conditionsOf } from './conditions.ts';
import { type Definitions, definitionsOf } from './flow/definitions.ts';
import { type FlowGraph, flowOf } from './flow/graph.ts';
import { type HandoffNode, isHandoff } from './handoffs.ts';
import { type Template, templatesOf } from './templates.ts';
import { riskyNodes } from './tools.ts';
import { type Condition, type Use, usesOf } from './uses.ts';

export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** What lies around a file. */
export interface Surroundings {
  /** The configuration in force; without it nothing is known of people, tools and rules. */
  readonly config?: Config;
  /** The file's path, whose name is the bot where the file names none. */
  readonly file?: string;
  /** Bots of the other workflows of its folder, each with the file that has it. */
  readonly bots?: ReadonlyMap<string, string>;
  /** What a run can go on with; without it nothing is known of other files. */
  readonly runnable?: Runnable;
}

/** The workflows of a folder that a run of this one can come to. */
export interface Runnable {
  /** Bots that have a workflow; left out where other folders may have more. */
  readonly bots?: ReadonlySet<string>;
  /** Paths of the workflow files, from the folder and with `/`. */
  readonly files: ReadonlySet<string>;
  /** The path of this file, in the same words. */
  readonly own: string;
  /** Whether runs reach nothing but these files; else other folders are not known. */
  readonly isAll: boolean;
}

export interface WorkflowDocument extends Surroundings {
  readonly text: string;
  readonly tree: Node;
  readonly workflow: Workflow;
  /** What reading found. */
  readonly problems: readonly Problem[];
  /** Nodes of known types whose fields fit. */
  readonly nodes: readonly KnownNode[];
  readonly handoffs: readonly HandoffNode[];
  /** Whether a user's message starts runs; without a trigger nobody knows, so it is assumed. */
  readonly isConversation: boolean;
  /** Where a node's id stands. */
  idOf(node: WorkflowNode): Span;
  /** Where the id of a node stands, by the id. */
  placeOf(id: string): Span | undefined;
  /** The object of a node in the tree. */
  itemOf(id: string): Node | undefined;
  /** The value at a path inside a node's fields, in whichever shape they are written. */
  field(node: WorkflowNode, path: readonly (string | number)[]): Node | undefined;
  /** A member of an edge, by the first of these names that is there. */
  edgePart(edge: Edge, ...names: readonly string[]): Node | undefined;
  /** A stretch inside a string's value. */
  within(string: Node, index: number, length: number): Span;
  flow(): FlowGraph;
  definitions(): Definitions;
  /** Nodes that should have a person before them, with the tools that are why. */
  risky(): ReadonlyMap<string, readonly string[]>;
  templates(): readonly Template[];
  conditions(): readonly Condition[];
  uses(): readonly Use[];
}

/** Opens a text; `undefined` where there is no tree to look at. A reader that keeps what it knows may be given. */
export function openDocument(
  text: string,
  surroundings: Surroundings = {},
  readText: (text: string) => ReadWorkflow = read,
): { document?: WorkflowDocument; problems: readonly Problem[] } {
  const { tree, draft: workflow, problems } = readText(text);
  if (tree === undefined || problems.some(({ code }) => code === 'invalid-json')) return { problems };
  const items = itemsOf(tree);
  const edges = propertyOf(tree, 'edges')?.value.children ?? [];
  const nodes = [...workflow.nodes.values()].filter((node) => node.type !== 'unknown');
  const placeIn = placesIn(text);
  const document: WorkflowDocument = {
    ...surroundings,
    text,
    tree,
    workflow,
    problems,
    nodes,
    handoffs: nodes.filter(isHandoff),
    isConversation: isConversation(nodes),
    idOf: (node) => propertyOf(items.get(node.id), 'id')?.value ?? tree,
    placeOf: (id) => propertyOf(items.get(id), 'id')?.value,
    itemOf: (id) => items.get(id),
    field(node, [name, ...path]) {
      const item = items.get(node.id);
      const value = item === undefined ? undefined : fieldNode(item, String(name))?.value;
      return value === undefined ? undefined : nodeAt(value, path);
    },
    edgePart(edge, ...names) {
      const parts = names.map((name) => propertyOf(edges[edge.index], name)?.value);
      return parts.find((part) => part !== undefined) ?? edges[edge.index];
    },
    within(string, index, length) {
      const offset = placeIn(string, index);
      return { offset, length: Math.max(1, placeIn(string, index + length) - offset) };
    },
    flow: once(() => flowOf(workflow)),
    definitions: once(() => definitionsOf(document.flow())),
    risky: once(() => riskyNodes(nodes, surroundings.config)),
    templates: once(() => templatesOf(document)),
    conditions: once(() => conditionsOf(document)),
    uses: once(() => usesOf(document)),
  };
  return { document, problems };
}

/** Positions inside strings: at once where nothing is escaped, else on from the last one that was asked for. */
function placesIn(text: string): (string: Node, index: number) => number {
  let last: { string: Node; index: number; offset: number } | undefined;
  return (string, index) => {
    if (String(string.value).length === string.length - 2) return string.offset + 1 + index;
    const known = last?.string === string && last.index <= index ? last : undefined;
    const offset =
      known === undefined
        ? offsetInString(text, string, index)
        : offsetInString(text, restOf(string, known.offset), index - known.index);
    last = { string, index, offset };
    return offset;
  };
}

/** The part of a string from an offset on, as if it began there. */
function restOf(string: Node, offset: number): Node {
  return { ...string, offset: offset - 1, length: string.offset + string.length - offset + 1 };
}

function itemsOf(tree: Node): Map<string, Node> {
  const items = new Map<string, Node>();
  for (const item of propertyOf(tree, 'nodes')?.value.children ?? []) {
    const id = propertyOf(item, 'id')?.value.value;
    const type = propertyOf(item, 'type')?.value.value;
    if (typeof id === 'string' && typeof type === 'string' && !items.has(id)) items.set(id, item);
  }
  return items;
}

function isConversation(nodes: readonly KnownNode[]): boolean {
  const triggers = nodes.filter((node) => node.type === 'trigger');
  return triggers.length === 0 || triggers.some(({ fields }) => fields.triggerType === 'message_received');
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
