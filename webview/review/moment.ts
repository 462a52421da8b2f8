/** Times as people say them; the exact one goes beside it. */

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' });

/** `2 min ago`, `in 38 min`; `just now` below five seconds. `at` is ISO 8601, `now` milliseconds. */
export function relativeTime(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  if (Number.isNaN(distance)) return at;
  if (Math.abs(distance) < 5000) return 'just now';
  const [unit, length] = STEPS.find(([, ms]) => Math.abs(distance) >= ms) ?? ['second', 1000];
  return relative.format(Math.trunc(distance / length), unit).replace('.', '');
}

/** `due in 38 min`, `was due 5 min ago`. */
export function dueText(at: string, now: number): string {
  return Date.parse(at) >= now ? `due ${relativeTime(at, now)}` : `was due ${relativeTime(at, now)}`;
}

/** `14:02`, in the reader's time zone. */
export function clockTime(at: string): string {
  return Number.isNaN(Date.parse(at)) ? at : clock.format(new Date(at));
}

/** The whole date and time with its zone, for tooltips. */
export function exactTime(at: string): string {
  return Number.isNaN(Date.parse(at)) ? at : exact.format(new Date(at));
}
