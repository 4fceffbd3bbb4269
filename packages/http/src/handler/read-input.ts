import * as z from 'zod'
import type { Route } from '../route/route-types.js'
import { HttpError } from './problem.js'
import { readJson } from './read-body.js'

/** So many places are named; an input with more wrong ones is not worth a longer list. */
const MOST_ISSUES = 20
/** No route has so many. */
const MOST_PARAMETERS = 100
const NOTHING = z.strictObject({})

/** A route's input, checked against its schemas: what a schema does not know is refused. */
export async function readInput(
  { params, query, body }: Pick<Route, 'params' | 'query' | 'body'>,
  request: Request,
  inPath: Readonly<Record<string, string>>,
  search: URLSearchParams,
) {
  return {
    params: checked(params, inPath, 'path'),
    query: checked(query, queryOf(search), 'query'),
    body: body === 'bytes' ? null : checked(body ?? NOTHING, await readJson(request), 'body'),
  }
}

function checked(schema: z.ZodType, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const found = parsed.error.issues.slice(0, MOST_ISSUES)
  const issues = found.map(({ path, code, message }) => ({ path: [where, ...path.map(String)], code, message }))
  const [first] = issues
  const place = first && first.path.length > 1 ? `${first.path.slice(1).join('.')}: ` : ''
  throw new HttpError(400, 'INVALID_INPUT', `The ${where} is wrong: ${place}${first?.message}.`, { issues })
}

/** The query as an object; a name that comes twice is a list. */
function queryOf(search: URLSearchParams): Readonly<Record<string, string | string[]>> {
  if (search.size > MOST_PARAMETERS) {
    throw new HttpError(400, 'INVALID_INPUT', `The query has more than ${MOST_PARAMETERS} parameters.`)
  }
  const names = [...new Set(search.keys())]
  const given = (name: string) => {
    const values = search.getAll(name)
    return values.length > 1 ? values : (values[0] ?? '')
  }
  return Object.fromEntries(names.map((name) => [name, given(name)]))
}
