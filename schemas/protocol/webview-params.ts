/** Parameters of the requests a review page may make: one row a method, known members only, everything bounded. */
import type { ReviewMethod } from './webview.ts';

/** Longest reason, question or note a page may send, in characters. */
export const MAX_REASON = 4000;
/** Longest text of an edit, in characters. */
export const MAX_EDITED = 200_000;
/** Names of people, nodes, decisions and digests. */
const MAX_NAME = 300;
const MAX_MEMBERS = 100;
const DEEPEST = 12;
const MOST_VALUES = 5000;

type Decode = (value: unknown) => boolean;
interface Member {
  fits: Decode;
  required?: true;
}

const name: Decode = (value) => isText(value, MAX_NAME) && value !== '';
const text: Decode = (value) => isText(value, MAX_REASON);
const number: Decode = (value) => wholeNumber(value) !== undefined;
const values: Decode = (value) => record(value) !== undefined && isJson(value);

const revision: Member = { fits: number, required: true };
const REVISION = { revision };

const MEMBERS: Record<ReviewMethod, Readonly<Record<string, Member>>> = {
  'handoff/seen': REVISION,
  'handoff/claim': REVISION,
  'handoff/release': REVISION,
  'handoff/undo': {},
  'handoff/preview': {
    revision,
    decision: { fits: name, required: true },
    edits: { fits: values },
    response: { fits: values },
    to: { fits: name },
  },
  'handoff/decide': {
    revision,
    decision: { fits: name, required: true },
    digest: { fits: name, required: true },
    reason: { fits: text },
    edits: { fits: values },
    response: { fits: values },
    seenSeq: { fits: number },
  },
  'handoff/assign': { revision, assignee: { fits: name, required: true }, reason: { fits: text } },
  'handoff/escalate': { revision, reason: { fits: text } },
  'handoff/redirect': { revision, to: { fits: name, required: true }, reason: { fits: text } },
  'handoff/ask': {
    revision,
    text: { fits: text, required: true },
    to: { fits: (value) => value === 'user' || value === 'bot' },
  },
  'handoff/annotate': { revision, note: { fits: text, required: true } },
};

/** @returns the members that are known, or the name of the first one that does not fit */
export function decodeParams(
  method: ReviewMethod,
  params: Readonly<Record<string, unknown>>,
): { params: Record<string, unknown> } | { wrong: string } {
  const known: Record<string, unknown> = {};
  for (const [member, { fits, required }] of Object.entries(MEMBERS[method])) {
    const value = Object.hasOwn(params, member) ? params[member] : undefined;
    if (value === undefined ? required : !fits(value)) return { wrong: member };
    if (value !== undefined) known[member] = value;
  }
  return { params: known };
}

export function record(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

export function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !/\p{Cs}/u.test(value);
}

export function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Whether it is plain JSON of a bearable size; a page could send maps, dates or circles as well. */
function isJson(value: unknown): boolean {
  const left = { values: MOST_VALUES, text: MAX_EDITED };
  const fits = (part: unknown, depth: number): boolean => {
    left.values -= 1;
    if (left.values < 0 || depth > DEEPEST) return false;
    if (part === null || typeof part === 'boolean') return true;
    if (typeof part === 'number') return Number.isFinite(part);
    if (typeof part === 'string') {
      left.text -= part.length;
      return isText(part, left.text + part.length);
    }
    if (Array.isArray(part)) return part.every((each) => fits(each, depth + 1));
    if (!isPlain(part)) return false;
    const entries = Object.entries(part);
    return (
      entries.length <= MAX_MEMBERS &&
      entries.every(([key, each]) => isText(key, MAX_NAME) && fits(each, depth + 1))
    );
  };
  return fits(value, 0);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
