/**
 * What a review page and its host say to each other. The page speaks a few of the bridge's methods, and only for the one
 * handoff its panel was opened for; it never holds a credential (T20, T21). The host decodes everything it hears.
 */
import type { ErrorData } from './codes.ts';
import type { ParamsOf, ResultOf } from './methods.ts';
import type { HandoffDetail } from './views.ts';

/** The allow-list of a review panel. */
export const REVIEW_METHODS = ['handoff/seen', 'handoff/decide'] as const;
export type ReviewMethod = (typeof REVIEW_METHODS)[number];

export type Link =
  | { kind: 'loading' }
  | { kind: 'live' }
  /** Connection lost at `since` (ISO 8601); what is shown is what was known. */
  | { kind: 'stale'; since: string }
  | { kind: 'read-only'; why: string }
  | { kind: 'error'; what: string; next: string }
  | { kind: 'denied'; who: string }
  /** The store has no such handoff. */
  | { kind: 'gone' };

/** Everything a page draws. */
export interface ReviewView {
  link: Link;
  /** The person who would decide, or null where nobody is signed in. */
  me: string | null;
  item: HandoffDetail | null;
}

/** The last answer to one request of the page. */
export type Reply =
  | { kind: 'done'; id: number; result: ResultOf<ReviewMethod> }
  | { kind: 'refused'; id: number; message: string; data: ErrorData }
  /** The person took it back in a dialog of the host. */
  | { kind: 'withdrawn'; id: number };

export type ToPage =
  | { kind: 'view'; view: ReviewView }
  | { kind: 'reply'; reply: Reply }
  /** A command of the host: arm this option, as if its button had been pressed. */
  | { kind: 'arm'; option: 'approve' | 'reject' };

type Request = {
  [M in ReviewMethod]: { kind: 'request'; id: number; method: M; params: ParamsOf<M> };
}[ReviewMethod];
export type FromPage = { kind: 'ready' } | { kind: 'sign-in' } | { kind: 'show-log' } | Request;

/** Longest reason a page may send, in characters. */
export const MAX_REASON = 4000;

/**
 * Reads one message of the page whose panel belongs to `handoff` and carries `nonce`.
 * @returns the message, or `{ wrong }`: what about it is not allowed
 */
export function decodeFromPage(value: unknown, handoff: string, nonce: string): FromPage | { wrong: string } {
  const message = record(value);
  if (!message) return { wrong: 'not an object' };
  if (message.nonce !== nonce) return { wrong: 'nonce' };
  switch (message.kind) {
    case 'ready':
    case 'sign-in':
    case 'show-log':
      return { kind: message.kind };
    case 'request':
      return decodeRequest(message, handoff);
    default:
      return { wrong: 'kind' };
  }
}

function decodeRequest(message: Record<string, unknown>, handoff: string): FromPage | { wrong: string } {
  const params = record(message.params);
  const id = wholeNumber(message.id);
  if (id === undefined) return { wrong: 'id' };
  if (!params) return { wrong: 'params' };
  if (params.id !== handoff) return { wrong: 'params/id' };
  const revision = wholeNumber(params.revision);
  if (revision === undefined) return { wrong: 'params/revision' };
  switch (message.method) {
    case 'handoff/seen':
      return { kind: 'request', id, method: 'handoff/seen', params: { id: handoff, revision } };
    case 'handoff/decide':
      return decodeDecide(id, handoff, revision, params);
    default:
      return { wrong: 'method' };
  }
}

function decodeDecide(
  id: number,
  handoff: string,
  revision: number,
  params: Record<string, unknown>,
): FromPage | { wrong: string } {
  const { decision, reason, digest, seenSeq } = params;
  if (!isText(decision, 200)) return { wrong: 'params/decision' };
  if (!isText(digest, 200)) return { wrong: 'params/digest' };
  if (reason !== undefined && !isText(reason, MAX_REASON)) return { wrong: 'params/reason' };
  if (seenSeq !== undefined && wholeNumber(seenSeq) === undefined) return { wrong: 'params/seenSeq' };
  return {
    kind: 'request',
    id,
    method: 'handoff/decide',
    params: {
      id: handoff,
      revision,
      decision,
      digest,
      ...(reason && { reason }),
      seenSeq: wholeNumber(seenSeq),
    },
  };
}

function record(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !/\p{Cs}/u.test(value);
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
