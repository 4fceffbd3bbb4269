import type { Spread } from './report-types.js'

/**
 * How values lie.
 *
 * @param values - in any order
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const count = sorted.length
  return {
    count,
    mean: count === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / count,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    max: sorted.at(-1) ?? null,
  }
}

/** The smallest value that at least this share of the sorted values do not pass. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
