/** How long until something is due, in words that change once a minute. Pure. */
import type { Translate } from '../words.ts';

const MINUTE = 60_000;
/** Minutes before it is due from which it is called soon. */
const SOON = 15;

export interface Countdown {
  kind: 'later' | 'soon' | 'overdue';
  /** `due in 38 min`, `due now`, `overdue 5 min` */
  text: string;
}

/** @param dueAt ISO 8601; @param now in milliseconds */
export function countdown(dueAt: string, now: number, t: Translate): Countdown {
  const left = Math.ceil((Date.parse(dueAt) - now) / MINUTE);
  if (left > 0)
    return { kind: left <= SOON ? 'soon' : 'later', text: t('due in {0}', durationText(left, t)) };
  return left === 0
    ? { kind: 'soon', text: t('due now') }
    : { kind: 'overdue', text: t('overdue {0}', durationText(-left, t)) };
}

/** Whole minutes below an hour, hours and minutes below two, then full hours, then full days. */
export function durationText(minutes: number, t: Translate): string {
  if (minutes < 60) return t('{0} min', minutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 2 && rest > 0) return t('{0} h {1} min', hours, rest);
  return minutes < 2880 ? t('{0} h', hours) : t('{0} days', Math.floor(minutes / 1440));
}
