/**
 * The words and pictures of one row of the queue. Pure. Foreign text is made visible first (T24); risk is said in words
 * and not by its picture alone.
 */
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { headline, oneLine } from '../../schemas/text/visible.ts';
import type { ItemKind } from '../contributions.ts';
import { displayName } from '../people/directory.ts';
import type { Translate } from '../words.ts';
import { type Group, mayDecide, type Viewer } from './groups.ts';

export interface Row {
  label: string;
  description: string;
  /** Plain lines for the tooltip. */
  tooltip: string[];
  accessibleLabel: string;
  icon: { id: string; colour?: string };
  contextValue: ItemKind;
}

const LABEL_LENGTH = 60;
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

export function rowOf(item: HandoffItem, viewer: Viewer, now: number, t: Translate): Row {
  const label = headline(item.reason, LABEL_LENGTH) || oneLine(item.ticket, LABEL_LENGTH);
  const parts = item.status === 'open' ? openParts(item, viewer, now, t) : [outcome(item, viewer, t)];
  const mine = mayDecide(item, viewer);
  return {
    label,
    description: parts.join(' · '),
    tooltip: [
      oneLine(item.reason, TOOLTIP_LENGTH),
      t('{0} · bot {1} · step {2}', item.ticket, oneLine(item.bot, 40), oneLine(item.node, 40)),
      t('{0} priority, {1} risk', t(item.priority), t(item.risk)),
      ...(item.dueAt ? [t('due {0}', new Date(item.dueAt).toLocaleString())] : []),
      ...(item.status === 'open' ? [] : [outcome(item, viewer, t)]),
    ],
    accessibleLabel: [
      label,
      ...parts,
      t('{0} priority, {1} risk', t(item.priority), t(item.risk)),
      ...(mine ? [t('waiting for you')] : []),
    ].join(', '),
    icon: iconOf(item),
    contextValue: item.status !== 'open' ? 'handoff.closed' : mine ? 'handoff.decidable' : 'handoff.open',
  };
}

export function groupLabel(group: Group, t: Translate): string {
  const labels = {
    mine: t('Waiting for me'),
    others: t('Waiting for others'),
    decided: t('Decided just now'),
  };
  return labels[group];
}

/** `in 38 min`, `5 min ago`, in whole units. */
export function distance(at: string, now: number, t: Translate): string {
  const minutes = Math.round((Date.parse(at) - now) / 60_000);
  const size = Math.abs(minutes);
  const text =
    size < 60
      ? t('{0} min', size)
      : size < 2880
        ? t('{0} h', Math.round(size / 60))
        : t('{0} days', Math.round(size / 1440));
  return minutes >= 0 ? t('in {0}', text) : t('{0} ago', text);
}

function openParts(item: HandoffItem, { people }: Viewer, now: number, t: Translate): string[] {
  const who = item.assignee === null ? t('anybody') : assigneeText(item.assignee, people, t);
  const risk = item.risk === 'high' ? [t('high risk')] : [];
  return [who, ...risk, ...(item.dueAt ? [t('due {0}', distance(item.dueAt, now, t))] : [])];
}

function assigneeText(assignee: string, people: Viewer['people'], t: Translate): string {
  const [, kind, name] = /^(role|team):(.+)$/s.exec(assignee) ?? [];
  if (kind === 'role') return t('role {0}', oneLine(name ?? '', 40));
  if (kind === 'team') return t('team {0}', oneLine(name ?? '', 40));
  return oneLine(displayName(assignee, people), 40);
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

function iconOf(item: HandoffItem): Row['icon'] {
  if (item.status !== 'open')
    return {
      id: item.decision === 'approve' ? 'pass' : item.decision === 'reject' ? 'circle-slash' : 'history',
    };
  if (item.risk === 'high') return { id: 'warning', colour: 'list.warningForeground' };
  return { id: KIND_ICONS[item.kind] };
}
