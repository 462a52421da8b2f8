/** What a model said, read strictly: what is not in the form asked for is no answer. */
import type { ModelCall } from '../../../schemas/journal/event.ts';
import { readJson } from '../../model/json-text.ts';
import { schemaFault } from '../../model/schema-fault.ts';
import { unreadable } from '../../model/schema-unread.ts';
import type { ModelEffect } from './ask.ts';

/** The outcome of a model's effect, as the `Models` port gives it. */
export interface ModelAnswer {
  text: string;
  calls: readonly ModelCall[];
}

export type Fitting = { kind: 'fits'; value: unknown } | { kind: 'unfit'; why: string };

/** Reads the recorded outcome; an outcome of another shape says nothing. */
export function answerOf({ output }: ModelEffect): ModelAnswer {
  const { text, calls } = isRecord(output) ? output : {};
  return {
    text: typeof text === 'string' ? text : '',
    calls: Array.isArray(calls) ? calls.filter(isCall) : [],
  };
}

/** The value that a text holds, where it is JSON that fits the schema. */
export function fitted(text: string, schema: Readonly<Record<string, unknown>>): Fitting {
  const unread = unreadable(schema);
  if (unread !== undefined)
    return { kind: 'unfit', why: `its output_schema uses ${unread}, which cannot be checked here` };
  const read = jsonIn(text);
  if (!read) return { kind: 'unfit', why: 'it is not JSON' };
  const fault = schemaFault(schema, read.value, 'answer');
  return fault
    ? { kind: 'unfit', why: `${fault.path} ${fault.message}` }
    : { kind: 'fits', value: read.value };
}

/** The value of a JSON text, or nothing; what could hurt later counts as nothing (T41, F40, F41). */
export function jsonIn(text: string): { value: unknown } | undefined {
  const { value, problems } = readJson(text);
  return problems.length === 0 ? { value } : undefined;
}

/** The object that a JSON text holds, or nothing. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  const read = jsonIn(text);
  return read && isRecord(read.value) ? read.value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCall(value: unknown): value is ModelCall {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.name === 'string' &&
    typeof value.arguments === 'string'
  );
}
