/** Figures as people say them. Pure. What is not known is a dash, never a zero. */
import type { NodeStats, ReviewerStats, ReviewVerdict } from '../../schemas/protocol/views.ts';

export const UNKNOWN = '–';

/** `12 %`; near an end with one more digit, so that nearly all is never said to be all: `99.5 %`. */
export function percent(share: number | null): string {
  if (share === null) return UNKNOWN;
  const value = share * 100;
  const isNearAnEnd = (value > 0 && value < 1) || (value > 99 && value < 100);
  return isNearAnEnd ? `${Math.min(99.9, Math.max(0.1, value)).toFixed(1)} %` : `${value.toFixed(0)} %`;
}

const UNITS: readonly [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** `4 min 10 s`: the largest unit that fits and the one below it. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return UNKNOWN;
  if (ms < 1000) return 'under 1 s';
  const first = UNITS.findIndex(([, length]) => ms >= length);
  const [unit, length] = UNITS[first] ?? ['s', 1000];
  const whole = Math.floor(ms / length);
  const below = UNITS[first + 1];
  const rest = below ? Math.floor((ms % length) / below[1]) : 0;
  return below && rest > 0 && whole < 10 ? `${whole} ${unit} ${rest} ${below[0]}` : `${whole} ${unit}`;
}

/** `12 (80 %)`, of what was decided. */
export function countOf(count: number, all: number): string {
  return all === 0 || count === 0 ? String(count) : `${count} (${percent(count / all)})`;
}

/** Where a review rate lies, in words. */
export function bandWords(rate: number | null, { low, high }: { low: number; high: number }): string {
  const band = `${percent(low)} to ${percent(high)}`;
  if (rate === null) return `No run yet. The band is ${band}.`;
  const share = `${percent(rate)} of runs saw a person`;
  if (rate < low) return `${share}: below the band of ${band}. Perhaps too little is looked at.`;
  if (rate > high) return `${share}: above the band of ${band}. Perhaps people are asked too often.`;
  return `${share}: inside the band of ${band}.`;
}

export const SUGGESTIONS: Record<NonNullable<NodeStats['suggestion']>['kind'], string> = {
  automate: 'Candidate for automation',
  tighten: 'Better before it comes to people',
  staff: 'More people or more time',
};

export const SIGNALS: Record<ReviewerStats['signals'][number]['kind'], string> = {
  'approves-nearly-all': 'approves nearly everything',
  'below-reading-time': 'decides faster than the text can be read',
  burst: 'many decisions at once',
};

export const VERDICTS: Record<ReviewVerdict, string> = {
  good: 'good',
  corrected: 'corrected',
  bad: 'bad',
};

/** `user:alice` by the name people use; a role or a team is named as one. */
export function nameOf(principal: string, names: Readonly<Record<string, string>>): string {
  const known = Object.hasOwn(names, principal) ? names[principal] : undefined;
  if (known !== undefined) return known;
  const [, kind, name] = /^(user|role|team):(.+)$/s.exec(principal) ?? [];
  if (!kind || !name) return principal;
  return kind === 'user' ? name : `anyone in ${kind} ${name}`;
}
