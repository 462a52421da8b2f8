/** Up to which number people approved everything: where a threshold could stand (R68). */
import { confidenceIn, numbersOf } from '../card/facts.ts';
import type { Handoff } from '../state.ts';

export interface Range {
  /** As a condition of a workflow would say it. */
  condition: string;
  count: number;
}

/** The newest ones are enough, and a few thousand are looked through while nobody waits. */
const MOST = 2000;

/**
 * The widest range of one number in which every case is `fine`: from below for amounts, from above for a confidence.
 * Nothing where fewer than `enough` cases lie in it.
 */
export function safeRange(
  cases: readonly Handoff[],
  fine: (handoff: Handoff) => boolean,
  enough: number,
): Range | undefined {
  const byPath = new Map<string, { value: number; fine: boolean }[]>();
  for (const handoff of cases.slice(-MOST)) {
    const numbers = numbersOf(handoff);
    const confidence = confidenceIn(handoff);
    if (confidence !== undefined) numbers.set('confidence', confidence);
    for (const [path, value] of numbers) {
      const known = byPath.get(path);
      const one = { value, fine: fine(handoff) };
      if (known) known.push(one);
      else byPath.set(path, [one]);
    }
  }
  let best: Range | undefined;
  for (const [path, values] of byPath) {
    const falling = path === 'confidence';
    const range = prefix(values.sort((a, b) => (falling ? b.value - a.value : a.value - b.value)));
    if (range === undefined || range.count < enough || range.count <= (best?.count ?? 0)) continue;
    best = { condition: `${path} ${falling ? '>=' : '<='} ${range.end}`, count: range.count };
  }
  return best;
}

/** How far everything is fine; the number at which something was not is left out with all its equals. */
function prefix(
  sorted: readonly { value: number; fine: boolean }[],
): { end: number; count: number } | undefined {
  const wrong = sorted.find((one) => !one.fine)?.value;
  const safe = sorted.slice(
    0,
    wrong === undefined ? sorted.length : sorted.findIndex((one) => one.value === wrong),
  );
  const last = safe.at(-1);
  return last && { end: last.value, count: safe.length };
}
