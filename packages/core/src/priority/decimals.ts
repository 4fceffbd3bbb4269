/**
 * A sum or difference of decimal numbers as people add them up: without the hair by which binary fractions miss, so that
 * 0.1 + 0.2 reaches 0.3. Never falls when its argument rises.
 */
export function asAdded(value: number): number {
  return Number(value.toPrecision(14))
}

/** Whether a sum, added up as people do, is at least so much. Only near the edge does the hair matter. */
export function atLeast(sum: number, least: number): boolean {
  const near = Math.abs(sum - least) <= 1e-9 * Math.max(1, Math.abs(sum), Math.abs(least))
  return near ? asAdded(sum) >= least : sum >= least
}

/** A number for reasons: rounded to 6 decimals, so that what is kept of it is the same everywhere. */
export function sixDecimals(value: number): number {
  if (Number.isInteger(value)) return value + 0
  // Adding 0 turns the -0 of a small negative number into 0.
  return Number(value.toFixed(6)) + 0
}
