/** Fits filled arguments to a tool's input schema where that loses nothing; whatever remains is for the validator. */
import { numberIn } from './comparison.ts';
import { member } from './path.ts';

type Schema = Readonly<Record<string, unknown>>;

const DEEPEST = 64;

/**
 * The same value with texts and numbers turned into each other, and "true" and "false" into booleans, where the
 * schema asks for it and the way back gives the same. Missing (`undefined`) properties are left out.
 */
export function fit(args: unknown, inputSchema: Schema | undefined): unknown {
  const root = inputSchema ?? {};
  return fitTo(args, root, root, 0);
}

function fitTo(value: unknown, schema: Schema, root: Schema, depth: number): unknown {
  if (depth > DEEPEST) return value;
  const target = resolve(schema, root);
  if (Array.isArray(value)) {
    return value.map((item) => fitTo(item ?? null, asSchema(target.items), root, depth + 1));
  }
  if (typeof value === 'object' && value !== null) return fitObject(value, target, root, depth);
  const choices = [target.anyOf, target.oneOf].find(Array.isArray);
  if (choices === undefined) return convert(value, typesOf(target));
  return convert(
    value,
    choices.flatMap((choice) => typesOf(resolve(asSchema(choice), root))),
  );
}

function fitObject(value: object, schema: Schema, root: Schema, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const declared = member(schema.properties, key) ?? schema.additionalProperties;
      return [key, fitTo(item, asSchema(declared), root, depth + 1)];
    }),
  );
}

/** A value whose type is already among the wanted ones stays as it is. */
function convert(value: unknown, types: readonly string[]): unknown {
  if (types.length === 0 || types.some((type) => isOf(value, type))) return value;
  for (const type of types) {
    const converted = CONVERSIONS.get(type)?.(value);
    if (converted !== undefined) return converted;
  }
  return value;
}

const CONVERSIONS: ReadonlyMap<string, (value: unknown) => unknown> = new Map<
  string,
  (value: unknown) => unknown
>([
  [
    'string',
    (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined),
  ],
  ['number', exactNumber],
  [
    'integer',
    (value) => {
      const number = exactNumber(value);
      return Number.isInteger(number) ? number : undefined;
    },
  ],
  ['boolean', (value) => (value === 'true' ? true : value === 'false' ? false : undefined)],
]);

function exactNumber(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const number = numberIn(value);
  return number !== undefined && decimal(value) === decimal(String(number)) ? number : undefined;
}

/** The digits and the exponent of a number's text, so that equal numbers have equal decimals. */
function decimal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${text.startsWith('-') ? '-' : ''}${significant}e${scale}`;
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array' || type === 'object') return false;
  return typeof value === type;
}

function typesOf(schema: Schema): string[] {
  const { type } = schema;
  return [type].flat().filter((name): name is string => typeof name === 'string');
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}

/** Follows references inside the same schema, a few steps. */
function resolve(schema: Schema, root: Schema): Schema {
  let current = schema;
  for (let step = 0; step < 8 && typeof current.$ref === 'string' && current.$ref.startsWith('#/'); step++) {
    const keys = current.$ref.slice(2).split('/');
    const target = keys.reduce<unknown>(
      (value, key) => member(value, key.replace(/~1/g, '/').replace(/~0/g, '~')),
      root,
    );
    current = asSchema(target);
  }
  return current;
}
