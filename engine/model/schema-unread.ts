/**
 * What an unknown keyword of a schema would have refused nobody knows: it is named, so that an unchecked value is not
 * taken for a checked one (I16).
 */

const DEEPEST = 64;

/** Keywords that refuse values and are not checked. */
const UNREAD: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'contains',
  'prefixItems',
  'additionalItems',
  'patternProperties',
  'propertyNames',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedItems',
  'unevaluatedProperties',
  '$dynamicRef',
  '$recursiveRef',
]);
const NAMED: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples', 'required']);

/** The first keyword of a schema that is not checked here, or nothing. */
export function unreadable(schema: unknown, depth = 0): string | undefined {
  if (depth > DEEPEST) return 'deeper nesting than 64 levels';
  if (Array.isArray(schema)) return firstOf(schema, depth);
  if (!isRecord(schema)) return undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    if (UNREAD.has(keyword)) return keyword;
    if (DATA.has(keyword)) continue;
    const parts = NAMED.has(keyword) && isRecord(value) ? Object.values(value) : [value];
    const found = firstOf(parts, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOf(parts: readonly unknown[], depth: number): string | undefined {
  for (const part of parts) {
    const found = unreadable(part, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
