/**
 * From a validator's errors to problems for people: where it is, what was expected, what to do. Where a value may
 * have one of several forms, only what is wrong with the form its author meant is said.
 */
import type { SchemaError, SchemaPart, Validate } from '../../schemas/schema-error.ts';
import { isForbidden, member } from './path.ts';
import { describe, expected } from './schema-words.ts';

export interface SchemaProblem {
  /** Keys to the value that is wrong, or to the object that lacks something. */
  readonly path: readonly string[];
  /** A key of that object that is itself wrong. */
  readonly key?: string;
  readonly message: string;
}

/** What the generator gives for one set of schemas. */
export interface Schemas {
  readonly validators: Readonly<Record<string, Validate>>;
  /** Names of the validators' schemas among the definitions. */
  readonly parts: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, SchemaPart>>;
}

const MOST = 50;

/** What is wrong with a value by the schema of a name; nothing where it fits. */
export function schemaProblems(schemas: Schemas, name: string, value: unknown): SchemaProblem[] {
  const found = check(schemas, name, value, []);
  const seen = new Set<string>();
  return found.slice(0, MOST).filter(({ path, key, message }) => {
    const identity = JSON.stringify([path, key, message]);
    return !seen.has(identity) && seen.add(identity);
  });
}

function check(schemas: Schemas, name: string, value: unknown, base: readonly string[]): SchemaProblem[] {
  const validate = own(schemas.validators, name);
  if (validate === undefined || validate(value)) return [];
  const errors = (validate.errors ?? []).map((error) => ({ ...error, path: pointer(error.instancePath) }));
  const root = own(schemas.definitions, own(schemas.parts, name) ?? name) ?? {};
  return settle(schemas, errors, root, value).map((problem) => ({
    ...problem,
    path: [...base, ...problem.path],
  }));
}

type Located = SchemaError & { readonly path: readonly string[] };

/** Replaces the errors of alternatives by those of the one that was meant, outermost first. */
function settle(
  schemas: Schemas,
  errors: readonly Located[],
  root: SchemaPart,
  value: unknown,
): SchemaProblem[] {
  const choice = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .sort((a, b) => a.path.length - b.path.length)[0];
  if (choice === undefined) {
    return errors
      .filter(({ keyword }) => keyword !== 'if')
      .map((error) => describe(error, valueAt(value, error.path), (path) => partAt(schemas, root, path)));
  }
  const [inside, outside] = partition(errors, (error) => startsWith(error.path, choice.path));
  const settled = settleChoice(schemas, choice, inside, root, value);
  return [...settle(schemas, outside, root, value), ...settled];
}

function settleChoice(
  schemas: Schemas,
  choice: Located,
  inside: readonly Located[],
  root: SchemaPart,
  value: unknown,
): SchemaProblem[] {
  const part = partAt(schemas, root, choice.path);
  const data = valueAt(value, choice.path);
  const forms = part['x-choose'];
  if (isRecord(forms)) {
    const key = Object.keys(forms).find((candidate) => isRecord(data) && Object.hasOwn(data, candidate));
    if (key !== undefined) return check(schemas, String(forms[key]), data, choice.path);
  }
  if (typeof part['x-expected'] === 'string') return [expected(choice.path, part['x-expected'], data)];
  const meant = formByType(schemas, part, data);
  if (meant !== undefined && typeof meant.$ref === 'string') {
    return check(schemas, definitionOf(meant.$ref), data, choice.path);
  }
  if (typeof meant?.['x-expected'] === 'string') return [expected(choice.path, meant['x-expected'], data)];
  const telling = inside.filter((error) => error !== choice && tells(error, choice, data));
  if (telling.length > 0) return settle(schemas, telling, root, value);
  return [expected(choice.path, String(part.description ?? 'another value here'), data)];
}

/** The only alternative of the value's own type, if there is one. */
function formByType(schemas: Schemas, part: SchemaPart, data: unknown): SchemaPart | undefined {
  const forms = [part.anyOf].flatMap((parts) => (Array.isArray(parts) ? parts.filter(isRecord) : []));
  const wanted = Array.isArray(data) ? 'array' : data === null ? 'null' : typeof data;
  const fitting = forms.filter((form) => {
    const { type, 'x-choose': choose } = follow(schemas, form);
    return [type ?? (isRecord(choose) ? 'object' : undefined)].flat().includes(wanted);
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Whether an error of one alternative says more than that another one was meant. */
function tells(error: Located, choice: Located, data: unknown): boolean {
  if (error.path.length > choice.path.length) return true;
  return isRecord(data) || Array.isArray(data)
    ? !['type', 'enum', 'const', 'pattern', 'minLength'].includes(error.keyword)
    : error.keyword !== 'type';
}

/** The part of the schema that a path leads to, references followed. */
function partAt(schemas: Schemas, root: SchemaPart, path: readonly string[]): SchemaPart {
  return path.reduce((part, key) => step(schemas, follow(schemas, part), key), follow(schemas, root));
}

function step(schemas: Schemas, part: SchemaPart, key: string): SchemaPart {
  const { properties, items, additionalProperties } = part;
  const direct = [member(properties, key), items, additionalProperties].find(isRecord);
  if (direct !== undefined) return follow(schemas, direct);
  const inner = [part.allOf, part.anyOf].flatMap((parts) =>
    Array.isArray(parts) ? parts.filter(isRecord) : [],
  );
  for (const candidate of inner) {
    const found = step(schemas, follow(schemas, candidate), key);
    if (Object.keys(found).length > 0) return found;
  }
  return {};
}

function follow(schemas: Schemas, part: SchemaPart): SchemaPart {
  if (typeof part.$ref !== 'string') return part;
  const { $ref, ...beside } = part;
  return { ...own(schemas.definitions, definitionOf($ref)), ...beside };
}

function definitionOf(reference: string): string {
  return reference.slice('#/definitions/'.length);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(member, value);
}

function pointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((key, index) => path[index] === key);
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function own<V>(table: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(table, key) && !isForbidden(key) ? table[key] : undefined;
}

function isRecord(value: unknown): value is SchemaPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
