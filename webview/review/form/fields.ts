/**
 * The fields that a form's schema asks for. Pure: what is drawn and checked comes from this list, never from the schema
 * again. What a control cannot hold (lists of objects, levels beyond the fourth) is asked for as JSON.
 */

interface Common {
  /** As the engine names it in a fault, without `response.`: `address.city`. */
  path: string;
  name: string;
  title: string;
  description: string;
  required: boolean;
}
export interface Limits {
  least?: number;
  most?: number;
  above?: number;
  below?: number;
  step?: number;
}
type Scalar = 'string' | 'number' | 'integer';

export type Field = Common &
  (
    | { kind: 'group'; fields: Field[] }
    | { kind: 'choice'; choices: readonly unknown[] }
    | { kind: 'choices'; choices: readonly unknown[]; limits: Limits }
    /** A box that is ticked or not. */
    | { kind: 'box' }
    /** Yes or no, neither before the person says so. */
    | { kind: 'yes-no' }
    | { kind: 'text'; long: boolean; format?: string; pattern?: string; limits: Limits }
    | { kind: 'number'; whole: boolean; limits: Limits }
    /** One a line. */
    | { kind: 'lines'; of: Scalar; limits: Limits; each: Limits; unique: boolean }
    | { kind: 'fixed'; value: unknown }
    | { kind: 'json' }
  );
/** What the schema fills in at first, by path. */
export type Defaults = Record<string, unknown>;

type Schema = Readonly<Record<string, unknown>>;

const DEEPEST = 4;
/** Texts that may be longer get several lines. */
const ONE_LINE = 120;
/** Says whether it is approved; nothing may say that before the person does. */
export const APPROVED = 'approved';

/** @param without names at the top that a button says instead */
export function fieldsOf(schema: Schema | null, without: readonly string[] = []): Field[] {
  if (schema === null) return [];
  return inner(schema, '', 1).filter(({ name }) => !without.includes(name));
}

/** The schema's defaults for these fields; `approved` has none. */
export function defaultsOf(schema: Schema | null): Defaults {
  const found: Defaults = {};
  const read = (part: Schema, prefix: string): void => {
    for (const [name, field] of Object.entries(asSchema(part.properties))) {
      const path = prefix + name;
      const of = asSchema(field);
      if (path !== APPROVED && Object.hasOwn(of, 'default')) found[path] = of.default;
      if (Object.hasOwn(of, 'properties')) read(of, `${path}.`);
    }
  };
  if (schema) read(schema, '');
  return found;
}

function inner(schema: Schema, prefix: string, depth: number): Field[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asSchema(schema.properties)).map(([name, part]) => {
    const of = asSchema(part);
    const common: Common = {
      path: prefix + name,
      name,
      title: textOf(of.title) || wordsOf(name),
      description: textOf(of.description),
      required: required.includes(name),
    };
    return fieldOf(of, common, depth);
  });
}

function fieldOf(schema: Schema, common: Common, depth: number): Field {
  const type = typeOf(schema);
  if (common.path === APPROVED && type === 'boolean') return { ...common, kind: 'yes-no' };
  if (Object.hasOwn(schema, 'const')) return { ...common, kind: 'fixed', value: schema.const };
  if (Array.isArray(schema.enum)) return { ...common, kind: 'choice', choices: schema.enum };
  switch (type) {
    case 'object':
      return depth > DEEPEST || !Object.hasOwn(schema, 'properties')
        ? { ...common, kind: 'json' }
        : { ...common, kind: 'group', fields: inner(schema, `${common.path}.`, depth + 1) };
    case 'array':
      return listOf(schema, common);
    case 'boolean':
      return { ...common, kind: 'box' };
    case 'number':
    case 'integer':
      return { ...common, kind: 'number', whole: type === 'integer', limits: limitsOf(schema) };
    case 'null':
      return { ...common, kind: 'fixed', value: null };
    default:
      return textField(schema, common);
  }
}

function textField(schema: Schema, common: Common): Field {
  const { format, pattern } = schema;
  const limits = lengthsOf(schema, 'Length');
  const long = format === 'textarea' || (limits.most ?? 0) > ONE_LINE || (limits.least ?? 0) > ONE_LINE;
  return {
    ...common,
    kind: 'text',
    long,
    limits,
    ...(typeof format === 'string' && { format }),
    ...(typeof pattern === 'string' && { pattern }),
  };
}

function listOf(schema: Schema, common: Common): Field {
  const items = asSchema(schema.items);
  const limits = lengthsOf(schema, 'Items');
  if (Array.isArray(items.enum)) return { ...common, kind: 'choices', choices: items.enum, limits };
  const of = typeOf(items);
  if (of !== 'string' && of !== 'number' && of !== 'integer') return { ...common, kind: 'json' };
  const each = of === 'string' ? lengthsOf(items, 'Length') : limitsOf(items);
  return { ...common, kind: 'lines', of, limits, each, unique: schema.uniqueItems === true };
}

function typeOf(schema: Schema): string {
  if (typeof schema.type === 'string') return schema.type;
  if (Object.hasOwn(schema, 'properties')) return 'object';
  if (Object.hasOwn(schema, 'items')) return 'array';
  return Object.hasOwn(schema, 'minimum') || Object.hasOwn(schema, 'maximum') ? 'number' : 'string';
}

function limitsOf(schema: Schema): Limits {
  return limits({
    least: schema.minimum,
    most: schema.maximum,
    above: schema.exclusiveMinimum,
    below: schema.exclusiveMaximum,
    step: schema.multipleOf,
  });
}

function lengthsOf(schema: Schema, of: 'Length' | 'Items'): Limits {
  return limits({ least: schema[`min${of}`], most: schema[`max${of}`] });
}

function limits(found: Record<keyof Limits, unknown> | { least: unknown; most: unknown }): Limits {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === 'number'));
}

/** `annual_value` → `Annual value`. */
function wordsOf(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
