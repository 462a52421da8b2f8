import { rowOf } from '../../model/node-table.ts';
import { conditionProblems } from '../../model/read.ts';
import { malformed } from '../../model/template.ts';
import type { KnownNode } from '../../model/workflow.ts';
import { type Check, type Finding, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';

/** Conditions of nodes can be read, and between braces stands a path; edges are looked at when the file is read. */
export const invalidExpression: Check = (document) => [
  ...document
    .conditions()
    .flatMap(({ expression, edge, string, nodeId }) =>
      expression !== undefined || edge !== undefined
        ? []
        : conditionProblems(document.text, string, nodeId).map((problem) =>
            finding('invalid-expression', problem.message, problem, nodeId),
          ),
    ),
  ...document.nodes.flatMap((node) => inTemplates(document, node)),
];

function inTemplates(document: WorkflowDocument, node: KnownNode): Finding[] {
  const fields: Readonly<Record<string, unknown>> = node.fields;
  return rowOf(node.type).templated.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || (typeof value === 'string' && !value.includes('{{'))) return [];
    return malformed(value).flatMap(({ source, offset, length, at }) => {
      const string = document.field(node, [name, ...at]);
      if (string === undefined) return [];
      const message = `{{${source}}} is no path and would be empty; write a variable such as {{order.total}}.`;
      return [finding('invalid-expression', message, document.within(string, offset, length), node.id)];
    });
  });
}
