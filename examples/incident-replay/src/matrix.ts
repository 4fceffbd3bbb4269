import { ReplayError } from './replay-error.js'

/** Impact and urgency, as in `1-2`, to priority. All by the leading digits of the log's levels, 1 for the most urgent. */
export type Matrix = Readonly<Record<string, number>>

/** The matrix of the desk whose log this is. Other desks have others: it is configuration. */
export const DEFAULT_MATRIX: Matrix = {
  '1-1': 1,
  '1-2': 2,
  '1-3': 3,
  '2-1': 2,
  '2-2': 3,
  '2-3': 4,
  '3-1': 3,
  '3-2': 4,
  '3-3': 4,
}

/** The priority for an impact and an urgency, or null when the matrix has no entry for them. */
export function priorityFrom(matrix: Matrix, impact: number, urgency: number): number | null {
  return matrix[`${impact}-${urgency}`] ?? null
}

/**
 * Reads a matrix from JSON, such as `{"1-2": 2}`. Its entries replace those of the default matrix; the others stay.
 * Throws a {@link ReplayError} for anything else.
 */
export function parseMatrix(json: string): Matrix {
  const wrong = (problem: string) =>
    new ReplayError(`--matrix ${problem}. Write impact-urgency and priority, such as {"1-2": 2, "3-3": 4}.`)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw wrong('is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('is not an object')
  for (const [key, priority] of Object.entries(value)) {
    if (!/^\d{1,9}-\d{1,9}$/.test(key)) throw wrong(`has the entry ${JSON.stringify(key)}`)
    if (!LEVELS.includes(priority))
      throw wrong(`gives ${key} the priority ${JSON.stringify(priority)}; there are 1 to 5`)
  }
  return { ...DEFAULT_MATRIX, ...(value as Matrix) }
}

const LEVELS: readonly unknown[] = [1, 2, 3, 4, 5]
