/** What may be chosen at an open handoff, and what a choice means. */
import type { HandoffFacts } from '../../../schemas/journal/event.ts';
import { handleOf } from '../../model/handoff-options.ts';

type Offered = Pick<HandoffFacts, 'options' | 'byForm'>;

/** The handle that a decision leaves by. */
export function handleOfDecision({ options, byForm }: Offered, decision: string): string {
  return handleOf(byForm ? { response_schema: {} } : { options }, decision);
}

const APPROVED: Readonly<Record<string, boolean>> = {
  approve: true,
  modify: true,
  edit: true,
  reject: false,
};

/** `response.approved` of a decision; null where the decision itself does not say (CONTRACT, Handoffs). */
export function approvedBy(decision: string): boolean | null {
  return Object.hasOwn(APPROVED, decision) ? (APPROVED[decision] ?? null) : null;
}
