/** What an oversight page shows of one engine: figures and finished answers, read together and no more often than needed. */
import type { ResultOf } from '../../schemas/protocol/methods.ts';
import type { ReviewItem, Stats } from '../../schemas/protocol/views.ts';
import type { Session } from '../engine/session.ts';

const PAGE = 100;
const MOST = 500;

export interface Figures {
  stats: Stats;
  /** Those that wait for a look first, then those that had one; newest first among each. */
  answers: { items: ReviewItem[]; total: number };
  /** ISO 8601. */
  at: string;
}

/** @param shown how many answers of each kind @throws what the session throws */
export async function readFigures(session: Pick<Session, 'request'>, shown: number): Promise<Figures> {
  const list = (status: 'open' | 'done'): Promise<ResultOf<'review/list'>> =>
    session.request('review/list', { status, limit: Math.min(shown, MOST) });
  const [stats, open, done] = await Promise.all([
    session.request('stats/get', {}),
    list('open'),
    list('done'),
  ]);
  return {
    stats,
    answers: { items: [...open.items, ...done.items], total: open.total + done.total },
    at: new Date().toISOString(),
  };
}

export const FIRST_ANSWERS = PAGE;

/** How many answers are shown after the person asked for more. */
export function more(shown: number): number {
  return Math.min(MOST, shown + PAGE);
}

/** Whether an event can change a figure: messages alone do not. */
export function changesFigures(type: string): boolean {
  return /^(handoff|run|review|escalation)-/.test(type);
}
