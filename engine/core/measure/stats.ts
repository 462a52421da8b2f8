/** How people's part in the work goes (R67, R68): counts and rates over everything the state holds, times in milliseconds. */
import type { Stats } from '../../../schemas/protocol/views.ts';
import type { Handoff, State } from '../state.ts';
import { nodeStats } from './nodes.ts';
import { firstSeen, isApproved, isByPerson, isEdited } from './outcome.ts';
import { medianOf, quantileOf } from './quantile.ts';
import { reviewerStats } from './reviewers.ts';

/** The share of runs that should see a person, by R67. */
const BAND = { low: 0.1, high: 0.15 };

export function statsOf(state: State): Stats {
  const handoffs = [...state.handoffs.entries()].map(([, handoff]) => handoff);
  const counts = { open: 0, decided: 0, expired: 0, cancelled: 0 };
  for (const { status } of handoffs) counts[status] += 1;
  const decided = handoffs.filter(({ status }) => status === 'decided');
  const byPeople = decided.filter(isByPerson);
  const reviewed = new Set(handoffs.map(({ place }) => place.run));
  let runs = 0;
  for (const _ of state.runs.entries()) runs += 1;
  return {
    handoffs: counts,
    approvalRate: shareOf(decided, isApproved),
    reviewRate: runs === 0 ? null : Math.min(1, reviewed.size / runs),
    latency: timesOf(handoffs.map(({ openedAt, decidedAt }) => elapsed(openedAt, decidedAt))),
    load: loadOf(handoffs),
    firstLook: timesOf(handoffs.map((handoff) => elapsed(handoff.openedAt, firstSeen(handoff)))),
    firstPassRate: shareOf(byPeople, isFirstPass),
    band: BAND,
    nodes: nodeStats(state, handoffs),
    reviewers: reviewerStats(handoffs),
    reviews: reviewCounts(state),
  };
}

const SECOND_ROUND: ReadonlySet<string> = new Set([
  'handoff-revised',
  'handoff-asked',
  'handoff-reopened',
  'handoff-assigned',
  'escalation-advanced',
]);

/** Decided as it came: nothing edited, asked, given away or shown anew. */
function isFirstPass(handoff: Handoff): boolean {
  return !isEdited(handoff) && !handoff.history.some(({ type }) => SECOND_ROUND.has(type));
}

function elapsed(from: number, to: number | undefined): number | undefined {
  return to === undefined ? undefined : to - from;
}

function timesOf(times: readonly (number | undefined)[]): Stats['latency'] {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : { medianMs: medianOf(known), p90Ms: quantileOf(known, 0.9) };
}

function shareOf(all: readonly Handoff[], counts: (handoff: Handoff) => boolean): number | null {
  return all.length === 0 ? null : all.filter(counts).length / all.length;
}

/** How sure a bot has to be to count as confident. */
const CONFIDENT = 0.8;

function reviewCounts(state: State): Stats['reviews'] {
  const counts = { open: 0, good: 0, corrected: 0, bad: 0, confidentButWrong: 0 };
  for (const [, { verdict, confidence = 0 }] of state.reviews.entries()) {
    counts[verdict ?? 'open'] += 1;
    if (confidence >= CONFIDENT && (verdict === 'corrected' || verdict === 'bad'))
      counts.confidentButWrong += 1;
  }
  return counts;
}

function loadOf(handoffs: readonly Handoff[]): Stats['load'] {
  const load = new Map<string, number>();
  for (const { status, assignee = 'nobody' } of handoffs)
    if (status === 'open') load.set(assignee, (load.get(assignee) ?? 0) + 1);
  return [...load].map(([assignee, open]) => ({ assignee, open }));
}
