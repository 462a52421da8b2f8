/** The name somebody probably meant: the nearest of some candidates, if one is near. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(Math.min(name.length, 40) / 3));
  let best: string | undefined;
  let least = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Comparisons that one guesser makes at most; a file with more wrong names than that gets fewer guesses. */
const MOST_COMPARISONS = 200_000;

/** Guesses for many names among the same candidates: each name once, and not without end. */
export function guesser(candidates: readonly string[]): (name: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  let left = MOST_COMPARISONS;
  return (name) => {
    if (known.has(name)) return known.get(name);
    if (left < candidates.length) return undefined;
    left -= candidates.length;
    const guess = closest(name, candidates);
    known.set(name, guess);
    return guess;
  };
}

/** Letters inserted, removed or exchanged between two words. */
function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(exchanged, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
