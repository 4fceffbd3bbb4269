import type { SqlRow } from './executor.js'

// Drivers and their hosts disagree on how a bigint arrives (text, number, BigInt); JSON is selected as text. So no type
// parser that a host sets for its own queries can change what the store reads.

/** A whole number. */
export function number(row: SqlRow, column: string): number {
  return Number(row[column])
}

/** A whole number, or null. */
export function numberOrNull(row: SqlRow, column: string): number | null {
  const value = row[column]
  return value === null || value === undefined ? null : Number(value)
}

/** A text. */
export function text(row: SqlRow, column: string): string {
  return String(row[column])
}

/** A text, or null. */
export function textOrNull(row: SqlRow, column: string): string | null {
  const value = row[column]
  return value === null || value === undefined ? null : String(value)
}

/** JSON that was selected as text. */
export function json<Value>(row: SqlRow, column: string): Value {
  return JSON.parse(String(row[column])) as Value
}

/** JSON that was selected as text, or null. */
export function jsonOrNull<Value>(row: SqlRow, column: string): Value | null {
  const value = row[column]
  return value === null || value === undefined ? null : (JSON.parse(String(value)) as Value)
}
