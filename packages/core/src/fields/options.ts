import { isPlainObject, type Json } from '../kernel/json.js'
import type { FieldSet } from './fields.js'

/** The values of each field that is one, or a list, of fixed values. */
export function optionsOf({ jsonSchema }: Pick<FieldSet, 'jsonSchema'>): ReadonlyMap<string, readonly Json[]> {
  const { properties } = jsonSchema
  if (!isPlainObject(properties)) return new Map()
  return new Map(
    Object.entries(properties).flatMap(([name, schema]) => {
      const values = valuesOf(schema)
      return values === null ? [] : [[name, values] as const]
    }),
  )
}

/** All values that a schema allows; null when it allows others than it names. */
function valuesOf(schema: unknown): readonly Json[] | null {
  if (!isPlainObject(schema)) return null
  const { type, items, anyOf, const: only, enum: values } = schema
  if (Array.isArray(values)) return values as readonly Json[]
  if (only !== undefined) return [only as Json]
  if (type === 'null') return [null]
  if (type === 'array') return valuesOf(items)
  if (!Array.isArray(anyOf)) return null
  const each = anyOf.map(valuesOf)
  return each.every((one) => one !== null) ? each.flatMap((one) => one ?? []) : null
}
