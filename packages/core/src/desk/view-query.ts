import type { JsonObject } from '../kernel/json.js'
import { isPlainObject } from '../kernel/json.js'
import type { ViewQuery } from './search-desk-types.js'

const RANGES = ['createdAt', 'updatedAt', 'dueAt'] as const

/** A checked query as it is stored: its instants as milliseconds. */
export function storedQuery(query: ViewQuery): JsonObject {
  return withRanges(query, (value) => (value instanceof Date ? value.getTime() : value))
}

/** A query as `list` takes it, from what is stored. */
export function viewQuery(stored: JsonObject): ViewQuery {
  return withRanges(stored, (value) => (typeof value === 'number' ? new Date(value) : value))
}

function withRanges<Result>(query: object, change: (value: unknown) => unknown): Result {
  const { where, ...rest } = query as { readonly where?: Record<string, unknown> }
  if (where === undefined) return withoutUndefined(rest) as Result
  const changed: Record<string, unknown> = { ...where }
  for (const name of RANGES) {
    const range = where[name]
    if (!isPlainObject(range)) continue
    changed[name] = Object.fromEntries(Object.entries(range).map(([bound, value]) => [bound, change(value)]))
  }
  return withoutUndefined({ ...rest, where: withoutUndefined(changed) }) as Result
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
}
