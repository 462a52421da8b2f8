/** Whether something is what a scenario expects. */

import { RE2JS } from 're2js';
import type { TextMatch } from '../../schemas/generated/scenario.ts';

export function matchesText(actual: string, expected: string | TextMatch): boolean {
  if (typeof expected === 'string') return actual === expected;
  if (expected.contains !== undefined && !actual.includes(expected.contains)) return false;
  return expected.matches === undefined || RE2JS.compile(expected.matches).matcher(actual).find();
}

/** Same value of the same type; the order of keys does not count. */
export function same(actual: unknown, expected: unknown): boolean {
  if (Object.is(actual, expected)) return true;
  if (Array.isArray(actual) || Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      Array.isArray(expected) &&
      actual.length === expected.length &&
      actual.every((item, index) => same(item, expected[index]))
    );
  if (!isRecord(actual) || !isRecord(expected)) return false;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => Object.hasOwn(actual, key) && same(actual[key], expected[key]))
  );
}

/** Whether `actual` holds at least what `expected` names. */
export function contains(actual: unknown, expected: unknown): boolean {
  if (!isRecord(expected)) return same(actual, expected);
  return (
    isRecord(actual) &&
    Object.entries(expected).every(
      ([key, value]) => Object.hasOwn(actual, key) && contains(actual[key], value),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
