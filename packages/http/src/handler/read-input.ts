import { inputIssues } from '@docket/core'
import * as z from 'zod'
import type { Route } from '../route/route-types.js'
import { HttpError } from './problem.js'
import { readJson } from './read-body.js'

/** Of what somebody sent, an answer repeats no more than this, in characters. */
const MOST_TOLD = 1_000
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
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  const issues = inputIssues(parsed.error).map(({ path, code, message }) => {
    return { path: path.map((part) => (typeof part === 'string' ? cut(part) : part)), code, message: cut(message) }
  })
  const [first] = issues
  const place = first && first.path.length > 0 ? cut(first.path.join('.')) : 'it'
  throw new HttpError(400, 'INVALID_INPUT', `The ${where} is wrong: ${place} ${first?.message}.`, { issues })
}

const cut = (text: string) => (text.length <= MOST_TOLD ? text : `${text.slice(0, MOST_TOLD - 1)}…`)

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
