/** What a form's schema may not be beyond its JSON Schema: too deep, or with a pattern that backtracks (F12). */
import { member } from './path.ts';
import { compilePattern } from './pattern.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** Levels of fields inside fields that a form can show. */
const DEEPEST_FORM = 4;

/** Problems of a `response_schema`, with paths from it. */
export function formProblems(schema: unknown): SchemaProblem[] {
  return problemsIn(schema, [], 0);
}

function problemsIn(schema: unknown, path: readonly string[], depth: number): SchemaProblem[] {
  if (depth > DEEPEST_FORM)
    return [{ path, message: `A form has at most ${DEEPEST_FORM} levels; flatten what is inside here.` }];
  const pattern = member(schema, 'pattern');
  const compiled = typeof pattern === 'string' ? compilePattern(pattern) : undefined;
  const own =
    compiled?.kind === 'invalid'
      ? [
          {
            path: [...path, 'pattern'],
            message: `This pattern cannot be used: ${compiled.why}. Write one without backtracking.`,
          },
        ]
      : [];
  const fields = member(schema, 'properties');
  const inner = typeof fields === 'object' && fields !== null ? Object.entries(fields) : [];
  const items = member(schema, 'items');
  return [
    ...own,
    ...inner.flatMap(([name, field]) => problemsIn(field, [...path, 'properties', name], depth + 1)),
    ...(items === undefined ? [] : problemsIn(items, [...path, 'items'], depth + 1)),
  ];
}
