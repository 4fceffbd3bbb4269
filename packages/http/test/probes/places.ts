import * as z from 'zod'
import { type JsonSchema, JsonSchemas } from '../../src/openapi/json-schemas.js'
import type { Route } from '../../src/route/route-types.js'

/** A place of a body's JSON; `*` is each item of a list, `?` a key of any name. */
export interface Place {
  readonly path: readonly string[]
  readonly schema: JsonSchema
}

/** Every place of a route's body, with what may stand there. */
export function bodyPlaces(route: Route): Place[] {
  if (!(route.body instanceof z.ZodType)) return []
  const schemas = new JsonSchemas()
  const found: Place[] = []
  const walk = (schema: JsonSchema, path: readonly string[], seen: readonly string[]) => {
    const { $ref, properties, items, anyOf, oneOf, allOf, additionalProperties: more } = schema
    if (typeof $ref === 'string') {
      const name = $ref.split('/').at(-1) ?? ''
      // Something that holds its like is looked into twice.
      if (seen.filter((one) => one === name).length > 1) return
      const named = schemas.named.get(name)
      if (named) walk(named, path, [...seen, name])
      return
    }
    const several = [anyOf, oneOf, allOf].flatMap((list) => (list ?? []) as JsonSchema[])
    for (const inner of several) walk(inner, path, seen)
    if (several.length === 0) found.push({ path, schema })
    for (const [key, inner] of Object.entries((properties ?? {}) as Record<string, JsonSchema>)) {
      walk(inner, [...path, key], seen)
    }
    if (items) walk(items as JsonSchema, [...path, '*'], seen)
    if (more && typeof more === 'object') walk(more as JsonSchema, [...path, '?'], seen)
  }
  walk(schemas.of(route.body, 'input'), [], [])
  return found
}

/** What stands in a place of a value; undefined where there is no such place. */
export function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  if (value === null || typeof value !== 'object') return undefined
  const name = key === '*' || key === '?' ? Object.keys(value)[0] : key
  return name === undefined ? undefined : valueAt((value as Record<string, unknown>)[name], rest)
}

/** A copy with another value in a place that is there, or in a last key that is not. */
export function withValue(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put
  if (value === null || typeof value !== 'object') return undefined
  const name = key === '*' || key === '?' ? (Object.keys(value)[0] ?? (key === '*' ? '0' : 'x')) : key
  const inner = withValue((value as Record<string, unknown>)[name] ?? (rest.length > 0 ? null : 0), rest, put)
  if (inner === undefined) return undefined
  if (Array.isArray(value)) return Object.assign([...value], { [name]: inner })
  return { ...value, [name]: inner }
}
