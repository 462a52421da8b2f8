/** Points in time as text: the only place of the pure rooms that knows `Date`, and it never asks it what time it is. */

/** ISO 8601 in UTC for milliseconds since the epoch. */
export function isoOf(ms: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: formatting a given instant reads no clock
  return new Date(ms).toISOString();
}

/** Milliseconds since the epoch for an ISO 8601 text; `undefined` where it is none. */
export function instantOf(text: string): number | undefined {
  // biome-ignore lint/style/noRestrictedGlobals: parsing a given instant reads no clock
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
