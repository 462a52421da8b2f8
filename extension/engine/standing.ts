/** Where a window stands with the engine of one folder. */
export type Standing =
  /** None runs; whatever waits stands still. */
  | { kind: 'engine-off' }
  | { kind: 'connecting' }
  | { kind: 'live'; engine: string }
  /** The connection was lost then (milliseconds); it is being made again. */
  | { kind: 'stale'; since: number }
  | { kind: 'read-only'; why: string }
  /** The engine speaks a newer protocol than this window. */
  | { kind: 'incompatible'; why: string }
  | { kind: 'error'; why: string };

/** Whether the engine of that version is older than this extension: compared part by part, as numbers. */
export function isOlder(engine: string, own: string): boolean {
  const parts = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number);
  const [mine, theirs] = [parts(own), parts(engine)];
  for (let i = 0; i < 3; i++) {
    const difference = (theirs[i] ?? 0) - (mine[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
