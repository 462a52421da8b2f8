/** Every place of a workflow that reads a variable: templates in texts, and conditions. */
import { references as conditionReferences, type Expression } from '../model/condition.ts';
import type { Node } from '../model/json-text.ts';
import { rowOf } from '../model/node-table.ts';
import { references } from '../model/template.ts';
import type { Edge, KnownNode } from '../model/workflow.ts';
import type { Span, WorkflowDocument } from './document.ts';
import { neededIn } from './flow/needs.ts';

export interface Use {
  /** The variable. */
  readonly root: string;
  /** The whole path, as it is written. */
  readonly path: string;
  readonly place: Span;
  readonly nodeId: string;
  /** The edge whose condition reads it. */
  readonly edge?: Edge;
  /** Whether the reader can live without it: it is compared for equality, or only its truth is asked. */
  readonly optional: boolean;
}

/** A condition of a workflow, where it stands and who asks it. */
export interface Condition {
  readonly source: string;
  readonly expression: Expression | undefined;
  /** The string in the file. */
  readonly string: Node;
  readonly nodeId: string;
  readonly edge?: Edge;
}

export function usesOf(document: WorkflowDocument): Use[] {
  const templates = document.nodes.flatMap((node) => inTemplates(document, node));
  return [...templates, ...document.conditions().flatMap((condition) => inCondition(document, condition))];
}

function inTemplates(document: WorkflowDocument, node: KnownNode): Use[] {
  const fields: Readonly<Record<string, unknown>> = node.fields;
  return rowOf(node.type).templated.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || (typeof value === 'string' && !value.includes('{{'))) return [];
    return references(value).flatMap(({ root, path, offset, at }) => {
      const string = document.field(node, [name, ...at]);
      if (string === undefined) return [];
      const place = document.within(string, offset, path.length);
      return [{ root, path, place, nodeId: node.id, optional: false }];
    });
  });
}

function inCondition(document: WorkflowDocument, { expression, string, nodeId, edge }: Condition): Use[] {
  if (expression === undefined) return [];
  const needed = neededIn(expression.tree);
  return conditionReferences(expression).map(({ root, path, offset, length }) => ({
    root,
    path,
    place: document.within(string, offset, length),
    nodeId,
    ...(edge === undefined ? {} : { edge }),
    optional: !needed.has(offset),
  }));
}
