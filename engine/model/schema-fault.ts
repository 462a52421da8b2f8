/**
 * Checks a value against a JSON Schema without running anything of the schema's: patterns never backtrack (T40), nothing
 * is fetched. Forms of handoffs and answers of models are checked here, the same in scenarios and in service.
 * Keywords that are not known here refuse nothing: `unreadable` names them.
 */
import { compilePattern } from './pattern.ts';

type Schema = Readonly<Record<string, unknown>>;

export interface SchemaFault {
  /** Where in the value, beginning with the name that the caller gave it. */
  path: string;
  message: string;
}

/** The first thing that is wrong with a value named `path`, or nothing. */
export function schemaFault(schema: Schema, value: unknown, path: string): SchemaFault | undefined {
  return faultOf(schema, value, path, { schema, depth: 0, work: { left: MOST_WORK } });
}

/** Where a check stands: the whole schema, for references inside it, and how deep it has come. */
interface Within {
  schema: Schema;
  depth: number;
  /** Shared by the whole check: references can make a small schema endless. */
  work: { left: number };
}
type Check = (schema: Schema, value: unknown, path: string, within: Within) => SchemaFault | undefined;

const DEEPEST = 64;
/** Places of values that are looked at, for one value. */
const MOST_WORK = 200_000;

function faultOf(schema: unknown, value: unknown, path: string, within: Within): SchemaFault | undefined {
  if (schema === false) return { path, message: 'is not allowed' };
  if (!isRecord(schema)) return undefined;
  if (within.depth > DEEPEST) return { path, message: 'is nested too deep' };
  within.work.left -= 1;
  if (within.work.left < 0) return { path, message: 'takes too long to check' };
  const inner = { ...within, depth: within.depth + 1 };
  for (const check of CHECKS) {
    const fault = check(schema, value, path, inner);
    if (fault) return fault;
  }
  return undefined;
}

const FITS: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  object: isRecord,
  array: Array.isArray,
  null: (value) => value === null,
};

const type: Check = ({ type: declared }, value, path) => {
  const names = (Array.isArray(declared) ? declared : [declared]).filter((name) => typeof name === 'string');
  if (names.length === 0 || names.some((name) => FITS[name]?.(value))) return undefined;
  return { path, message: `must be ${names.join(' or ')}` };
};

const options: Check = (schema, value, path) => {
  const text = JSON.stringify(value);
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => JSON.stringify(one) === text))
    return { path, message: `must be one of ${schema.enum.map(shown).join(', ')}` };
  if (Object.hasOwn(schema, 'const') && JSON.stringify(schema.const) !== text)
    return { path, message: `must be ${shown(schema.const)}` };
  return undefined;
};

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a limit measures, with the names of its bounds. */
function measure(value: unknown) {
  if (typeof value === 'number') return { size: value, least: 'minimum', most: 'maximum', what: '' };
  if (typeof value === 'string')
    return { size: [...value].length, least: 'minLength', most: 'maxLength', what: ' characters' };
  if (Array.isArray(value))
    return { size: value.length, least: 'minItems', most: 'maxItems', what: ' entries' };
  if (isRecord(value))
    return {
      size: Object.keys(value).length,
      least: 'minProperties',
      most: 'maxProperties',
      what: ' properties',
    };
  return undefined;
}

const limits: Check = (schema, value, path) => {
  const measured = measure(value);
  if (!measured) return undefined;
  const { size, what } = measured;
  const least = schema[measured.least];
  const most = schema[measured.most];
  if (typeof least === 'number' && size < least) return { path, message: `must be at least ${least}${what}` };
  if (typeof most === 'number' && size > most) return { path, message: `must be at most ${most}${what}` };
  return undefined;
};

const numbers: Check = (
  { exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: step },
  value,
  path,
) => {
  if (typeof value !== 'number') return undefined;
  if (typeof above === 'number' && value <= above) return { path, message: `must be more than ${above}` };
  if (typeof below === 'number' && value >= below) return { path, message: `must be less than ${below}` };
  if (typeof step === 'number' && Math.abs(value / step - Math.round(value / step)) > 1e-9)
    return { path, message: `must be a multiple of ${step}` };
  return undefined;
};

/** One that cannot be compiled fits nothing. */
const pattern: Check = ({ pattern: source }, value, path) => {
  if (typeof source !== 'string' || typeof value !== 'string') return undefined;
  const compiled = compilePattern(source);
  if (compiled.kind === 'ok' && compiled.matches(value)) return undefined;
  return { path, message: `must match ${source}` };
};

const properties: Check = (schema, value, path, within) => {
  if (!isRecord(value)) return undefined;
  for (const name of Array.isArray(schema.required) ? schema.required : [])
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      return { path: `${path}.${name}`, message: 'is required' };
  const known = isRecord(schema.properties) ? schema.properties : {};
  for (const [name, part] of Object.entries(value)) {
    const inner = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (!Object.hasOwn(known, name) && inner === false)
      return { path: `${path}.${name}`, message: 'is not a field of this form' };
    const fault = faultOf(inner, part, `${path}.${name}`, within);
    if (fault) return fault;
  }
  return undefined;
};

const items: Check = (schema, value, path, within) => {
  if (!Array.isArray(value)) return undefined;
  if (schema.uniqueItems === true && new Set(value.map((part) => JSON.stringify(part))).size < value.length)
    return { path, message: 'must not hold anything twice' };
  for (const [index, part] of value.entries()) {
    const fault = faultOf(schema.items, part, `${path}[${index}]`, within);
    if (fault) return fault;
  }
  return undefined;
};

const choices: Check = (schema, value, path, within) => {
  const faults = (of: unknown) =>
    Array.isArray(of) ? of.map((one) => faultOf(one, value, path, within)) : [];
  const all = faults(schema.allOf).find((fault) => fault !== undefined);
  if (all) return all;
  const any = faults(schema.anyOf);
  if (any.length > 0 && any.every((fault) => fault !== undefined)) return any[0];
  const one = faults(schema.oneOf);
  const fitting = one.filter((fault) => fault === undefined).length;
  if (one.length > 0 && fitting !== 1)
    return one.find((fault) => fitting === 0 && fault) ?? { path, message: 'fits several choices' };
  if (schema.not !== undefined && faultOf(schema.not, value, path, within) === undefined)
    return { path, message: 'is what it must not be' };
  return undefined;
};

const reference: Check = ({ $ref: to }, value, path, within) => {
  if (typeof to !== 'string') return undefined;
  const target = targetOf(within.schema, to);
  if (target === undefined) return { path, message: `cannot be checked: ${to} leads nowhere` };
  return faultOf(target, value, path, within);
};

function targetOf(root: Schema, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  const keys = reference.slice(2).split('/');
  return keys.reduce<unknown>((value, part) => {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}

const CHECKS: readonly Check[] = [
  type,
  options,
  limits,
  numbers,
  pattern,
  properties,
  items,
  choices,
  reference,
];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
