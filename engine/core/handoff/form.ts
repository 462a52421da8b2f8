/** Checks the answer to a handoff's form against the subset of JSON Schema that forms may use (CONTRACT, `response_schema`). */
import { compilePattern } from '../../model/pattern.ts';
import { Refusing } from '../turn.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Fault {
  path: string;
  message: string;
}

/** @throws Refusing `invalid` with the path of the first field that does not fit */
export function checkForm(
  handoff: { ticket: string; responseSchema?: Record<string, unknown> },
  answer: unknown,
): void {
  const fault = handoff.responseSchema && faultOf(handoff.responseSchema, answer, 'response');
  if (fault)
    throw new Refusing(
      'invalid',
      `The form of ${handoff.ticket} does not fit: ${fault.path} ${fault.message}.`,
      { path: fault.path },
    );
}

type Check = (schema: Schema, value: unknown, path: string) => Fault | undefined;

function faultOf(schema: Schema, value: unknown, path: string): Fault | undefined {
  for (const check of CHECKS) {
    const fault = check(schema, value, path);
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
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return { path, message: `must be one of ${schema.enum.join(', ')}` };
  if (Object.hasOwn(schema, 'const') && schema.const !== value)
    return { path, message: `must be ${String(schema.const)}` };
  return undefined;
};

/** What a limit measures, with the names of its bounds. */
function measure(value: unknown) {
  if (typeof value === 'number') return { size: value, least: 'minimum', most: 'maximum', what: '' };
  if (typeof value === 'string')
    return { size: [...value].length, least: 'minLength', most: 'maxLength', what: ' characters' };
  if (Array.isArray(value))
    return { size: value.length, least: 'minItems', most: 'maxItems', what: ' entries' };
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

/** Patterns are matched without backtracking (T40); one that cannot be compiled fits nothing. */
const pattern: Check = ({ pattern: source }, value, path) => {
  if (typeof source !== 'string' || typeof value !== 'string') return undefined;
  const compiled = compilePattern(source);
  if (compiled.kind === 'ok' && compiled.matches(value)) return undefined;
  return { path, message: `must match ${source}` };
};

const properties: Check = (schema, value, path) => {
  if (!isRecord(value)) return undefined;
  for (const name of Array.isArray(schema.required) ? schema.required : [])
    if (typeof name === 'string' && !Object.hasOwn(value, name))
      return { path: `${path}.${name}`, message: 'is required' };
  const known = isRecord(schema.properties) ? schema.properties : {};
  for (const [name, part] of Object.entries(value)) {
    const inner = Object.hasOwn(known, name) ? known[name] : undefined;
    if (inner === undefined && schema.additionalProperties === false)
      return { path: `${path}.${name}`, message: 'is not a field of this form' };
    const fault = isRecord(inner) ? faultOf(inner, part, `${path}.${name}`) : undefined;
    if (fault) return fault;
  }
  return undefined;
};

const items: Check = (schema, value, path) => {
  const { items: inner } = schema;
  if (!Array.isArray(value)) return undefined;
  if (schema.uniqueItems === true && new Set(value.map((part) => JSON.stringify(part))).size < value.length)
    return { path, message: 'must not hold anything twice' };
  for (const [index, part] of value.entries()) {
    const fault = isRecord(inner) ? faultOf(inner, part, `${path}[${index}]`) : undefined;
    if (fault) return fault;
  }
  return undefined;
};

const CHECKS: readonly Check[] = [type, options, limits, numbers, pattern, properties, items];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
