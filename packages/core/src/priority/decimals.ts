/**
 * A sum or difference of decimal numbers as people add them up: without the hair by which binary fractions miss, so that
 * 0.1 + 0.2 reaches 0.3. Never falls when its argument rises.
 */
export function asAdded(value: number): number {
  return Number(value.toPrecision(14))
}

/** A number for reasons: rounded to 6 decimals, so that what is kept of it is the same everywhere. */
export function sixDecimals(value: number): number {
  // Adding 0 turns the -0 of a small negative number into 0.
  return Number(value.toFixed(6)) + 0
}
