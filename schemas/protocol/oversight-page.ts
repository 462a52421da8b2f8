/**
 * What the oversight page and its host say to each other: figures, and the reviews of finished answers. The page may read
 * and record reviews, nothing else; files and the clipboard are written by the host, from its own figures (T20, T21).
 */
import type { ErrorData } from './codes.ts';
import type { ParamsOf } from './methods.ts';
import type { ReviewDetail, ReviewItem, Stats } from './views.ts';
import type { Link } from './webview.ts';
import { isText, record, wholeNumber } from './webview-params.ts';

/** The allow-list of an oversight panel. */
export const OVERSIGHT_METHODS = ['review/get', 'review/record'] as const;
export type OversightMethod = (typeof OVERSIGHT_METHODS)[number];

/** Longest correction or note, in characters. */
export const MAX_CORRECTION = 20_000;

/** What a person asks the host to do with what is shown. */
export const OVERSIGHT_DEEDS = ['sign-in', 'show-log', 'save-csv', 'copy', 'save-reviews', 'more'] as const;
export type OversightDeed = (typeof OVERSIGHT_DEEDS)[number];

export interface OversightView {
  link: Link;
  /** The name of who is signed in, or null while this window only reads. */
  me: string | null;
  stats: Stats | null;
  /** ISO 8601; when these figures were read. */
  at: string | null;
  /** Names of people by principal. */
  names: Readonly<Record<string, string>>;
  /** Finished answers that were picked for a look, newest first; `total` counts those not listed too. */
  answers: { items: readonly ReviewItem[]; total: number };
}

export type OversightReply =
  | { kind: 'done'; id: number; review: ReviewDetail | null }
  | { kind: 'refused'; id: number; message: string; data: ErrorData };

export type Focus = { tab: 'figures'; bot?: string; node?: string } | { tab: 'answers'; review?: string };

export type ToOversightPage =
  | { kind: 'view'; view: OversightView }
  | { kind: 'reply'; reply: OversightReply }
  /** Show this: a command of the host asked for it. */
  | { kind: 'focus'; focus: Focus };

type Request = {
  [M in OversightMethod]: { kind: 'request'; id: number; method: M; params: ParamsOf<M> };
}[OversightMethod];

export type FromOversightPage = { kind: 'ready' } | { kind: 'deed'; deed: OversightDeed } | Request;

/**
 * Reads one message of the page that carries `nonce`.
 * @returns the message, or `{ wrong }`: what about it is not allowed
 */
export function decodeFromOversight(value: unknown, nonce: string): FromOversightPage | { wrong: string } {
  const message = record(value);
  if (!message) return { wrong: 'not an object' };
  if (message.nonce !== nonce) return { wrong: 'nonce' };
  switch (message.kind) {
    case 'ready':
      return { kind: 'ready' };
    case 'deed': {
      const deed = OVERSIGHT_DEEDS.find((each) => each === message.deed);
      return deed ? { kind: 'deed', deed } : { wrong: 'deed' };
    }
    case 'request':
      return decodeRequest(message);
    default:
      return { wrong: 'kind' };
  }
}

function decodeRequest(message: Record<string, unknown>): FromOversightPage | { wrong: string } {
  const id = wholeNumber(message.id);
  const params = record(message.params);
  if (id === undefined) return { wrong: 'id' };
  if (!params) return { wrong: 'params' };
  const review = params.id;
  if (!isText(review, 200) || review === '') return { wrong: 'params/id' };
  switch (message.method) {
    case 'review/get':
      return { kind: 'request', id, method: 'review/get', params: { id: review } };
    case 'review/record':
      return decodeRecord(id, review, params);
    default:
      return { wrong: 'method' };
  }
}

function decodeRecord(
  id: number,
  review: string,
  { verdict, correction, note }: Record<string, unknown>,
): FromOversightPage | { wrong: string } {
  if (verdict !== 'good' && verdict !== 'corrected' && verdict !== 'bad') return { wrong: 'params/verdict' };
  if (correction !== undefined && !isText(correction, MAX_CORRECTION)) return { wrong: 'params/correction' };
  if (note !== undefined && !isText(note, MAX_CORRECTION)) return { wrong: 'params/note' };
  return {
    kind: 'request',
    id,
    method: 'review/record',
    params: {
      id: review,
      verdict,
      ...(correction !== undefined && { correction }),
      ...(note !== undefined && { note }),
    },
  };
}
