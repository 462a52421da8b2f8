/** A workflow's text as checks see it: the model, and where everything in it stands. */
import type { Config } from '../model/config.ts';
import { type Node, propertyOf } from '../model/json-text.ts';
import { nodeAt, offsetInString } from '../model/place.ts';
import type { Problem } from '../model/problem.ts';
import { fieldNode, read } from '../model/read.ts';
import type { Edge, Workflow, WorkflowNode } from '../model/workflow.ts';

export interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface WorkflowDocument {
  readonly text: string;
  readonly tree: Node;
  readonly workflow: Workflow;
  /** What reading found. */
  readonly problems: readonly Problem[];
  readonly config: Config | undefined;
  /** Where a node's id stands. */
  idOf(node: WorkflowNode): Span;
  /** The value at a path inside a node's fields, in whichever shape they are written. */
  field(node: WorkflowNode, path: readonly (string | number)[]): Node | undefined;
  /** A member of an edge, by the first of these names that is there. */
  edgePart(edge: Edge, ...names: readonly string[]): Node | undefined;
  /** A stretch inside a string's value. */
  within(string: Node, index: number, length: number): Span;
}

/** Opens a text; `undefined` where there is no tree to look at. */
export function openDocument(
  text: string,
  config?: Config,
): { document?: WorkflowDocument; problems: readonly Problem[] } {
  const { tree, draft: workflow, problems } = read(text);
  if (tree === undefined || problems.some(({ code }) => code === 'invalid-json')) return { problems };
  const items = new Map<string, Node>();
  for (const item of propertyOf(tree, 'nodes')?.value.children ?? []) {
    const id = propertyOf(item, 'id')?.value.value;
    if (typeof id === 'string' && !items.has(id)) items.set(id, item);
  }
  const edges = propertyOf(tree, 'edges')?.value.children ?? [];
  const itemOf = (node: WorkflowNode): Node => items.get(node.id) ?? tree;
  const document: WorkflowDocument = {
    text,
    tree,
    workflow,
    problems,
    config,
    idOf: (node) => propertyOf(itemOf(node), 'id')?.value ?? tree,
    field(node, [name, ...path]) {
      const value = fieldNode(itemOf(node), String(name))?.value;
      return value === undefined ? undefined : nodeAt(value, path);
    },
    edgePart(edge, ...names) {
      const parts = names.map((name) => propertyOf(edges[edge.index], name)?.value);
      return parts.find((part) => part !== undefined) ?? edges[edge.index];
    },
    within(string, index, length) {
      const offset = offsetInString(text, string, index);
      return { offset, length: Math.max(1, offsetInString(text, string, index + length) - offset) };
    },
  };
  return { document, problems };
}
