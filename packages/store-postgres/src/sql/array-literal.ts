/** A value of a column in a parameter that carries many rows. */
export type ElementValue = string | number | boolean | null

/**
 * A list as a PostgreSQL array literal. One text parameter per column carries any number of rows, and no driver's own
 * idea of arrays is needed.
 */
export function arrayLiteral(values: readonly ElementValue[]): string {
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ','
    text += element(values[index] ?? null)
  }
  return `${text}}`
}

function element(value: ElementValue): string {
  if (value === null) return 'NULL'
  if (typeof value !== 'string') return String(value)
  return `"${NEEDS_ESCAPE.test(value) ? value.replace(ESCAPED, '\\$&') : value}"`
}

const NEEDS_ESCAPE = /["\\]/
const ESCAPED = /["\\]/g
