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
export function names(columns: readonly Column<never>[], prefix = ''): string {
  return columns.map(({ name }) => `${prefix}${name}`).join(', ')
}

/** One array literal per column, which together carry the rows. */
export function rowsAsParameters<Written>(columns: readonly Column<Written>[], rows: readonly Written[]): string[] {
  return columns.map((one) => arrayLiteral(rows.map((row) => one.value(row))))
}

/** The rows that {@link rowsAsParameters} carries, as a table named `n`. */
export function rowsFromParameters(columns: readonly Column<never>[], parameter: (place: number) => string): string {
  const arrays = columns.map(({ type }, place) => `${parameter(place)}::${wireType(type)}[]`)
  return `unnest(${arrays.join(', ')}) as n(${names(columns)})`
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
