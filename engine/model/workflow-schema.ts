/** Both steps of a workflow's validation: the envelope, then each node's fields by the schema of its type. */
import * as schemas from '../../schemas/generated/validate-workflow.js';
import type { NodeType } from '../../schemas/workflow/node-fields.ts';
import { formProblems } from './form-schema.ts';
import { type Node, propertyOf } from './json-text.ts';
import { member } from './path.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';
import { remembered } from './remembered.ts';
import { type SchemaProblem, schemaProblems } from './schema-problem.ts';

/** What is wrong with the frame: ids, types, the ends of edges. */
export function envelopeProblems(value: unknown, tree: Node): Problem[] {
  const ends = (propertyOf(tree, 'edges')?.value.children ?? []).flatMap(missingEnds);
  const frame = schemaProblems(schemas, 'envelope', value).map(({ message, ...where }) =>
    problem(message, placeOf(tree, where)),
  );
  return [...frame, ...ends];
}

/** What is wrong with one node's fields, in `data` or beside it. */
export function fieldProblems(type: NodeType, fields: unknown, item: Node, id: string): Problem[] {
  return problemsIn(type, fields).map(({ message, path, key }) => {
    const holder = propertyOf(item, 'data')?.value;
    const inData = holder !== undefined && propertyOf(holder, path[0] ?? key ?? '') !== undefined;
    const place = path.length === 0 && key === undefined ? propertyOf(item, 'type')?.value : undefined;
    return { ...problem(message, place ?? placeOf(inData ? holder : item, { path, key })), nodeId: id };
  });
}

/** Names of the fields that do not fit; the empty name where it is not one field, such as one that is missing. */
export function unfitFields(type: NodeType, fields: unknown): string[] {
  return problemsIn(type, fields).map(({ path, key }) => path[0] ?? key ?? '');
}

function problemsIn(type: NodeType, fields: unknown): SchemaProblem[] {
  const form = formProblems(member(fields, 'response_schema'));
  const inForm = form.map((wrong) => ({ ...wrong, path: ['response_schema', ...wrong.path] }));
  return [...schemaProblems(schemas, type, fields), ...inForm];
}

const ENDS = [
  ['source', 'from', 'leaves'],
  ['target', 'to', 'leads to'],
] as const;

const NONE: readonly Problem[] = [];

const hasBoth = remembered((edge: Node) =>
  ENDS.every(
    ([name, other]) => propertyOf(edge, name) !== undefined || propertyOf(edge, other) !== undefined,
  ),
);

function missingEnds(edge: Node): readonly Problem[] {
  if (edge.type !== 'object' || hasBoth(edge)) return NONE;
  return ENDS.flatMap(([name, other, does]) =>
    propertyOf(edge, name) === undefined && propertyOf(edge, other) === undefined
      ? [problem(`"${name}" (or "${other}") is missing; name the node that this edge ${does}.`, edge)]
      : [],
  );
}

function problem(message: string, { offset, length }: { offset: number; length: number }): Problem {
  return { code: 'invalid-schema', severity: 'error', message, offset, length };
}
