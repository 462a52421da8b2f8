/** Every place of a workflow that reads a variable: templates in texts, and conditions. */
import { references as conditionReferences, type Expression } from '../model/condition.ts';
import type { Node } from '../model/json-text.ts';
import { remembered } from '../model/remembered.ts';
import type { Edge } from '../model/workflow.ts';
import type { Span, WorkflowDocument } from './document.ts';
import { neededIn } from './flow/needs.ts';
import type { Template } from './templates.ts';

export interface Use {
  /** The variable. */
  readonly root: string;
  /** The whole path, as it is written. */
  readonly path: string;
  /** The string in the file, and where in its value the path stands. */
  readonly string: Node;
  readonly index: number;
  readonly length: number;
  readonly nodeId: string;
  /** The same for one variable read by one node or one edge, however often. */
  readonly reader: string;
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
  return [
    ...document.templates().flatMap((one) => inTemplate(one)),
    ...document.conditions().flatMap((one) => inCondition(one)),
  ];
}

/** Where a use stands in the file. */
export function placeOfUse(document: WorkflowDocument, { string, index, length }: Use): Span {
  return document.within(string, index, length);
}

const inTemplate = remembered(({ parts, string, nodeId }: Template): Use[] =>
  parts.flatMap((part) => {
    if (part.kind !== 'path') return [];
    const { root, text } = part.path;
    const index = String(string.value).indexOf(text, part.offset);
    return [
      {
        root,
        path: text,
        string,
        index,
        length: text.length,
        nodeId,
        reader: readerOf(nodeId, root),
        optional: false,
      },
    ];
  }),
);

const inCondition = remembered(({ expression, string, nodeId, edge }: Condition): Use[] => {
  if (expression === undefined) return [];
  const needed = neededIn(expression.tree);
  return conditionReferences(expression).map(({ root, path, offset, length }) => ({
    root,
    path,
    string,
    index: offset,
    length,
    nodeId,
    reader: readerOf(nodeId, root, edge),
    ...(edge === undefined ? {} : { edge }),
    optional: !needed.has(offset),
  }));
});

function readerOf(nodeId: string, root: string, edge?: Edge): string {
  return `${nodeId}\n${edge?.index ?? ''}\n${root}`;
}
