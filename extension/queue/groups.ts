/** Which group of the queue a handoff belongs to, and in which order. Pure. */
import type { HandoffItem } from '../../schemas/protocol/views.ts';
import { isFor, type Person } from '../people/directory.ts';

export const GROUPS = ['mine', 'others', 'decided'] as const;
export type Group = (typeof GROUPS)[number];

/** Whose eyes the queue is seen with. */
export interface Viewer {
  me: string | null;
  people: readonly Person[];
}

export function groupOf(item: HandoffItem, viewer: Viewer): Group {
  if (item.status !== 'open') return 'decided';
  return mayDecide(item, viewer) ? 'mine' : 'others';
}

/** As far as this window can tell; the engine has the last word. */
export function mayDecide(item: HandoffItem, { me, people }: Viewer): boolean {
  return item.status === 'open' && isFor(item.assignee, me, people);
}

const PRIORITIES = { urgent: 0, high: 1, medium: 2, low: 3 } as const;

/** Most urgent first: priority, then what is due sooner, then what has waited longer. */
export function byUrgency(a: HandoffItem, b: HandoffItem): number {
  return (
    PRIORITIES[a.priority] - PRIORITIES[b.priority] ||
    compare(a.dueAt ?? '9', b.dueAt ?? '9') ||
    compare(a.openedAt, b.openedAt) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
