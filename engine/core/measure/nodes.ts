/** What the figures of one node that asks people suggest, with the figures (R67, R68). Suggestions change nothing. */
import type { NodeStats } from '../../../schemas/protocol/views.ts';
import type { Handoff, State } from '../state.ts';
import { isApproved, isByPerson, isEdited, isEscalated } from './outcome.ts';
import { medianOf } from './quantile.ts';
import { safeRange } from './thresholds.ts';

/** Fewer decisions say nothing. */
const ENOUGH = 20;
const NEARLY_ALL = 0.98;
const OFTEN = 0.3;
const TOO_LATE = 0.2;

export function nodeStats(state: State, handoffs: readonly Handoff[]): NodeStats[] {
  const groups = new Map<string, Handoff[]>();
  for (const handoff of handoffs) {
    if (handoff.subject.kind !== 'node') continue;
    const key = JSON.stringify([handoff.bot, handoff.place.node]);
    const group = groups.get(key);
    if (group) group.push(handoff);
    else groups.set(key, [handoff]);
  }
  return [...groups.values()].map((group) => statsOfNode(state, group));
}

function statsOfNode(state: State, group: readonly Handoff[]): NodeStats {
  const last = group.at(-1);
  const decided = group.filter(({ status }) => status === 'decided');
  const times = decided.map(({ openedAt, decidedAt = openedAt }) => decidedAt - openedAt);
  const counts = {
    opened: group.length,
    decided: decided.length,
    approved: decided.filter((handoff) => isApproved(handoff) && !isEdited(handoff)).length,
    edited: decided.filter(isEdited).length,
    rejected: decided.filter(({ decision }) => decision === 'reject').length,
    escalated: group.filter(isEscalated).length,
    expired: group.filter(({ status }) => status === 'expired').length,
  };
  const suggestion = suggestionFor(decided.filter(isByPerson), counts);
  return {
    bot: last?.bot ?? '',
    workflow: state.definitions.get(last?.workflow ?? '')?.path ?? last?.workflow ?? '',
    node: last?.place.node ?? '',
    ...counts,
    medianMs: times.length === 0 ? null : medianOf(times),
    ...(suggestion && { suggestion }),
  };
}

type Counts = Pick<NodeStats, 'opened' | 'approved' | 'edited' | 'rejected' | 'escalated' | 'expired'>;

function suggestionFor(byPeople: readonly Handoff[], counts: Counts): NodeStats['suggestion'] {
  const late = counts.escalated + counts.expired;
  if (counts.opened >= ENOUGH && late / counts.opened >= TOO_LATE)
    return {
      kind: 'staff',
      text: 'Too many run out of time: more people, or more time.',
      evidence: `${counts.escalated} escalated and ${counts.expired} expired of ${counts.opened}`,
    };
  if (byPeople.length < ENOUGH) return undefined;
  const asTheyWere = byPeople.filter((handoff) => isApproved(handoff) && !isEdited(handoff));
  if (asTheyWere.length / byPeople.length >= NEARLY_ALL)
    return {
      kind: 'automate',
      text: 'People approve nearly all of these: a candidate for automation.',
      evidence: `${asTheyWere.length} of ${byPeople.length} approved as they were`,
    };
  const range = safeRange(byPeople, (handoff) => asTheyWere.includes(handoff), ENOUGH);
  if (range)
    return {
      kind: 'automate',
      text: `People approve all of these where ${range.condition}.`,
      evidence: `${range.count} of ${range.count} approved as they were, of ${byPeople.length} in all`,
    };
  const changed = byPeople.length - asTheyWere.length;
  return changed / byPeople.length >= OFTEN
    ? {
        kind: 'tighten',
        text: 'People change or refuse many of these: better what comes before, or ask earlier.',
        evidence: `${changed} of ${byPeople.length} edited, rejected or sent elsewhere`,
      }
    : undefined;
}
