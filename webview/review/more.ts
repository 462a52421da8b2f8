/**
 * What a reviewer can do besides deciding: ask back, escalate, redirect, give to somebody, claim, note (R60). Each but
 * claiming takes two acts: its form, then its button. Pure but for drawing.
 */
import type { ParamsOf } from '../../schemas/protocol/methods.ts';
import type { Call, HandoffDetail } from '../../schemas/protocol/views.ts';
import type { ReviewMethod } from '../../schemas/protocol/webview.ts';
import { oneLine } from '../../schemas/text/visible.ts';

export type ActName = 'ask' | 'escalate' | 'redirect' | 'assign' | 'annotate';

export interface ActForm {
  act: ActName;
  to: string;
  text: string;
  complaint?: string;
  /** What a path that was chosen would let happen; asked of the engine. */
  calls?: readonly Call[];
}

export type More =
  | { kind: 'closed' }
  | { kind: 'open'; told?: string }
  | ({ kind: 'form' } & ActForm)
  | ({ kind: 'sending' } & ActForm);

export interface ActWords {
  button: string;
  title: string;
  /** Above the text; whether it may be left out. */
  text: string;
  optional: boolean;
  confirm: string;
  done: string;
}

export const ACTS: Readonly<Record<ActName, ActWords>> = {
  ask: {
    button: 'Ask back…',
    title: 'Ask a question without deciding',
    text: 'Your question',
    optional: false,
    confirm: 'Send the question',
    done: 'Your question was sent.',
  },
  escalate: {
    button: 'Escalate…',
    title: 'Escalate to the next level',
    text: 'Why? It is kept in the history.',
    optional: true,
    confirm: 'Escalate',
    done: 'It was escalated.',
  },
  redirect: {
    button: 'Redirect…',
    title: 'Redirect it where it belongs',
    text: 'Why? It goes to the workflow and to the record.',
    optional: false,
    confirm: 'Redirect',
    done: 'It was redirected.',
  },
  assign: {
    button: 'Give to…',
    title: 'Give it to somebody else',
    text: 'Why? It is kept in the history.',
    optional: true,
    confirm: 'Give it on',
    done: 'It was given on.',
  },
  annotate: {
    button: 'Note…',
    title: 'Add a note for everybody who reviews this',
    text: 'Your note',
    optional: false,
    confirm: 'Save the note',
    done: 'Your note was saved.',
  },
};

export function beginAct(act: ActName, item: HandoffDetail): More {
  const to = act === 'ask' ? (item.conversation === null ? 'bot' : 'user') : '';
  return { kind: 'form', act, to, text: '' };
}

type Wanted = {
  [M in ReviewMethod]: { method: M; params: ParamsOf<M> };
}[ReviewMethod];

/** The request that a form stands for, or what it lacks. */
export function requestOf({ act, to, text }: ActForm, item: HandoffDetail): Wanted | { complaint: string } {
  const { id, revision } = item;
  const said = text.trim();
  const why = said === '' ? {} : { reason: said };
  if (act === 'assign' && to === '') return { complaint: 'Choose whom it goes to first.' };
  if (act === 'redirect' && to === '') return { complaint: 'Choose where it goes first.' };
  if (said === '' && !ACTS[act].optional)
    return { complaint: `${ACTS[act].text.split('?')[0]}: write it first.` };
  switch (act) {
    case 'ask':
      return {
        method: 'handoff/ask',
        params: { id, revision, text: said, to: to === 'bot' ? 'bot' : 'user' },
      };
    case 'escalate':
      return { method: 'handoff/escalate', params: { id, revision, ...why } };
    case 'redirect':
      return { method: 'handoff/redirect', params: { id, revision, to, ...why } };
    case 'assign':
      return { method: 'handoff/assign', params: { id, revision, assignee: to, ...why } };
    case 'annotate':
      return { method: 'handoff/annotate', params: { id, revision, note: said } };
    default:
      return act satisfies never;
  }
}

/** Whether a target is another path of the workflow, which is a decision, and not people. */
export function isPath(to: string, { redirects }: HandoffDetail): boolean {
  return redirects.some(({ node }) => node === to);
}

/** What a refusal of the engine asks for next, after its own words. */
export function adviceAfter(code: string): string {
  return ADVICE[code] ?? '';
}

const ADVICE: Readonly<Record<string, string>> = {
  stale: 'Read the change above, then try again.',
  forbidden: 'Leave it to whoever it waits for, or ask them to give it to you.',
  overloaded: 'What you wrote is still here.',
  internal: 'What you wrote is still here; try again.',
};

/** The confirming button names what it does, and to whom. */
export function confirmText(
  { act, to }: ActForm,
  item: HandoffDetail,
  people: readonly { principal: string; name: string }[],
): string {
  const { confirm } = ACTS[act];
  if (to === '' || act === 'ask') return confirm;
  const path = item.redirects.find(({ node }) => node === to);
  const name = path?.label ?? people.find(({ principal }) => principal === to)?.name ?? to;
  return `${confirm}${act === 'assign' ? ':' : ' to'} ${oneLine(name, 60)}`;
}
