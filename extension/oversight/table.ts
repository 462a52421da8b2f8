/** The figures as one table: a row for all, one a node, one a reviewer; times in milliseconds, shares from 0 to 1. Pure. */
import type { NodeStats, ReviewerStats, Stats } from '../../schemas/protocol/views.ts';
import { type Cell, csvCell, pastedCell } from '../../schemas/text/csv.ts';

const COLUMNS = [
  'row',
  'bot',
  'workflow',
  'node',
  'who',
  'open',
  'opened',
  'decided',
  'approved',
  'edited',
  'rejected',
  'escalated',
  'expired',
  'cancelled',
  'approval_rate',
  'review_rate',
  'first_pass_rate',
  'first_look_median_ms',
  'decision_median_ms',
  'suggestion',
  'evidence',
] as const;
type Row = { row: 'all' | 'node' | 'reviewer' } & { [C in (typeof COLUMNS)[number]]?: Cell };

export function csvOf(stats: Stats): string {
  return textOf(stats, csvCell, ',', '\r\n');
}

/** The same for the clipboard: spreadsheets take tabs there. */
export function pastedOf(stats: Stats): string {
  return textOf(stats, pastedCell, '\t', '\n');
}

function textOf(stats: Stats, cell: (value: Cell) => string, between: string, end: string): string {
  const lines = rowsOf(stats).map((row) => COLUMNS.map((column) => cell(row[column] ?? null)));
  return [[...COLUMNS], ...lines].map((line) => `${line.join(between)}${end}`).join('');
}

function rowsOf(stats: Stats): Row[] {
  const { handoffs, latency, firstLook } = stats;
  const all: Row = {
    row: 'all',
    open: handoffs.open,
    decided: handoffs.decided,
    expired: handoffs.expired,
    cancelled: handoffs.cancelled,
    approval_rate: stats.approvalRate,
    review_rate: stats.reviewRate,
    first_pass_rate: stats.firstPassRate,
    first_look_median_ms: firstLook?.medianMs ?? null,
    decision_median_ms: latency?.medianMs ?? null,
  };
  return [all, ...stats.nodes.map(nodeRow), ...stats.reviewers.map(reviewerRow)];
}

function nodeRow({ medianMs, suggestion, ...counts }: NodeStats): Row {
  return {
    row: 'node',
    ...counts,
    decision_median_ms: medianMs,
    suggestion: suggestion?.text ?? null,
    evidence: suggestion?.evidence ?? null,
  };
}

function reviewerRow({ who, open, decided, approvalRate, medianMs, signals }: ReviewerStats): Row {
  return {
    row: 'reviewer',
    who,
    open,
    decided,
    approval_rate: approvalRate,
    decision_median_ms: medianMs,
    evidence: signals.map(({ kind, evidence }) => `${kind}: ${evidence}`).join('; ') || null,
  };
}
