/** Milliseconds by the clock, and of processors at work, which a busy machine does not stretch. */
export interface Time {
  readonly clock: number;
  readonly work: number;
}

/** Begins to measure; what it gives ends it. */
export function begin(): () => Time {
  const before = process.cpuUsage();
  const begun = performance.now();
  return () => {
    const clock = performance.now() - begun;
    const { user, system } = process.cpuUsage(before);
    return { clock, work: (user + system) / 1000 };
  };
}
