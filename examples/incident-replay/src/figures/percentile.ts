/**
 * The value below which the given share of the values lies, with linear interpolation between the two nearest:
 * the place is `(n - 1) × share`, counted from 0. Null when there is no value.
 *
 * @param sorted - ascending
 * @param share - 0 to 1
 */
export function percentile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}
