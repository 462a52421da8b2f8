/** What a handoff is about, as values with names: the arguments of its calls and what its author put into the context. */
import type { Handoff } from '../state.ts';

/** Keys of the context that say something about the handoff and are no facts of the case (CONTRACT, Handoffs). */
const RESERVED: ReadonlySet<string> = new Set(['task', 'draft', 'confidence', 'flags', 'options', 'similar']);
const MOST_FACTS = 100;

/** Numbers by path, such as `amount` → 2000: a call's arguments first, then the context. */
export function numbersOf({ calls, context }: Pick<Handoff, 'calls' | 'context'>): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const call of calls) if (call.known) collect(argumentsOf(call.call.arguments), '', numbers);
  if (isObject(context))
    for (const [key, value] of Object.entries(context)) if (!RESERVED.has(key)) collect(value, key, numbers);
  return numbers;
}

/** How sure the author's context says the bot is, from 0 to 1; anything else is no confidence. */
export function confidenceIn({ context }: Pick<Handoff, 'context'>): number | undefined {
  const value = isObject(context) ? context.confidence : undefined;
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

function argumentsOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function collect(value: unknown, path: string, into: Map<string, number>): void {
  if (into.size >= MOST_FACTS) return;
  if (typeof value === 'number') {
    if (path !== '' && Number.isFinite(value) && !into.has(path)) into.set(path, value);
  } else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === '' ? key : `${path}.${key}`, into);
}

/** A value with named members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
