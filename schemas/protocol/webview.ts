/**
 * What a review page and its host say to each other. The page speaks a few of the bridge's methods, and only for the one
 * handoff its panel was opened for; it never holds a credential (T20, T21). The host decodes everything it hears.
 */
import type { ErrorData } from './codes.ts';
import type { ParamsOf, ResultOf } from './methods.ts';
import type { HandoffDetail } from './views.ts';
import { decodeParams, isText, MAX_EDITED, record, wholeNumber } from './webview-params.ts';

/** The allow-list of a review panel. */
export const REVIEW_METHODS = [
  'handoff/seen',
  'handoff/preview',
  'handoff/decide',
  'handoff/undo',
  'handoff/claim',
  'handoff/release',
  'handoff/assign',
  'handoff/escalate',
  'handoff/redirect',
  'handoff/ask',
  'handoff/annotate',
] as const;
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
  /** People, roles and teams of the configuration, whom a handoff can be given to. */
  people: readonly { principal: string; name: string }[];
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
  | { kind: 'arm'; option: 'approve' | 'reject' }
  /** The text that the person saved in the editor that `edit-text` opened. */
  | { kind: 'edited'; path: string; text: string };

export type Request = {
  [M in ReviewMethod]: { kind: 'request'; id: number; method: M; params: ParamsOf<M> };
}[ReviewMethod];

export type FromPage =
  | { kind: 'ready' }
  | { kind: 'sign-in' }
  | { kind: 'show-log' }
  /** Open the host's diff editor on what stands at `path`; `text` is the person's version so far. */
  | { kind: 'edit-text'; path: string; text: string }
  | Request;

const METHODS: ReadonlySet<string> = new Set(REVIEW_METHODS);

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
    case 'edit-text':
      return decodeEdit(message.path, message.text);
    case 'request':
      return decodeRequest(message, handoff);
    default:
      return { wrong: 'kind' };
  }
}

function decodeEdit(path: unknown, text: unknown): FromPage | { wrong: string } {
  if (!isText(path, 300)) return { wrong: 'path' };
  if (!isText(text, MAX_EDITED)) return { wrong: 'text' };
  return { kind: 'edit-text', path, text };
}

function decodeRequest(message: Record<string, unknown>, handoff: string): FromPage | { wrong: string } {
  const { method } = message;
  const params = record(message.params);
  const id = wholeNumber(message.id);
  if (id === undefined) return { wrong: 'id' };
  if (!params) return { wrong: 'params' };
  if (typeof method !== 'string' || !METHODS.has(method)) return { wrong: 'method' };
  if (params.id !== handoff) return { wrong: 'params/id' };
  const decoded = decodeParams(method as ReviewMethod, params);
  if ('wrong' in decoded) return { wrong: `params/${decoded.wrong}` };
  return { kind: 'request', id, method, params: { id: handoff, ...decoded.params } } as Request;
}
