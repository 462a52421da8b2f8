import type { OversightView } from '../../../schemas/protocol/oversight-page.ts';
import type { NodeStats, ReviewDetail, ReviewItem, Stats } from '../../../schemas/protocol/views.ts';

const HOUR = 3_600_000;
const AT = '2026-03-02T10:00:00.000Z';

export function node(change: Partial<NodeStats> = {}): NodeStats {
  return {
    bot: 'shop',
    workflow: 'refund.workflow.json',
    node: 'ask',
    opened: 220,
    decided: 216,
    approved: 214,
    edited: 0,
    rejected: 2,
    escalated: 3,
    expired: 1,
    medianMs: 240_000,
    ...change,
  };
}

/** Small refunds that everybody approves, contracts that everybody edits, and one reviewer who is fast. */
export function stats(change: Partial<Stats> = {}): Stats {
  return {
    handoffs: { open: 3, decided: 236, expired: 1, cancelled: 0 },
    approvalRate: 0.95,
    reviewRate: 0.12,
    latency: { medianMs: 240_000, p90Ms: 2 * HOUR },
    load: [
      { assignee: 'user:alice', open: 2 },
      { assignee: 'role:finance', open: 1 },
    ],
    firstLook: { medianMs: 95_000, p90Ms: 600_000 },
    firstPassRate: 0.88,
    band: { low: 0.1, high: 0.15 },
    nodes: [
      node({
        suggestion: {
          kind: 'automate',
          text: 'People approve nearly all of these: a candidate for automation.',
          evidence: '214 of 216 approved as they were',
        },
      }),
      node({
        bot: 'legal',
        workflow: 'contract.workflow.json',
        node: 'sign',
        opened: 21,
        decided: 20,
        approved: 8,
        edited: 9,
        rejected: 3,
        escalated: 0,
        expired: 0,
        medianMs: 26 * HOUR,
      }),
    ],
    reviewers: [
      {
        who: 'user:alice',
        open: 2,
        decided: 200,
        approvalRate: 0.995,
        medianMs: 180_000,
        signals: [
          { kind: 'approves-nearly-all', evidence: '199 of 200 approved' },
          { kind: 'below-reading-time', evidence: '1.2 s from look to decision, reading takes about 9.5 s' },
        ],
      },
      { who: 'user:bob', open: 0, decided: 36, approvalRate: 0.7, medianMs: 12 * HOUR, signals: [] },
    ],
    reviews: { open: 2, good: 7, corrected: 2, bad: 1, confidentButWrong: 2 },
    ...change,
  };
}

export function item(change: Partial<ReviewItem> = {}): ReviewItem {
  return {
    id: 'v1',
    status: 'open',
    bot: 'support',
    workflow: 'support.workflow.json',
    run: 'r1',
    conversation: 'ada-17',
    because: 'one of the first 3 of its kind',
    openedAt: AT,
    answer: 'Open Settings, Account, and press Sync now.',
    confidence: 0.92,
    ...change,
  };
}

export function detail(change: Partial<ReviewDetail> = {}): ReviewDetail {
  return {
    ...item(),
    correction: null,
    note: null,
    messages: [
      { seq: 1, at: AT, id: 'm1', from: 'user', text: 'My notes do not sync', name: 'ada' },
      { seq: 2, at: AT, id: 'm2', from: 'bot', text: 'Open Settings, Account, and press Sync now.' },
    ],
    trace: [],
    ...change,
  };
}

export const ANSWERS = [
  item(),
  item({ id: 'v2', answer: 'Settings, Plan.', confidence: null }),
  item({
    id: 'v3',
    status: 'done',
    answer: 'Yes.',
    verdict: 'good',
    reviewedBy: 'user:alice',
    reviewedAt: AT,
  }),
];

export function view(change: Partial<OversightView> = {}): OversightView {
  return {
    link: { kind: 'live' },
    me: 'Alice Moreno',
    stats: stats(),
    at: AT,
    names: { 'user:alice': 'Alice Moreno', 'user:bob': 'Bob Stone' },
    answers: { items: ANSWERS, total: ANSWERS.length },
    ...change,
  };
}
