/** Equality and order of plain values. A text that is a JSON number counts as that number against a number. */

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LONGEST_NUMBER = 400;

/** The number that a text is in JSON, or `undefined`. */
export function numberIn(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER || !JSON_NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Structural equality; `spend` is told of the work and may throw. Missing equals null. */
export function equal(left: unknown, right: unknown, spend: (amount: number) => void): boolean {
  spend(1);
  if (left === right || (isNothing(left) && isNothing(right))) return true;
  if (typeof left === 'string' && typeof right === 'number') return numberIn(left) === right;
  if (typeof left === 'number' && typeof right === 'string') return left === numberIn(right);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return equalLists(left, right, spend);
  const keys = Object.keys(left);
  spend(keys.length);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && equal(ownValue(left, key), ownValue(right, key), spend),
  );
}

/**
 * Negative, zero or positive; `undefined` where two values have no order. Two texts compare as texts, as numbers
 * where both are numbers; a number's text and any other text have no order, so that "1,000" is never below "500".
 */
export function ordered(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') {
    const numbers = [numberIn(left), numberIn(right)];
    if (numbers.every((value) => value === undefined)) return left < right ? -1 : left > right ? 1 : 0;
  }
  const a = asNumber(left);
  const b = asNumber(right);
  return a === undefined || b === undefined ? undefined : a - b;
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'string') return numberIn(value);
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined;
}

function equalLists(left: unknown, right: unknown, spend: (amount: number) => void): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => equal(item, right[index], spend));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function ownValue(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key];
}
