import * as z from 'zod'
import { type JsonSchema, JsonSchemas } from '../../src/openapi/json-schemas.js'
import { namesIn } from '../../src/route/define-route.js'
import type { Route } from '../../src/route/route-types.js'
import { describedAs } from '../../src/schema/read-as.js'
import type { Sample } from './samples.js'

/** A place of an input where an id stands; `*` is each item of a list. */
export interface IdPlace {
  readonly path: readonly string[]
  readonly kind: string
}

/** Every place of a route's input where an id stands: in the path, the query, the body. */
export function idPlaces(route: Route): IdPlace[] {
  const schemas = new JsonSchemas()
  const found: IdPlace[] = []
  const look = (schema: z.ZodType, path: readonly string[]) => {
    walk(schemas.of(schema, 'input'), path, new Set())
  }
  const walk = (schema: JsonSchema, path: readonly string[], seen: ReadonlySet<string>) => {
    const { $ref, properties, items, anyOf, oneOf, 'x-docket-id': kind } = schema
    if (typeof $ref === 'string') {
      const name = $ref.split('/').at(-1) ?? ''
      const named = schemas.named.get(name)
      // Something that holds its like is looked into twice.
      const here = `${name}${seen.has(name) ? '2' : ''}`
      if (named && !seen.has(`${name}2`)) walk(named, path, new Set([...seen, here]))
    }
    if (typeof kind === 'string') found.push({ path, kind })
    for (const [key, inner] of Object.entries((properties ?? {}) as Record<string, JsonSchema>)) {
      walk(inner, [...path, key], seen)
    }
    if (items) walk(items as JsonSchema, [...path, '*'], seen)
    for (const inner of [...((anyOf ?? []) as JsonSchema[]), ...((oneOf ?? []) as JsonSchema[])])
      walk(inner, path, seen)
  }
  const params = shapeOf(route.params)
  for (const name of namesIn(route.path)) look(params[name] ?? z.string(), ['params', name])
  for (const [name, schema] of Object.entries(shapeOf(route.query))) {
    look(describedAs(schema)?.schema ?? schema, ['query', name])
  }
  if (route.body instanceof z.ZodType) look(route.body, ['body'])
  const unique = new Map(found.map((place) => [place.path.join('.'), place]))
  return [...unique.values()]
}

/** A sample with an id in a place; undefined where no sample has room for it there. */
export function withId(route: Route, samples: readonly Sample[], { path }: IdPlace, id: string): Sample | undefined {
  for (const sample of samples) {
    const copy = structuredClone({ ...sample, body: sample.body ?? {} }) as Record<string, unknown>
    if (put(copy, path, id) && fits(route, copy)) return copy as unknown as Sample
  }
  return undefined
}

function put(into: unknown, [key, ...rest]: readonly string[], id: string): boolean {
  if (key === undefined || into === null || typeof into !== 'object') return false
  if (key === '*') {
    if (!Array.isArray(into)) return false
    if (rest.length > 0) return put(into[0], rest, id)
    into.splice(0, 1, id)
    return true
  }
  const holder = into as Record<string, unknown>
  if (rest.length === 0) {
    holder[key] = id
    return true
  }
  if (holder[key] === undefined) holder[key] = rest[0] === '*' ? [] : {}
  return put(holder[key], rest, id)
}

function fits(route: Route, { query, body }: Record<string, unknown>): boolean {
  const { where, ...others } = query as Record<string, unknown>
  const asked = { ...others, ...(where !== undefined && { where: JSON.stringify(where) }) }
  const bodyFits = route.body instanceof z.ZodType ? route.body.safeParse(body).success : true
  return bodyFits && route.query.safeParse(asked).success
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {}
}
