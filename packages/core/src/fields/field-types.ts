import type * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { isPlainObject, type Json, type JsonObject } from '../kernel/json.js'
import type { FieldSet } from './fields.js'

/** A value that a condition can compare with. */
export type FieldKind = 'string' | 'number' | 'boolean'

/** What a custom field can hold. */
export interface FieldType {
  /** Of which kinds its value, or each item of its list, is; null where it may be anything. */
  readonly kinds: ReadonlySet<FieldKind> | null
  /** What is wrong with a value by itself; the paths begin within the value. */
  readonly issues: (value: Json) => readonly InputIssue[]
}

/** What each custom field can hold, personal ones too. */
export function fieldTypes({ schema, jsonSchema }: FieldSet): ReadonlyMap<string, FieldType> {
  const properties = (jsonSchema['properties'] ?? {}) as JsonObject
  return new Map(
    Object.entries(schema.shape).map(([name, field]) => {
      const kinds = kindsOf(properties[name])
      return [name, { kinds: kinds && new Set(kinds), issues: (value) => issuesOf(field as z.ZodType, value) }]
    }),
  )
}

function issuesOf(field: z.ZodType, value: Json): readonly InputIssue[] {
  try {
    const parsed = field.safeParse(value, { reportInput: true })
    return parsed.success ? [] : inputIssues(parsed.error)
  } catch {
    // A check that throws is told where a value is really set.
    return []
  }
}

/** Null for whatever else a schema may allow. */
function kindsOf(schema: unknown): readonly FieldKind[] | null {
  if (!isPlainObject(schema)) return null
  const { type, items, anyOf, const: only, enum: values } = schema
  if (Array.isArray(values)) return kindsAmong(values)
  if (only !== undefined) return kindsAmong([only])
  if (Array.isArray(anyOf)) {
    const each = anyOf.map(kindsOf)
    return each.every((one) => one !== null) ? each.flatMap((one) => one ?? []) : null
  }
  if (type === 'string' || type === 'number' || type === 'boolean') return [type]
  if (type === 'integer') return ['number']
  if (type === 'null') return []
  return type === 'array' ? kindsOf(items) : null
}

function kindsAmong(values: readonly unknown[]): readonly FieldKind[] | null {
  const kinds = values.filter((value) => value !== null).map((value) => typeof value)
  return kinds.every((kind) => kind === 'string' || kind === 'number' || kind === 'boolean') ? kinds : null
}
