/**
 * Where a person stands with one finished answer. Pure. A verdict takes two acts: a key or a button arms it, Enter or
 * Confirm records it. A correction needs a text; a note never does.
 */
import type { OversightReply } from '../../schemas/protocol/oversight-page.ts';
import type { ReviewVerdict } from '../../schemas/protocol/views.ts';

export type Stand =
  | { kind: 'reading' }
  | { kind: 'armed'; verdict: ReviewVerdict; complaint?: string }
  | { kind: 'sending'; verdict: ReviewVerdict; request: number }
  | { kind: 'told'; message: string };

export const READING: Stand = { kind: 'reading' };

/** Keys that arm a verdict, and only that. */
export const KEYS: Readonly<Record<string, ReviewVerdict>> = { g: 'good', c: 'corrected', b: 'bad' };

export function arm(stand: Stand, verdict: ReviewVerdict): Stand {
  return stand.kind === 'sending' ? stand : { kind: 'armed', verdict };
}

export function cancel(stand: Stand): Stand {
  return stand.kind === 'sending' ? stand : READING;
}

export function confirm(
  stand: Stand,
  { correction, answer, request }: { correction: string; answer: string; request: number },
): Stand {
  if (stand.kind !== 'armed') return stand;
  const { verdict } = stand;
  if (verdict === 'corrected' && correction.trim() === '')
    return { ...stand, complaint: 'Write what the answer should have been first.' };
  if (verdict === 'corrected' && correction.trim() === answer.trim())
    return { ...stand, complaint: 'This is the answer as it was. Change it, or call it good.' };
  return { kind: 'sending', verdict, request };
}

export function answered(stand: Stand, reply: OversightReply): Stand {
  if (stand.kind !== 'sending' || stand.request !== reply.id) return stand;
  return reply.kind === 'done' ? READING : { kind: 'told', message: reply.message };
}
