import { arrayLiteral, type ElementValue } from './array-literal.js'

/** How a column's value travels: JSON and arrays as texts that the server reads. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'json' | 'jsonb' | 'text[]'

/** A column as the store writes it. The tenant is not among them: it is the same for all rows of a statement. */
export interface Column<Written> {
  readonly name: string
  readonly type: ColumnType
  value(written: Written): ElementValue
}

/** Declares a column. */
export function column<Written>(
  name: string,
  type: ColumnType,
  value: (written: Written) => ElementValue,
): Column<Written> {
  return { name, type, value }
}

/** The names of the columns, separated by commas. */
export function names(columns: readonly Column<never>[]): string {
  return columns.map(({ name }) => name).join(', ')
}

/** One parameter per column: the value itself for a single row, an array literal for several. */
export function rowsAsParameters<Written>(
  columns: readonly Column<Written>[],
  rows: readonly Written[],
): ElementValue[] {
  const [only, second] = rows
  if (only !== undefined && second === undefined) return columns.map((one) => one.value(only))
  return columns.map((one) => arrayLiteral(rows.map((row) => one.value(row))))
}

/**
 * The rows that {@link rowsAsParameters} carries, as a table named `n`.
 *
 * A single row is not an array of one: the planner would take it for ten, and plan the whole statement anew each time.
 * Of many rows the planner shall not know the number, hence the subqueries: on a table without statistics it then takes
 * thousands for a reason to read the whole table for each.
 */
export function rowsFromParameters(
  columns: readonly Column<never>[],
  parameter: (place: number) => string,
  rows: 'one' | 'many',
): string {
  if (rows === 'many') {
    const arrays = columns.map(({ type }, place) => `(select ${parameter(place)}::${wireType(type)}[])`)
    return `unnest(${arrays.join(', ')}) as n(${names(columns)})`
  }
  const values = columns.map(({ name, type }, place) => `${parameter(place)}::${wireType(type)} as ${name}`)
  return `(select ${values.join(', ')}) as n`
}

/** The columns of `n`, each as its own type. */
export function typedValues(columns: readonly Column<never>[]): string {
  return columns.map((one) => typedValue(one)).join(', ')
}

/** A column of `n` as its own type. */
export function typedValue({ name, type }: Column<never>): string {
  return wireType(type) === type ? `n.${name}` : `n.${name}::${type}`
}

/** The columns as the store reads them, JSON as text. */
export function selected(columns: readonly Column<never>[], prefix = ''): string {
  return columns
    .filter(({ type }) => type !== 'text[]')
    .map(({ name, type }) => (type.startsWith('json') ? `${prefix}${name}::text as ${name}` : `${prefix}${name}`))
    .join(', ')
}

function wireType(type: ColumnType): string {
  return type === 'integer' || type === 'bigint' ? type : 'text'
}
