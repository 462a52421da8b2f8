/** Lengths of time as people write them: `30s`, `4h`, `1d 12h`, `PT4H`. A bare number or a negative one is none. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST = 3650 * DAY;

const UNITS = [
  { letter: 'w', word: 'week', ms: 7 * DAY },
  { letter: 'd', word: 'day', ms: DAY },
  { letter: 'h', word: 'hour', ms: HOUR },
  { letter: 'm', word: 'minute', ms: MINUTE },
  { letter: 's', word: 'second', ms: SECOND },
] as const;

const NUMBER = String.raw`(\d{1,9}(?:\.\d{1,6})?)`;
const SHORT = new RegExp(`^${UNITS.map(({ letter }) => `(?:${NUMBER}${letter}\\s?)?`).join('')}$`);
const ISO_WEEKS = new RegExp(`^P${NUMBER}W$`);
const ISO = new RegExp(`^P(?:${NUMBER}D)?(?:T(?=\\d)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?$`);

/**
 * Milliseconds of a duration, or `undefined` where the text is none: units from large to small, each once, more
 * than nothing and at most ten years. Months and years are refused, their length depends on the date.
 */
export function parseDuration(text: string): number | undefined {
  const source = text.trim();
  if (source === '' || source.length > 60) return undefined;
  const weeks = ISO_WEEKS.exec(source);
  const iso = ISO.exec(source);
  const counts =
    weeks?.slice(1) ?? (iso === null ? SHORT.exec(source)?.slice(1) : [undefined, ...iso.slice(1)]);
  if (counts === undefined) return undefined;
  const ms = UNITS.reduce((sum, unit, index) => sum + Number(counts[index] ?? 0) * unit.ms, 0);
  const rounded = Math.round(ms);
  return rounded > 0 && rounded <= LONGEST ? rounded : undefined;
}

/** A length in words, exact to the second: `4 hours`, `1 day 12 hours`. */
export function speak(ms: number): string {
  let left = Math.round(ms / SECOND) * SECOND;
  const words: string[] = [];
  for (const { word, ms: size } of UNITS.slice(1)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) words.push(`${count} ${word}${count === 1 ? '' : 's'}`);
  }
  return words.length === 0 ? 'a moment' : words.join(' ');
}
