/** Which group of the queue a handoff belongs to, and in which order. Pure. */
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import type { Person } from '../people/directory.ts';

/** From top to bottom. */
export const GROUPS = ['mine', 'teams', 'low', 'takeovers', 'others', 'reviews', 'decided'] as const;
export type Group = (typeof GROUPS)[number];

/** Groups that start closed: nothing in them is urgent. */
export const CLOSED_AT_FIRST: ReadonlySet<Group> = new Set(['low', 'reviews', 'decided']);

/** Whose eyes the queue is seen with. */
export interface Viewer {
  me: string | null;
  people: readonly Person[];
}

export function groupOf(item: HandoffItem, viewer: Viewer): Group {
  if (item.status !== 'open') return 'decided';
  if (item.takeover) return 'takeovers';
  if (!mayDecide(item, viewer)) return 'others';
  if (item.priority === 'low') return 'low';
  return isPersonal(item, viewer.me) ? 'mine' : 'teams';
}

/** The engine's word; who has not signed in decides nothing. */
export function mayDecide(item: HandoffItem, { me }: Viewer): boolean {
  return me !== null && item.status === 'open' && item.mayDecide;
}

/** Meant for this person and not for several: by name, by claim, or because nobody was named. */
function isPersonal({ assignee, claimedBy }: HandoffItem, me: string | null): boolean {
  return assignee === null || assignee === me || claimedBy === me;
}

/** The same question of low risk may be decided for several at once (R62). */
export function mayBeChecked(item: HandoffItem, viewer: Viewer): boolean {
  return item.risk === 'low' && !item.takeover && mayDecide(item, viewer);
}

/** Until when its decision can be taken back by this person, in milliseconds; nothing where it cannot. */
export function undoableUntil(item: HandoffItem, { me }: Viewer, now: number): number | undefined {
  if (item.status !== 'decided' || item.undoUntil === undefined || me === null) return undefined;
  const until = Date.parse(item.undoUntil);
  return item.decidedBy === me && until > now ? until : undefined;
}

const PRIORITIES = { urgent: 0, high: 1, medium: 2, low: 3 } as const;

/** Most urgent first: what is late, then by priority, then what is due sooner, then what has waited longer. */
export function byUrgency(a: HandoffItem, b: HandoffItem): number {
  return (
    Number(b.overdue ?? false) - Number(a.overdue ?? false) ||
    PRIORITIES[a.priority] - PRIORITIES[b.priority] ||
    compare(a.dueAt ?? '9', b.dueAt ?? '9') ||
    compare(a.openedAt, b.openedAt) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
