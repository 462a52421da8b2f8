/** How each reviewer's decisions look from outside. Signals, not verdicts: they begin a talk and block nothing. */
import type { ReviewerStats } from '../../../schemas/protocol/views.ts';
import type { Handoff } from '../state.ts';
import { firstSeen, isApproved, isByPerson } from './outcome.ts';
import { medianOf } from './quantile.ts';

const ENOUGH = 20;
const NEARLY_ALL = 0.98;
const WORDS_PER_SECOND = 4;
const BURST = 5;
const BURST_MS = 60_000;

export function reviewerStats(handoffs: readonly Handoff[]): ReviewerStats[] {
  const decided = new Map<string, Handoff[]>();
  const open = new Map<string, number>();
  for (const handoff of handoffs) {
    const { status, assignee, decidedBy } = handoff;
    if (status === 'open' && assignee?.startsWith('user:')) open.set(assignee, (open.get(assignee) ?? 0) + 1);
    if (status !== 'decided' || decidedBy === undefined || !isByPerson(handoff)) continue;
    const own = decided.get(decidedBy);
    if (own) own.push(handoff);
    else decided.set(decidedBy, [handoff]);
  }
  return [...new Set([...open.keys(), ...decided.keys()])].sort().map((who) => {
    const own = decided.get(who) ?? [];
    const times = own.map(({ openedAt, decidedAt = openedAt }) => decidedAt - openedAt);
    return {
      who,
      open: open.get(who) ?? 0,
      decided: own.length,
      approvalRate: own.length === 0 ? null : own.filter(isApproved).length / own.length,
      medianMs: times.length === 0 ? null : medianOf(times),
      signals: [...approvesNearlyAll(own), ...belowReadingTime(who, own), ...bursts(own)],
    };
  });
}

type Signals = ReviewerStats['signals'];

function approvesNearlyAll(own: readonly Handoff[]): Signals {
  const approved = own.filter(isApproved).length;
  if (own.length < ENOUGH || approved / own.length <= NEARLY_ALL) return [];
  return [{ kind: 'approves-nearly-all', evidence: `${approved} of ${own.length} approved` }];
}

/** From the first look to the decision, against how long the words shown take to read. */
function belowReadingTime(who: string, own: readonly Handoff[]): Signals {
  const looks = own.flatMap((handoff) => {
    const seen = firstSeen(handoff, who);
    return seen === undefined || handoff.decidedAt === undefined
      ? []
      : [{ took: handoff.decidedAt - seen, needs: readingTime(handoff) }];
  });
  if (looks.length < ENOUGH) return [];
  const took = medianOf(looks.map((look) => look.took));
  const needs = medianOf(looks.map((look) => look.needs));
  if (took >= needs / 2) return [];
  return [
    {
      kind: 'below-reading-time',
      evidence: `${seconds(took)} from look to decision, reading takes about ${seconds(needs)} (median of ${looks.length})`,
    },
  ];
}

function readingTime({ reason, context, calls }: Handoff): number {
  const shown = [reason, JSON.stringify(context ?? ''), ...calls.map((call) => JSON.stringify(call))].join(
    ' ',
  );
  const words = shown.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return (words / WORDS_PER_SECOND) * 1000;
}

function bursts(own: readonly Handoff[]): Signals {
  const times = own.map(({ decidedAt = 0 }) => decidedAt).sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) > BURST_MS) first++;
    most = Math.max(most, last - first + 1);
  }
  return most < BURST ? [] : [{ kind: 'burst', evidence: `${most} decisions within a minute` }];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
