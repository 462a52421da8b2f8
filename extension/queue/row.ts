/**
 * The words and pictures of one row of the queue. Pure. Foreign text is made visible first (T24); risk and lateness are said
 * in words and not by their picture alone.
 */
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import type { ItemKind } from '../contributions.ts';
import { displayName, type Person } from '../people/directory.ts';
import type { Translate } from '../words.ts';
import { countdown } from './countdown.ts';
import { type Group, groupOf, mayDecide, undoableUntil, type Viewer } from './groups.ts';

export interface Row {
  label: string;
  description: string;
  /** The same below a group that says already for whom it waits. */
  inGroup: string;
  /** Plain lines for the tooltip. */
  tooltip: string[];
  accessibleLabel: string;
  icon: { id: string; colour?: string };
  contextValue: ItemKind;
}

/** So that in a side bar of usual width some of the description is seen, too. */
const LABEL_LENGTH = 36;
const TOOLTIP_LENGTH = 400;

const KIND_ICONS: Record<HandoffItem['kind'], string> = {
  approval: 'circle-large-outline',
  review: 'eye',
  question: 'question',
  takeover: 'comment-discussion',
  unknown: 'question',
  failure: 'error',
  drift: 'diff',
};

/** @param changed what is known of the definition it waits with, where that differs from today's */
export function rowOf(item: HandoffItem, viewer: Viewer, now: number, t: Translate, changed?: string): Row {
  const label = headline(item.reason, LABEL_LENGTH) || oneLine(item.ticket, LABEL_LENGTH);
  const isOpen = item.status === 'open';
  const news = changed === undefined ? [] : [t('definition changed')];
  const parts = isOpen ? [...openParts(item, viewer, now, t), ...news] : [outcome(item, viewer, t)];
  const who = groupOf(item, viewer) === 'others' ? assigneeText(item.assignee, viewer.people, t) : undefined;
  const mine = mayDecide(item, viewer);
  return {
    label,
    description: parts.join(' · '),
    inGroup: parts.filter((part) => part !== who).join(' · '),
    tooltip: [
      oneLine(item.reason, TOOLTIP_LENGTH),
      t('{0} · bot {1} · step {2}', item.ticket, oneLine(item.bot, 40), oneLine(item.node, 40)),
      t('{0} priority, {1} risk', t(item.priority), t(item.risk)),
      ...(item.dueAt ? [t('due {0}', new Date(item.dueAt).toLocaleString())] : []),
      ...missingLine(item, viewer.people, t),
      ...levelLine(item, viewer.people, t),
      ...(changed === undefined ? [] : [changed]),
      ...(isOpen ? [] : [outcome(item, viewer, t)]),
    ],
    accessibleLabel: [
      label,
      ...parts,
      t('{0} priority, {1} risk', t(item.priority), t(item.risk)),
      ...(mine ? [t('waiting for you')] : []),
    ].join(', '),
    icon: iconOf(item, now, t),
    contextValue: contextOf(item, viewer, now),
  };
}

export function groupLabel(group: Group, t: Translate): string {
  const labels: Record<Group, string> = {
    mine: t('Waiting for me'),
    teams: t('Waiting for my teams'),
    low: t('Low priority'),
    takeovers: t('Conversations with people'),
    others: t('Waiting for others'),
    reviews: t('Finished answers to look at'),
    decided: t('Decided just now'),
  };
  return labels[group];
}

/** `role finance`, `team emea`, a name, or `anybody`. */
export function assigneeText(assignee: string | null, people: readonly Person[], t: Translate): string {
  if (assignee === null) return t('anybody');
  const [, kind, name] = /^(role|team):(.+)$/s.exec(assignee) ?? [];
  if (kind === 'role') return t('role {0}', oneLine(name ?? '', 40));
  if (kind === 'team') return t('team {0}', oneLine(name ?? '', 40));
  return oneLine(displayName(assignee, people), 40);
}

function openParts(item: HandoffItem, { me, people }: Viewer, now: number, t: Translate): string[] {
  const { agreement, claimedBy, assignee } = item;
  return [
    ...(item.dueAt ? [countdown(item.dueAt, now, t).text] : item.overdue ? [t('overdue')] : []),
    ...(item.risk === 'high' ? [t('high risk')] : []),
    ...(assignee === null || assignee !== me ? [assigneeText(assignee, people, t)] : []),
    ...(agreement ? [t('{0} of {1} agreed', agreement.have, agreement.needed)] : []),
    ...(claimedBy === null
      ? []
      : [claimedBy === me ? t('claimed by you') : t('{0} looks at it', displayName(claimedBy, people))]),
  ];
}

function missingLine({ agreement }: HandoffItem, people: readonly Person[], t: Translate): string[] {
  if (!agreement || agreement.missing.length === 0) return [];
  return [t('still missing: {0}', agreement.missing.map((who) => assigneeText(who, people, t)).join(', '))];
}

function levelLine({ level }: HandoffItem, people: readonly Person[], t: Translate): string[] {
  return level ? [t('level {0} of {1}: {2}', level.at, level.of, assigneeText(level.to, people, t))] : [];
}

function outcome(item: HandoffItem, { me, people }: Viewer, t: Translate): string {
  if (item.status === 'cancelled') return t('cancelled');
  if (item.status === 'expired') return t('expired, nobody decided in time');
  const who =
    item.decidedBy === 'timeout'
      ? t('the clock')
      : item.decidedBy === me
        ? t('you')
        : displayName(item.decidedBy ?? '', people);
  switch (item.decision) {
    case 'approve':
      return t('approved by {0}', oneLine(who, 40));
    case 'reject':
      return t('rejected by {0}', oneLine(who, 40));
    default:
      return t('{0} by {1}', oneLine(item.decision ?? '', 40), oneLine(who, 40));
  }
}

function contextOf(item: HandoffItem, viewer: Viewer, now: number): ItemKind {
  if (item.status !== 'open')
    return undoableUntil(item, viewer, now) === undefined ? 'handoff.closed' : 'handoff.undoable';
  if (item.takeover) return 'handoff.takeover';
  if (!mayDecide(item, viewer)) return 'handoff.open';
  return item.claimedBy === viewer.me ? 'handoff.claimed' : 'handoff.decidable';
}

function iconOf(item: HandoffItem, now: number, t: Translate): Row['icon'] {
  if (item.status !== 'open')
    return {
      id: item.decision === 'approve' ? 'pass' : item.decision === 'reject' ? 'circle-slash' : 'history',
    };
  const due = item.dueAt === undefined ? undefined : countdown(item.dueAt, now, t).kind;
  if (due === 'overdue' || item.overdue) return { id: 'watch', colour: 'list.errorForeground' };
  if (item.risk === 'high') return { id: 'warning', colour: 'list.warningForeground' };
  if (due === 'soon') return { id: 'watch', colour: 'list.warningForeground' };
  return { id: KIND_ICONS[item.kind] };
}
