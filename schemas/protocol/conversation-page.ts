/**
 * What a conversation page and its host say to each other. The page may take over, write and return, in the one
 * conversation its panel was opened for: the host adds which one, and never takes that from the page (T20, T21).
 */
import type { ErrorData } from './codes.ts';
import type { ParamsOf } from './methods.ts';
import type { MessageItem } from './views.ts';
import type { Link } from './webview.ts';
import { isText, record, wholeNumber } from './webview-params.ts';

/** The allow-list of a conversation panel. */
export const CONVERSATION_METHODS = [
  'conversation/take',
  'conversation/reply',
  'conversation/return',
] as const;
export type ConversationMethod = (typeof CONVERSATION_METHODS)[number];

/** Longest text of an operator, in characters. */
export const MAX_TEXT = 8000;

/** Who speaks for the house right now. */
export type Holder =
  | { kind: 'bot' }
  /** It waits for a person; the bot is silent already. */
  | { kind: 'queue' }
  | { kind: 'me' }
  | { kind: 'other'; name: string };

/** What whoever takes a conversation over is told first (R22). */
export interface Envelope {
  ticket: string;
  summary: string | null;
  /** What the bot notes for the person. */
  note: string | null;
  /** Why a person is asked. */
  why: string | null;
  /** ISO 8601; when nobody has come by then, the workflow goes on without. */
  dueAt: string | null;
}

export interface Talk {
  bot: string;
  conversation: string;
  holder: Holder;
  /** A rule of the configuration stopped the bot (R35). */
  stopped: boolean;
  /** All messages, loaded or not. */
  total: number;
  envelope: Envelope | null;
  /** Open handoffs of its runs that are decided in a review. */
  waiting: readonly { id: string; ticket: string; summary: string }[];
}

export interface ConversationView {
  link: Link;
  /** The name of who is signed in, or null while this window only reads. */
  me: string | null;
  talk: Talk | null;
}

/** Messages in order; `replace` is all that is known from now on. `older` says whether there are earlier ones. */
export interface Messages {
  kind: 'messages';
  place: 'replace' | 'newer' | 'older';
  items: readonly MessageItem[];
  older?: boolean;
}

/** The answer to one request of the page. */
export type TalkReply =
  | { kind: 'done'; id: number }
  | { kind: 'refused'; id: number; message: string; data: ErrorData };

export type ToConversationPage =
  | { kind: 'view'; view: ConversationView }
  | Messages
  | { kind: 'reply'; reply: TalkReply };

type Request = {
  [M in ConversationMethod]: {
    kind: 'request';
    id: number;
    method: M;
    params: Omit<ParamsOf<M>, 'bot' | 'conversation'>;
  };
}[ConversationMethod];

export type FromConversationPage =
  | { kind: 'ready' }
  | { kind: 'sign-in' }
  | { kind: 'show-log' }
  /** Show what was said before that message. */
  | { kind: 'older'; before: number }
  /** Open the review of one of the waiting handoffs. */
  | { kind: 'open-handoff'; handoff: string }
  | Request;

/**
 * Reads one message of the page that carries `nonce`.
 * @returns the message, or `{ wrong }`: what about it is not allowed
 */
export function decodeFromConversation(
  value: unknown,
  nonce: string,
): FromConversationPage | { wrong: string } {
  const message = record(value);
  if (!message) return { wrong: 'not an object' };
  if (message.nonce !== nonce) return { wrong: 'nonce' };
  switch (message.kind) {
    case 'ready':
    case 'sign-in':
    case 'show-log':
      return { kind: message.kind };
    case 'older': {
      const before = wholeNumber(message.before);
      return before === undefined ? { wrong: 'before' } : { kind: 'older', before };
    }
    case 'open-handoff':
      return isText(message.handoff, 200)
        ? { kind: 'open-handoff', handoff: message.handoff }
        : { wrong: 'handoff' };
    case 'request':
      return decodeRequest(message);
    default:
      return { wrong: 'kind' };
  }
}

function decodeRequest(message: Record<string, unknown>): FromConversationPage | { wrong: string } {
  const id = wholeNumber(message.id);
  const params = record(message.params);
  if (id === undefined) return { wrong: 'id' };
  if (!params) return { wrong: 'params' };
  const { text, note } = params;
  switch (message.method) {
    case 'conversation/take':
      return { kind: 'request', id, method: 'conversation/take', params: {} };
    case 'conversation/reply':
      return isText(text, MAX_TEXT) && text.trim() !== ''
        ? { kind: 'request', id, method: 'conversation/reply', params: { text } }
        : { wrong: 'params/text' };
    case 'conversation/return':
      if (note === undefined) return { kind: 'request', id, method: 'conversation/return', params: {} };
      return isText(note, MAX_TEXT)
        ? { kind: 'request', id, method: 'conversation/return', params: { note } }
        : { wrong: 'params/note' };
    default:
      return { wrong: 'method' };
  }
}
