/** What became of one handoff, as the measures count it. */
import type { Handoff } from '../state.ts';

/** Approved, with or without edits. */
export function isApproved({ decision }: Handoff): boolean {
  return decision === 'approve' || decision === 'modify' || decision === 'edit';
}

export function isEdited({ edits = [], decision }: Handoff): boolean {
  return edits.length > 0 || decision === 'modify' || decision === 'edit';
}

export function isByPerson({ decidedBy }: Handoff): boolean {
  return decidedBy?.startsWith('user:') ?? false;
}

/** Went to somebody else than it was opened for, by a clock or by a person. */
export function isEscalated({ history }: Handoff): boolean {
  return history.some(({ type }) => type === 'escalation-advanced' || type === 'handoff-escalated');
}

/** When a person had it on screen first; nothing where nobody did. */
export function firstSeen({ history }: Handoff, who?: string): number | undefined {
  return history.find(({ type, by }) => type === 'handoff-seen' && (who === undefined || by === who))?.at;
}
