// Medians and spreads of a few rounds.

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** `0.71–0.75`. */
export const spread = (values: readonly number[], digits = 2): string =>
  `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`

/** Begins one further in each round, so that nobody is always first or always after the same. */
export const rotated = <T>(values: readonly T[], round: number): readonly T[] => {
  const by = values.length === 0 ? 0 : round % values.length
  return [...values.slice(by), ...values.slice(0, by)]
}
