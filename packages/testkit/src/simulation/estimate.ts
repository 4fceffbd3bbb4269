/** A mean over seeds with its interval. */
export interface Estimate {
  /** Of so many seeds; those in which there was nothing to measure are left out. */
  readonly count: number
  /** Null of nothing. */
  readonly mean: number | null
  /** The ends of the 95 % interval by Student's t; null with fewer than two seeds. */
  readonly low: number | null
  readonly high: number | null
}

/** The mean of values of independent seeds, with the interval that holds the model's own mean in 95 of 100 such runs. */
export function estimateOf(values: readonly (number | null)[]): Estimate {
  const known = values.filter((value) => value !== null)
  const count = known.length
  if (count === 0) return { count, mean: null, low: null, high: null }
  const mean = known.reduce((sum, value) => sum + value, 0) / count
  if (count === 1) return { count, mean, low: null, high: null }
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const half = quantileOfT(count - 1) * Math.sqrt(variance / count)
  return { count, mean, low: mean - half, high: mean + half }
}

const OF_FEW = [12.7062, 4.3027, 3.1824, 2.7764]
const Z = 1.959_963_985

/** The 97.5 % point of Student's t, by its expansion around the normal distribution, which needs a few degrees of freedom. */
function quantileOfT(degrees: number): number {
  const terms = [
    Z,
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160,
  ]
  return OF_FEW[degrees - 1] ?? terms.reduce((sum, term, power) => sum + term / degrees ** power, 0)
}
