/**
 * Where the person stands on the way to a decision. Pure.
 *
 * 1. Nothing can be armed before the facts of this revision were on screen.
 * 2. A decision takes two acts: arm, then confirm. No single key decides.
 * 3. A new revision takes everything back; what changed has to be acknowledged first.
 * 4. Whatever is armed is taken back when the handoff stops being open.
 * 5. What is armed carries its terms: the digest of the calls that are on screen with these edits and this answer (I8).
 */
import type { Variables } from '../../schemas/journal/event.ts';
import type { Call } from '../../schemas/protocol/views.ts';
import type { Choice } from './card.ts';

/** What a decision would be taken on. */
export interface Terms {
  digest: string;
  /** The calls as they would be, where they were asked for this decision alone. */
  calls?: readonly Call[];
  edits?: Readonly<Record<string, unknown>>;
  response?: Variables;
}

export type Decision =
  | { kind: 'reading' }
  /** The engine is asked what this would do. */
  | { kind: 'checking'; choice: Choice; request: number }
  | { kind: 'armed'; choice: Choice; terms: Terms }
  | { kind: 'reason'; choice: Choice; terms: Terms; text: string; complaint?: string }
  | { kind: 'sending'; choice: Choice; terms: Terms; reason?: string; request: number }
  /** The engine's last word on it: why it refused, or whose votes are still missing. */
  | { kind: 'told'; message: string };

export type Act =
  | { kind: 'check'; choice: Choice; request: number }
  | { kind: 'choose'; choice: Choice; terms: Terms }
  | { kind: 'write'; text: string }
  | { kind: 'confirm'; request: number }
  | { kind: 'cancel' }
  | { kind: 'answered' }
  | { kind: 'withdrawn' }
  | { kind: 'tell'; message: string }
  | { kind: 'revised' };

export interface Readiness {
  /** The facts of the shown revision were on screen. */
  seen: boolean;
  /** Open, live, and signed in. */
  open: boolean;
}

export const READING: Decision = { kind: 'reading' };

export function step(decision: Decision, act: Act, ready: Readiness): Decision {
  const may = ready.open && ready.seen;
  switch (act.kind) {
    case 'check':
      return may && decision.kind !== 'sending'
        ? { kind: 'checking', choice: act.choice, request: act.request }
        : decision;
    case 'choose':
      return may && decision.kind !== 'sending' ? begin(act.choice, act.terms) : decision;
    case 'write':
      return decision.kind === 'reason' ? { ...decision, text: act.text, complaint: undefined } : decision;
    case 'confirm':
      return may ? confirm(decision, act.request) : decision;
    case 'cancel':
      return decision.kind === 'sending' ? decision : READING;
    case 'answered':
    case 'withdrawn':
    case 'revised':
      return READING;
    case 'tell':
      return { kind: 'told', message: act.message };
    default:
      return act satisfies never;
  }
}

function begin(choice: Choice, terms: Terms): Decision {
  return choice.option.reasonRequired
    ? { kind: 'reason', choice, terms, text: '' }
    : { kind: 'armed', choice, terms };
}

function confirm(decision: Decision, request: number): Decision {
  if (decision.kind !== 'armed' && decision.kind !== 'reason') return decision;
  const { choice, terms } = decision;
  if (decision.kind === 'armed') return { kind: 'sending', choice, terms, request };
  const reason = decision.text.trim();
  if (reason === '') return { ...decision, complaint: 'Write a reason first; it is kept with the decision.' };
  return { kind: 'sending', choice, terms, reason, request };
}
