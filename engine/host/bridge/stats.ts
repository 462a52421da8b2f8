import type { Stats } from '../../../schemas/protocol/views.ts';
import type { Handoff, State } from '../../core/state.ts';

/** Counts over everything the state still holds. */
export function statsOf(state: State): Stats {
  const handoffs = { open: 0, decided: 0, expired: 0, cancelled: 0 };
  const latencies: number[] = [];
  const load = new Map<string, number>();
  const reviewed = new Set<string>();
  let approvals = 0;
  for (const [, handoff] of state.handoffs.entries()) {
    handoffs[handoff.status] += 1;
    reviewed.add(handoff.place.run);
    if (isApproval(handoff)) approvals += 1;
    if (handoff.decidedAt !== undefined) latencies.push(handoff.decidedAt - handoff.openedAt);
    if (handoff.status !== 'open') continue;
    const assignee = handoff.assignee ?? 'nobody';
    load.set(assignee, (load.get(assignee) ?? 0) + 1);
  }
  let runs = 0;
  for (const _ of state.runs.entries()) runs += 1;
  return {
    handoffs,
    approvalRate: handoffs.decided === 0 ? null : approvals / handoffs.decided,
    reviewRate: runs === 0 ? null : Math.min(1, reviewed.size / runs),
    latency: latencyOf(latencies),
    load: [...load].map(([assignee, open]) => ({ assignee, open })),
    firstLook: null,
    firstPassRate: null,
    band: { low: 0.1, high: 0.15 },
    nodes: [],
    reviewers: [],
    reviews: { open: 0, good: 0, corrected: 0, bad: 0, confidentButWrong: 0 },
  };
}

function isApproval({ status, decision }: Handoff): boolean {
  return status === 'decided' && (decision === 'approve' || decision === 'modify' || decision === 'edit');
}

function latencyOf(values: number[]): Stats['latency'] {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor((values.length - 1) * share)] ?? 0;
  return values.length === 0 ? null : { medianMs: at(0.5), p90Ms: at(0.9) };
}
