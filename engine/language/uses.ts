/** Every place of a workflow that reads a variable: templates in texts, and conditions. */
import { references as conditionReferences, type Expression } from '../model/condition.ts';
import type { Node } from '../model/json-text.ts';
import type { Edge } from '../model/workflow.ts';
import type { Span, WorkflowDocument } from './document.ts';
import { neededIn } from './flow/needs.ts';
import type { Template } from './templates.ts';

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
  const templates = document.templates().flatMap((template) => inTemplate(document, template));
  return [...templates, ...document.conditions().flatMap((condition) => inCondition(document, condition))];
}

function inTemplate(document: WorkflowDocument, { parts, string, nodeId }: Template): Use[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'path') return [];
    const { root, text } = part.path;
    const place = document.within(string, String(string.value).indexOf(text, part.offset), text.length);
    return [{ root, path: text, place, nodeId, optional: false }];
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
