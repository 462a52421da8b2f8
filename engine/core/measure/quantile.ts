/** The value below which a share of them lies, by the nearest one; `values` is not empty. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}
