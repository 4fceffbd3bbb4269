import type { SqlRow } from './executor.js'

// Drivers and their hosts disagree on how a bigint arrives (text, number, BigInt), so it is made a number here, and JSON
// is selected as text. No type parser that a host sets for its own queries can change what the store reads.

/** A whole number. */
export function number(row: SqlRow, column: string): number {
  return Number(row[column])
}

/** A whole number, or null. */
export function numberOrNull(row: SqlRow, column: string): number | null {
  const value = row[column] ?? null
  return value === null ? null : Number(value)
}

/** A text. */
export function text(row: SqlRow, column: string): string {
  return row[column] as string
}

/** A text, or null. */
export function textOrNull(row: SqlRow, column: string): string | null {
  return (row[column] ?? null) as string | null
}

/** JSON that was selected as text. */
export function json<Value>(row: SqlRow, column: string): Value {
  return JSON.parse(text(row, column)) as Value
}

/** JSON that was selected as text, or null. */
export function jsonOrNull<Value>(row: SqlRow, column: string): Value | null {
  const value = textOrNull(row, column)
  return value === null ? null : (JSON.parse(value) as Value)
}
