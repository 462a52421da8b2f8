/** The parameters of a request, from `unknown` to their type, naming the path of what is wrong. */
import { validators } from '../generated/validate-bridge.js';
import type { SchemaError } from '../schema-error.ts';
import { DecodeError } from './frame.ts';
import type { Method, ParamsOf } from './methods.ts';

/**
 * Checks the parameters of a request against `bridge.schema.json`.
 * @throws DecodeError with the path inside the parameters
 */
export function decodeParams<M extends Method>(method: M, params: unknown): ParamsOf<M> {
  if (validators.params({ [method]: params })) return params as ParamsOf<M>;
  const [first] = validators.params.errors ?? [];
  if (first === undefined) throw new DecodeError('', 'does not fit');
  const inside = first.instancePath.replace(/^\/[^/]*/, '');
  const missing = first.keyword === 'required' ? `/${String(first.params.missingProperty)}` : '';
  throw new DecodeError(inside + missing, WORDS[first.keyword]?.(first.params) ?? 'does not fit');
}

const WORDS: Readonly<Record<string, (params: SchemaError['params']) => string>> = {
  required: () => 'is missing',
  type: ({ type }) => `expected ${[type].flat().join(' or ')}`,
  enum: ({ allowedValues }) => `expected one of ${[allowedValues].flat().join(', ')}`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
  minLength: () => 'is empty',
  maxLength: ({ limit }) => `is longer than ${String(limit)} characters`,
  pattern: ({ pattern }) => `must match ${String(pattern)}`,
  oneOf: () => 'expected exactly one of the alternatives',
};
