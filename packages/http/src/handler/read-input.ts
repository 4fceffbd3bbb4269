import type * as z from 'zod'
import type { Route } from '../route/route-types.js'
import { HttpError } from './problem.js'
import { readJson } from './read-body.js'

/** A route's input, checked against its schemas: what a schema does not know is refused. */
export async function readInput(
  route: Route,
  request: Request,
  params: Readonly<Record<string, string>>,
  search: URLSearchParams,
) {
  return {
    params: checked(route.params, params, 'path'),
    query: checked(route.query, queryOf(search), 'query'),
    body: route.body === null || route.body === 'bytes' ? null : checked(route.body, await readJson(request), 'body'),
  }
}

function checked(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, code, message }) => ({ path: [where, ...path], code, message }))
  const [first] = issues
  const message = `The ${where} is wrong: ${first?.path.slice(1).join('.') || where} ${first?.message}.`
  throw new HttpError(400, 'INVALID_INPUT', message, { issues })
}

/** The query as an object; a name that comes twice is a list. */
function queryOf(search: URLSearchParams): Readonly<Record<string, string | string[]>> {
  const found = new Map<string, string | string[]>()
  for (const [name, value] of search) {
    const before = found.get(name)
    found.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(found)
}
