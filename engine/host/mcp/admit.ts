/** The border for what a server answers: nothing gets past it that could not be written, hashed or read back. */

const DEEPEST = 64;
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A value from outside that the engine cannot keep. */
export class Inadmissible extends Error {
  override readonly name = 'Inadmissible';
}

/**
 * A copy of JSON data with lone surrogates and NUL replaced (F41). Throws `Inadmissible` beyond 64 levels (F40) and at
 * keys that reach prototypes (T41).
 */
export function admit(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new Inadmissible('it is nested deeper than 64 levels');
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map((item) => admit(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (FORBIDDEN.has(key)) throw new Inadmissible(`the key ${key} is not allowed`);
      return [wellFormed(key), admit(member, depth + 1)];
    }),
  );
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\0', '\uFFFD');
}
