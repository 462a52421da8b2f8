/** Every text of a workflow that holds templates, taken apart once. */
import type { Node } from '../model/json-text.ts';
import { rowOf } from '../model/node-table.ts';
import { fieldNode } from '../model/read.ts';
import { remembered } from '../model/remembered.ts';
import { type Part, split } from '../model/template.ts';
import type { NodeType } from '../model/workflow.ts';
import type { WorkflowDocument } from './document.ts';

type Malformed = Extract<Part, { kind: 'malformed' }>;

export interface Template {
  readonly parts: readonly Part[];
  /** Those of them that are no path. */
  readonly malformed: readonly Malformed[];
  /** The string in the file. */
  readonly string: Node;
  readonly nodeId: string;
}

export function templatesOf(document: WorkflowDocument): Template[] {
  return document.nodes.flatMap(({ id, type }) => {
    const item = document.itemOf(id);
    return item === undefined ? [] : templatesIn(item, id, type);
  });
}

const templatesIn = remembered((item: Node, id: string, type: NodeType): Template[] => {
  const found: Template[] = [];
  for (const name of rowOf(type).templated) {
    const value = fieldNode(item, name)?.value;
    if (value !== undefined) collect(value, id, found);
  }
  return found;
});

function collect(node: Node, nodeId: string, found: Template[]): void {
  if (node.type === 'string') {
    const text = String(node.value);
    if (text.includes('{{')) found.push(templateIn(text, node, nodeId));
    return;
  }
  const values =
    node.type === 'object' ? (node.children ?? []).map(({ children }) => children?.[1]) : node.children;
  for (const value of values ?? []) if (value !== undefined) collect(value, nodeId, found);
}

function templateIn(text: string, string: Node, nodeId: string): Template {
  const parts = split(text);
  return { parts, malformed: parts.filter((part) => part.kind === 'malformed'), string, nodeId };
}
