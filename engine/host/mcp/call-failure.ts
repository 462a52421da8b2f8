/**
 * What a call that brought no result means. The question that matters: may the request have been carried out? If that
 * cannot be ruled out the answer is `unknown` (I5), which brings a person.
 */
import type { CallOutcome } from '../../run/ports.ts';

/** Errors of a connection that never came about: nothing can have arrived. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** Of the refusals by HTTP status these two do not say that nothing was done. */
const UNDECIDED_STATUS: ReadonlySet<number> = new Set([408, 499]);

/** The client's own codes that settle the question: it read an answer, or had no connection to write to. */
const SETTLED: ReadonlyMap<string, string> = new Map([
  ['NOT_CONNECTED', 'not-sent'],
  ['INVALID_RESULT', 'invalid-output'],
  ['UNSUPPORTED_RESULT_TYPE', 'protocol-error'],
]);

const UNKNOWN: ReadonlyMap<string, string> = new Map([
  ['REQUEST_TIMEOUT', 'the request was sent and no answer came in time'],
  ['CONNECTION_CLOSED', 'the request was sent and the connection ended before an answer'],
]);

/** The outcome of a call that ended with `error`; `left` says whether the request was handed to the transport. */
export function outcomeOfError(error: unknown, left: boolean): CallOutcome {
  const message = messageOf(error);
  const { code, status } = errorFacts(error);
  if (!left) return { kind: 'failed', type: 'not-sent', message };
  if (typeof code === 'number') return { kind: 'failed', type: 'protocol-error', message };
  const settled = SETTLED.get(code);
  if (settled) return { kind: 'failed', type: settled, message };
  if (status !== undefined && status >= 300 && status < 500 && !UNDECIDED_STATUS.has(status))
    return { kind: 'failed', type: 'refused', message };
  if (causes(error).some((cause) => NEVER_CONNECTED.has(String(errorFacts(cause).code))))
    return { kind: 'failed', type: 'not-sent', message };
  return { kind: 'unknown', why: UNKNOWN.get(code) ?? `the request was sent, then: ${message}` };
}

/** JSON-RPC errors carry a number as code, the client's own a word, HTTP refusals a status. */
function errorFacts(error: unknown): { code: string | number; status: number | undefined } {
  if (typeof error !== 'object' || error === null) return { code: '', status: undefined };
  const { code, status } = error as { code?: unknown; status?: unknown };
  return {
    code: typeof code === 'string' || typeof code === 'number' ? code : '',
    status: typeof status === 'number' ? status : undefined,
  };
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let next = error; next !== undefined && next !== null && found.length < 8; ) {
    found.push(next);
    next = (next as { cause?: unknown }).cause;
  }
  return found;
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 500);
}
