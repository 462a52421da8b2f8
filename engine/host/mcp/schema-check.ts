/**
 * Checks values against schemas that a server sent, so neither is trusted: no expression of theirs is run (`pattern`,
 * `format`: T40), nothing is fetched, and a schema that is too large or cannot be read refuses everything.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export type Schema = Readonly<Record<string, unknown>>;

export interface SchemaCheck {
  /** Why the schema itself cannot be used, or nothing. */
  fault(): string | undefined;
  /** What is wrong with a value, or nothing. Every value is wrong under a schema that cannot be used. */
  problem(value: unknown): string | undefined;
}

const DEEPEST = 64;
const LARGEST = 256 * 1024;

/** Costly on hostile values, or of a dialect: dropped wherever a schema stands. */
const DROPPED: ReadonlySet<string> = new Set(['pattern', 'format', 'uniqueItems', '$schema', '$id', 'id']);

/** Keywords whose members are named freely, so that their names are no keywords. */
const NAMED: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);

/** Keywords whose values are data. */
const DATA: ReadonlySet<string> = new Set([
  'const',
  'enum',
  'default',
  'examples',
  'required',
  'dependentRequired',
]);

/** Makes a check of `schema`, compiled when first used. */
export function schemaCheck(schema: Schema): SchemaCheck {
  let compiled: Compiled | undefined;
  const use = () => {
    compiled ??= compile(schema);
    return compiled;
  };
  return {
    fault: () => use().fault,
    problem: (value) => {
      const { fault, validate } = use();
      return fault ?? problemOf(validate, value);
    },
  };
}

type Compiled = { fault: string; validate?: never } | { fault?: never; validate: ValidateFunction };

function compile(schema: Schema): Compiled {
  try {
    if (JSON.stringify(schema).length > LARGEST) return { fault: 'its schema is larger than 256 KiB' };
    const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false, logger: false });
    return { validate: ajv.compile(withoutExpressions(schema, 0) as object) };
  } catch (error) {
    return { fault: `its schema cannot be read: ${messageOf(error)}` };
  }
}

function problemOf(validate: ValidateFunction | undefined, value: unknown): string | undefined {
  try {
    if (!validate || validate(value)) return undefined;
    const [first] = validate.errors ?? [];
    return `${first?.instancePath || 'the value'} ${first?.message ?? 'does not fit'}`;
  } catch (error) {
    return `it could not be checked: ${messageOf(error)}`;
  }
}

function withoutExpressions(schema: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new Error('it is nested deeper than 64 levels');
  if (Array.isArray(schema)) return schema.map((item) => withoutExpressions(item, depth + 1));
  if (typeof schema !== 'object' || schema === null) return schema;
  const open = 'patternProperties' in schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      if (DROPPED.has(keyword) || keyword === 'patternProperties') return [];
      // What `patternProperties` allowed must not be refused now that nobody reads it.
      if (open && (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties')) return [];
      if (DATA.has(keyword)) return [[keyword, value]];
      if (NAMED.has(keyword)) return [[keyword, eachMember(value, depth + 1)]];
      return [[keyword, withoutExpressions(value, depth + 1)]];
    }),
  );
}

function eachMember(members: unknown, depth: number): unknown {
  if (typeof members !== 'object' || members === null) return members;
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, withoutExpressions(member, depth)]),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown error';
}
