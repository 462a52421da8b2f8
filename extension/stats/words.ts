/** The figures of one step that asks people, in a line. Pure. */
import type { NodeStats } from '../../schemas/protocol/views.ts';
import { durationText } from '../queue/countdown.ts';
import type { Translate } from '../words.ts';

/** `12 decided · 92 % approved · median 4 min`; what is not known is left out. */
export function nodeStatsText(stats: NodeStats, t: Translate): string {
  const { opened, decided, approved, medianMs } = stats;
  if (decided === 0)
    return opened === 0 ? t('nobody was asked yet') : t('{0} asked, none decided yet', opened);
  return [
    t('{0} decided', decided),
    t('{0} % approved', Math.round((approved / decided) * 100)),
    ...(medianMs === null ? [] : [t('median {0}', medianText(medianMs, t))]),
    ...(stats.suggestion ? [SUGGESTIONS[stats.suggestion.kind](t)] : []),
  ].join(' · ');
}

const SUGGESTIONS: Record<NonNullable<NodeStats['suggestion']>['kind'], (t: Translate) => string> = {
  automate: (t) => t('candidate for automation'),
  tighten: (t) => t('candidate for a tighter rule'),
  staff: (t) => t('too few reviewers'),
};

function medianText(ms: number, t: Translate): string {
  return ms < 60_000 ? t('{0} s', Math.round(ms / 1000)) : durationText(Math.round(ms / 60_000), t);
}
