import { rowOf } from '../../model/node-table.ts';
import { conditionProblems } from '../../model/read.ts';
import { malformed } from '../../model/template.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, type Finding, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';

/** Conditions of nodes can be read, and between braces stands a path; edges are looked at when the file is read. */
export const invalidExpression: Check = (document) =>
  [...document.workflow.nodes.values()].flatMap((node) =>
    node.type === 'unknown' ? [] : [...inConditions(document, node), ...inTemplates(document, node)],
  );

function inConditions(document: WorkflowDocument, node: KnownNode): Finding[] {
  return rowOf(node.type).conditions.flatMap((name) =>
    conditionProblems(document.text, document.field(node, [name]), node.id).map((problem) =>
      finding('invalid-expression', problem.message, problem, node.id),
    ),
  );
}

function inTemplates(document: WorkflowDocument, node: KnownNode): Finding[] {
  const fields: Readonly<Record<string, unknown>> = { ...node.fields };
  return rowOf(node.type).templated.flatMap((name) =>
    malformed(fields[name]).flatMap(({ source, offset, length, at }) => {
      const string = document.field(node, [name, ...at]);
      if (string === undefined) return [];
      const message = `{{${source}}} is no path and would be empty; write a variable such as {{order.total}}.`;
      return [finding('invalid-expression', message, document.within(string, offset, length), node.id)];
    }),
  );
}
