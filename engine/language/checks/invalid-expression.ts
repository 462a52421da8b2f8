import { conditionProblems } from '../../model/read.ts';
import { type Check, type Finding, finding } from '../check.ts';
import type { WorkflowDocument } from '../document.ts';
import type { Template } from '../templates.ts';

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
  ...document.templates().flatMap((template) => inTemplate(document, template)),
];

function inTemplate(document: WorkflowDocument, { malformed, string, nodeId }: Template): Finding[] {
  return malformed.map((part) => {
    const message = `{{${part.source}}} is no path and would be empty; write a variable such as {{order.total}}.`;
    return finding('invalid-expression', message, document.within(string, part.offset, part.length), nodeId);
  });
}
