/**
 * Where the person stands on the way to a decision. Pure.
 *
 * 1. Nothing can be armed before the facts of this revision were on screen.
 * 2. A decision takes two acts: arm, then confirm. No single key decides.
 * 3. A new revision takes everything back; what changed has to be acknowledged first.
 * 4. Whatever is armed is taken back when the handoff stops being open.
 */
import type { Choice } from './card.ts';

export type Decision =
  | { kind: 'reading' }
  | { kind: 'armed'; choice: Choice }
  | { kind: 'reason'; choice: Choice; text: string; complaint?: string }
  | { kind: 'sending'; choice: Choice; reason?: string; request: number }
  /** The engine's last word on it: why it refused, or whose votes are still missing. */
  | { kind: 'told'; message: string };

export type Act =
  | { kind: 'choose'; choice: Choice }
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
  switch (act.kind) {
    case 'choose':
      return ready.open && ready.seen && decision.kind !== 'sending' ? begin(act.choice) : decision;
    case 'write':
      return decision.kind === 'reason' ? { ...decision, text: act.text, complaint: undefined } : decision;
    case 'confirm':
      return ready.open && ready.seen ? confirm(decision, act.request) : decision;
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

function begin(choice: Choice): Decision {
  return choice.option.reasonRequired ? { kind: 'reason', choice, text: '' } : { kind: 'armed', choice };
}

function confirm(decision: Decision, request: number): Decision {
  if (decision.kind === 'armed') return { kind: 'sending', choice: decision.choice, request };
  if (decision.kind !== 'reason') return decision;
  const reason = decision.text.trim();
  if (reason === '') return { ...decision, complaint: 'Write a reason first; it is kept with the decision.' };
  return { kind: 'sending', choice: decision.choice, reason, request };
}
