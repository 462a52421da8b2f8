/** Medians of ratios, with their spread, beside their goals. */

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
