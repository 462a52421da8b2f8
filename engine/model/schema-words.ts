/** What an error of a validator means, in words for people: what was expected, what was found, what to do. */
import type { SchemaError, SchemaPart } from '../../schemas/schema-error.ts';
import { closest } from './closest.ts';
import type { SchemaProblem } from './schema-problem.ts';

/** The words for one error; `partAt` gives the schema at a path from the value's root, `data` is what stands there. */
export function describe(
  error: SchemaError & { readonly path: readonly string[] },
  data: unknown,
  partAt: (path: readonly string[]) => SchemaPart,
): SchemaProblem {
  const { path, params } = error;
  const part = partAt(path);
  switch (error.keyword) {
    case 'required': {
      const key = String(params.missingProperty);
      const about = textOf(partAt([...path, key]));
      return { path, message: `"${key}" is missing${about === '' ? '; add it.' : `; add it: ${about}`}` };
    }
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const guess = closest(key, Object.keys(isRecord(part.properties) ? part.properties : {}));
      return {
        path,
        key,
        message: `"${key}" is not known here; ${guess === undefined ? 'remove it.' : `did you mean "${guess}"?`}`,
      };
    }
    case 'enum': {
      const allowed = [params.allowedValues].flat().map(String);
      const guess = typeof data === 'string' ? closest(data, allowed) : undefined;
      const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
      return { path, message: `Expected one of ${allowed.join(', ')}.${hint}` };
    }
    case 'const':
      return { path, message: `Expected ${JSON.stringify(params.allowedValue)}.` };
    case 'type':
      return {
        path,
        message: `Expected ${typeNames(params.type)}, found ${nameOf(data)}. ${textOf(part)}`.trim(),
      };
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return { path, message: `This may not be empty. ${textOf(part)}`.trim() };
    case 'uniqueItems':
      return { path, message: 'An item is there twice; remove one.' };
    case 'minimum':
    case 'maximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
    case 'exclusiveMinimum':
      return { path, message: `Expected ${LIMITS[error.keyword]} ${String(params.limit)}.` };
    default:
      return expected(path, textOf(part) || 'another value here', data);
  }
}

const LIMITS = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  maxLength: 'a length of at most',
  maxItems: 'a number of items of at most',
  maxProperties: 'a number of members of at most',
} as const;

/** "Expected this, found that." */
export function expected(path: readonly string[], what: string, data: unknown): SchemaProblem {
  const found =
    data === undefined
      ? ''
      : `, found ${typeof data === 'string' ? JSON.stringify(shorten(data)) : nameOf(data)}`;
  return { path, message: `Expected ${inSentence(what)}${found}.` };
}

/** A description as part of a sentence: without its full stop and its capital letter. */
function inSentence(text: string): string {
  const start = /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
  return start.replace(/\.$/, '');
}

function textOf(part: SchemaPart): string {
  return String(part['x-expected'] ?? part.description ?? '');
}

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map((name) => NAMES[String(name)] ?? String(name))
    .join(' or ');
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  array: 'a list [ … ]',
  null: 'null',
};

function nameOf(data: unknown): string {
  if (data === null) return 'null';
  return Array.isArray(data)
    ? 'a list'
    : typeof data === 'object'
      ? 'an object'
      : `a ${typeof data === 'string' ? 'text' : typeof data}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isRecord(value: unknown): value is SchemaPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
