/**
 * JSON as it enters the engine: what two readers could understand differently is refused (T41, T42, F40, F41).
 * Refused: more than 64 levels, a key twice, keys that reach a prototype, lone surrogates and NUL in texts, integers
 * that a double cannot hold.
 */
import { BrokenFrame, idOfBroken } from '../../../schemas/protocol/frame.ts';

const MAX_DEPTH = 64;
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** @throws BrokenFrame, with the id of the request where it can be made out */
export function parseStrict(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BrokenFrame('not JSON', null);
  }
  const wrong = firstFault(text);
  if (wrong !== undefined) throw new BrokenFrame(wrong, idOfBroken(value));
  return value;
}

/** Reads the tokens of a text that is known to be JSON. */
function firstFault(text: string): string | undefined {
  /** Per open bracket: the keys of an object so far, or null for an array. */
  const open: (Set<string> | null)[] = [];
  let keyNext = false;
  let i = 0;
  while (i < text.length) {
    const c = text[i];
    if (c === '"') {
      const end = endOfString(text, i);
      const fault = stringFault(text.slice(i, end), keyNext ? open.at(-1) : null);
      if (fault !== undefined) return fault;
      i = end;
      continue;
    }
    if (c === '{' || c === '[') {
      open.push(c === '{' ? new Set() : null);
      if (open.length > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
      keyNext = c === '{';
    } else if (c === '}' || c === ']') {
      open.pop();
      keyNext = false;
    } else if (c === ',') keyNext = open.at(-1) instanceof Set;
    else if (c === ':') keyNext = false;
    else if (c === '-' || (c !== undefined && c >= '0' && c <= '9')) {
      NUMBER.lastIndex = i;
      const [literal = '', fraction, exponent] = NUMBER.exec(text) ?? [];
      const value = Number(literal);
      const whole = fraction === undefined && exponent === undefined;
      if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value)))
        return `the number ${literal.slice(0, 40)} would lose digits: send it as a text`;
      i += literal.length;
      continue;
    }
    i += 1;
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

function stringFault(literal: string, keys: Set<string> | null | undefined): string | undefined {
  const value = literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
  if (UNSTORABLE.test(value)) return 'a text holds half a character or NUL';
  if (!keys) return undefined;
  if (RESERVED.has(value)) return `the key ${value} is not taken`;
  if (keys.has(value)) return `the key ${JSON.stringify(value.slice(0, 80))} is there twice`;
  keys.add(value);
  return undefined;
}
