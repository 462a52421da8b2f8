/** What an edit left as it was: the start and the end that two texts share. */

export interface Difference {
  /** How much is the same at the start and, without overlap, at the end. */
  readonly before: number;
  readonly after: number;
}

/** Compares in blocks first, so that a large text costs little more than its length read once. */
export function differenceOf(old: string, text: string): Difference {
  const shorter = Math.min(old.length, text.length);
  let before = 0;
  while (before < shorter && old.slice(before, before + BLOCK) === text.slice(before, before + BLOCK))
    before += BLOCK;
  before = Math.min(before, shorter);
  while (before < shorter && old.charCodeAt(before) === text.charCodeAt(before)) before++;
  const rest = shorter - before;
  let after = 0;
  while (after + BLOCK <= rest && tail(old, after, BLOCK) === tail(text, after, BLOCK)) after += BLOCK;
  while (after < rest && old.charCodeAt(old.length - 1 - after) === text.charCodeAt(text.length - 1 - after))
    after++;
  return { before, after };
}

const BLOCK = 1 << 14;

function tail(text: string, after: number, length: number): string {
  return text.slice(text.length - after - length, text.length - after);
}

/** A text of its own: a slice would keep the whole text it was cut from. */
export function copied(slice: string): string {
  return JSON.parse(JSON.stringify(slice)) as string;
}
