import type { FieldType } from '../fields/field-types.js'
import type { InputIssue } from '../kernel/error.js'
import { isPlainObject, type Json } from '../kernel/json.js'

/** What a desk knows of its custom fields' values. */
export interface FieldNames {
  /** What custom fields can be that are one, or a list, of fixed values; others are not there. */
  readonly options: ReadonlyMap<string, readonly Json[]>
  /** What each custom field can hold. */
  readonly types: ReadonlyMap<string, FieldType>
}

type Path = readonly (string | number)[]

/** What a condition wants of a custom field that it can never be. */
export function wantedIssues(field: string, wanted: unknown, names: FieldNames, path: Path): InputIssue[] {
  const never = optionIssues(field, wanted, names, path)
  return never.length > 0 ? never : kindIssues(field, wanted, names, path)
}

/** Why a custom field cannot be set to a value; null removes one. */
export function settingIssues(field: string, value: Json | undefined, names: FieldNames, path: Path): InputIssue[] {
  if (value === undefined) return []
  const never = optionIssues(field, value, names, path)
  if (never.length > 0 || value === null) return never
  const wrong = names.types.get(field)?.issues(value) ?? []
  return wrong.map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
}

/** The values that a field of fixed values never has. */
function optionIssues(field: string, given: unknown, { options }: FieldNames, path: Path): InputIssue[] {
  const known = options.get(field)
  // Bounds and presence name no value.
  if (known === undefined || isPlainObject(given)) return []
  return [given].flat().flatMap((value): InputIssue[] => {
    if (value === null || known.includes(value as Json)) return []
    const message = `is never ${JSON.stringify(value)}; it is one of ${known.map((one) => JSON.stringify(one)).join(', ')}`
    return [{ path, code: 'unknown_option', message }]
  })
}

function kindIssues(field: string, wanted: unknown, { types }: FieldNames, path: Path): InputIssue[] {
  const kinds = types.get(field)?.kinds ?? null
  if (kinds === null) return []
  const isBounds = isPlainObject(wanted)
  const values = isBounds ? Object.entries(wanted) : [wanted].flat().map((value) => [null, value] as const)
  return values.flatMap(([bound, value]): InputIssue[] => {
    if (bound === 'present' || value === undefined || (kinds as ReadonlySet<string>).has(typeof value)) return []
    const what = bound === null ? 'is never' : 'cannot be compared with'
    const message = `${what} ${JSON.stringify(value)}; its values are of the type ${[...kinds].join(' or ') || 'null'}`
    return [{ path: bound === null ? path : [...path, bound], code: 'wrong_type', message }]
  })
}
