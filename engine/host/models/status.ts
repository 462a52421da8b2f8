/** What an answer other than 200 means: whether asking again can help, and when. */
import type { ModelOutcome } from '../../run/ports.ts';

type Failed = Extract<ModelOutcome, { kind: 'failed' }>;

const LONGEST_MESSAGE = 500;
/** Whoever asks us to wait longer is as good as away: a person should know. */
const LONGEST_WAIT_MS = 10 * 60_000;
const AGAIN: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

export function failureOf(response: Response, text: string): Failed {
  const { status } = response;
  if (status >= 300 && status < 400)
    return { kind: 'failed', type: 'redirect', message: 'the model server points elsewhere', retry: false };
  const message = `the model server answered ${status}: ${messageIn(text)}`;
  const wait = waitOf(response.headers.get('retry-after'));
  const retry = AGAIN.has(status) && (wait === undefined || wait <= LONGEST_WAIT_MS);
  return {
    kind: 'failed',
    type: status === 429 ? 'rate-limit' : status === 401 || status === 403 ? 'unauthorized' : 'server',
    message,
    retry,
    ...(retry && wait !== undefined && { retryAfterMs: wait }),
  };
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(at - Date.now(), 0);
}

/** What the server says went wrong: `{ "error": { "message" } }`, else the beginning of the text. */
function messageIn(text: string): string {
  try {
    const { error }: { error?: { message?: unknown } | string } = JSON.parse(text);
    const message = typeof error === 'string' ? error : error?.message;
    if (typeof message === 'string') return message.slice(0, LONGEST_MESSAGE);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  return text.slice(0, LONGEST_MESSAGE).trim() || 'without a word';
}

/** A certificate that is wrong stays wrong; a connection that broke may stand next time. */
export function isTransient(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/CERT|SSL|TLS|SELF_SIGNED|ENOTFOUND|ERR_INVALID/.test(code);
}
