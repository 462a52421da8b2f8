/** What is known of a value before anything runs. `any` where nothing is; a check that is in doubt says nothing. */

export type ValueType =
  | { readonly kind: 'any' | 'text' | 'number' | 'boolean' | 'null' }
  | { readonly kind: 'list'; readonly items: ValueType }
  /** `open`: it may have members beside these. */
  | {
      readonly kind: 'object';
      readonly members: Readonly<Record<string, ValueType>>;
      readonly open: boolean;
    };

export const ANY: ValueType = { kind: 'any' };
export const TEXT: ValueType = { kind: 'text' };
export const NUMBER: ValueType = { kind: 'number' };
export const BOOLEAN: ValueType = { kind: 'boolean' };

/** An object of at least these members. */
export function objectOf(members: Readonly<Record<string, ValueType>>): ValueType {
  return { kind: 'object', members, open: true };
}

const BY_NAME: ReadonlyMap<unknown, ValueType> = new Map<unknown, ValueType>([
  ['string', TEXT],
  ['number', NUMBER],
  ['integer', NUMBER],
  ['boolean', BOOLEAN],
  ['null', { kind: 'null' }],
]);

const DEEPEST = 16;

/** The type that a JSON Schema describes; `any` where it leaves a choice. */
export function typeOfSchema(schema: unknown, depth = 0): ValueType {
  if (depth > DEEPEST || typeof schema !== 'object' || schema === null) return ANY;
  const { type, properties, items, additionalProperties } = schema as Readonly<Record<string, unknown>>;
  if (type === 'array') return { kind: 'list', items: typeOfSchema(items, depth + 1) };
  if (type !== 'object' && (type !== undefined || typeof properties !== 'object')) {
    return BY_NAME.get(type) ?? ANY;
  }
  const members = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  return {
    kind: 'object',
    members: Object.fromEntries(members.map(([name, part]) => [name, typeOfSchema(part, depth + 1)])),
    open: additionalProperties !== false,
  };
}

/** The type at keys inside a type. */
export function typeAt(type: ValueType, keys: readonly (string | number)[]): ValueType {
  let current = type;
  for (const key of keys) {
    if (current.kind === 'list') current = key === 'length' ? NUMBER : current.items;
    else if (current.kind !== 'object' || !Object.hasOwn(current.members, String(key))) return ANY;
    else current = current.members[String(key)] ?? ANY;
  }
  return current;
}

/** A type in words for people: `a number`, `a list of texts`. */
export function wordsOf(type: ValueType): string {
  return WORDS[type.kind];
}

const WORDS: Readonly<Record<ValueType['kind'], string>> = {
  any: 'anything',
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  list: 'a list',
  object: 'an object',
};
