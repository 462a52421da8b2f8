/** Medians of ratios, with their spread, beside their goals. */
import { cpus, loadavg } from 'node:os';

/** Rates a second, measured one right after the other. */
export interface Sample {
  measured: number;
  reference: number;
}

/** One line a figure; where there is a goal it says whether it was met. */
export function lineOf(name: string, samples: readonly Sample[], goal?: number): string {
  const ratios = samples.map(({ measured, reference }) => measured / reference);
  const ratio = median(ratios);
  const verdict = goal === undefined ? '' : ` goal ${goal.toFixed(2)} ${ratio >= goal ? 'met' : 'MISSED'}`;
  return [
    name.padEnd(34),
    rate(median(samples.map(({ measured }) => measured))),
    ` of ${rate(median(samples.map(({ reference }) => reference)))}`,
    `  ratio ${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    verdict,
  ].join('');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en').padStart(8)}/s`;
}

/** What figures are of: Node, the machine, and how busy it is just now. */
export function machine(): string {
  const [load = 0] = loadavg();
  const model = cpus()[0]?.model ?? 'unknown';
  return `Node ${process.version}, ${cpus().length} cores (${model}), load ${load.toFixed(1)}`;
}

/** Times of ours beside a peer's, measured in the same rounds; the goal is the largest ratio. */
export function timesLine(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  goal?: number,
): string {
  const ratios = ours.map((value, at) => value / (theirs[at] ?? Number.NaN));
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  const text = `${median(ours).toFixed(0)} ms of ${median(theirs).toFixed(0)} ms, ratio ${median(ratios).toFixed(2)} (${spread})`;
  return figure(name, text, goal === undefined ? undefined : { of: goal, isMet: median(ratios) <= goal });
}

/** One figure, and where there is a goal whether it was met. */
export function figure(name: string, text: string, goal?: { of: number; isMet: boolean }): string {
  const verdict = goal === undefined ? '' : ` goal ${goal.of.toFixed(2)} ${goal.isMet ? 'met' : 'MISSED'}`;
  return `${name.padEnd(54)} ${text}${verdict}`;
}
