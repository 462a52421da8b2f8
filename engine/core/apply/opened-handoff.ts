/** One shape for all handoffs. */
import type { EventOf } from '../../../schemas/journal/event.ts';
import type { Stamp } from '../apply.ts';
import type { Handoff } from '../state.ts';

/**
 * What a handoff may have. One that has a place for everything from the beginning is made in one piece, and so is each
 * copy of it; growing field by field cost more than deciding what to ask. A field that is not listed here is only slower.
 */
const UNSET: { [K in keyof Handoff]?: undefined } = {
  id: undefined,
  ticket: undefined,
  kind: undefined,
  risk: undefined,
  bot: undefined,
  workflow: undefined,
  place: undefined,
  conversation: undefined,
  label: undefined,
  reason: undefined,
  priority: undefined,
  assignee: undefined,
  declaredAssignee: undefined,
  options: undefined,
  labels: undefined,
  reasons: undefined,
  reasonRequired: undefined,
  editable: undefined,
  responseSchema: undefined,
  context: undefined,
  display: undefined,
  calls: undefined,
  digest: undefined,
  exclude: undefined,
  approvals: undefined,
  escalation: undefined,
  dueAt: undefined,
  subject: undefined,
  summary: undefined,
  note: undefined,
  takeover: undefined,
  outputVariable: undefined,
  flags: undefined,
  missing: undefined,
  byForm: undefined,
  undoSeconds: undefined,
  redirects: undefined,
  ladder: undefined,
  level: undefined,
  softDueAt: undefined,
  fourEyes: undefined,
  delegate: undefined,
  revision: undefined,
  status: undefined,
  openedAt: undefined,
  decision: undefined,
  decidedBy: undefined,
  decidedAt: undefined,
  channel: undefined,
  decisionReason: undefined,
  response: undefined,
  edits: undefined,
  editedVariables: undefined,
  votes: undefined,
  target: undefined,
  held: undefined,
  wentAheadAt: undefined,
  clockAt: undefined,
  overdue: undefined,
  askedBy: undefined,
  also: undefined,
  voters: undefined,
  claimedBy: undefined,
  seenBy: undefined,
  seenAt: undefined,
  newMessages: undefined,
  timer: undefined,
  handle: undefined,
  decisionCalls: undefined,
  used: undefined,
  withdrawn: undefined,
  history: undefined,
  request: undefined,
  decidedSeq: undefined,
};

/** A handoff as it is opened. */
export function openedHandoff(event: EventOf<'handoff-opened'>, { seq, at }: Stamp): Handoff {
  const handoff: Record<string, unknown> = { ...UNSET };
  for (const name in event) if (name !== 'type') handoff[name] = event[name as keyof typeof event];
  handoff.revision = 1;
  handoff.status = 'open';
  handoff.openedAt = at;
  handoff.votes = [];
  handoff.seenBy = [];
  handoff.newMessages = 0;
  handoff.used = {};
  handoff.history = [{ seq, at, type: event.type }];
  handoff.dueAt = event.softDueAt;
  return handoff as unknown as Handoff;
}
