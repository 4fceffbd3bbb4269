import { literal } from '../sql/identifier.js'

/** How a custom field is compared. */
export type FieldKind = 'text' | 'number' | 'boolean'

// Long texts do not fit into an index entry; their beginning narrows the search and the whole value decides.
const INDEXED_CHARACTERS = 200

/** A field's value in SQL, null when the field is missing or of another kind: never an error, whatever a ticket holds. */
export function fieldValue(name: string, kind: FieldKind, ticket = ''): string {
  const field = literal(name)
  const fields = `${ticket}fields`
  const value = `(${fields} ->> ${field})`
  const typed = kind === 'number' ? `${value}::double precision` : kind === 'text' ? `${value} collate "C"` : value
  const jsonType = kind === 'text' ? 'string' : kind
  return `(case jsonb_typeof(${fields} -> ${field}) when '${jsonType}' then ${typed} end)`
}

/** The expression that the index of a field is on. A filter must use the very same one. */
export function indexedValue(name: string, kind: FieldKind, ticket = ''): string {
  const value = fieldValue(name, kind, ticket)
  return kind === 'text' ? `left(${value}, ${INDEXED_CHARACTERS})` : value
}

/** The beginning of a text as the index has it. */
export function indexedText(parameter: string): string {
  return `left(${parameter}, ${INDEXED_CHARACTERS})`
}
