import * as z from 'zod'
import type { Method, Reply, Route, RouteAccess, RouteInput } from './route-types.js'

/** A route as it is written down. */
interface RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType | 'bytes' | null> {
  readonly id: string
  /** Method and path, such as `POST /tickets/:ticketId/messages`. */
  readonly on: `${Method} /${string}`
  readonly access: RouteAccess
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly success: { readonly status: number; readonly body: z.ZodType | null }
  /** Heeds `Idempotency-Key`; every POST does unless it says otherwise. */
  readonly keyed?: boolean
  /** Heeds `If-Match`. */
  readonly versioned?: boolean
  readonly cost?: number
  readonly run: (
    input: RouteInput<z.output<Params>, z.output<Query>, Body extends z.ZodType ? z.output<Body> : null>,
  ) => Promise<Reply>
}

const NOTHING = z.strictObject({})

/** Makes a route; what is left out of `params` is read from the path: each an id. */
export function defineRoute<
  Params extends z.ZodType = z.ZodType<Readonly<Record<string, string>>>,
  Query extends z.ZodType = typeof NOTHING,
  Body extends z.ZodType | 'bytes' | null = null,
>(tag: string, definition: RouteDefinition<Params, Query, Body>): Route {
  const { on, params, query, body, keyed, versioned = false, cost, ...rest } = definition
  const [method, path] = on.split(' ') as [Method, string]
  return {
    ...rest,
    tag,
    method,
    path,
    params: params ?? paramsOf(path),
    query: query ?? NOTHING,
    body: body ?? null,
    keyed: keyed ?? method === 'POST',
    versioned,
    cost: cost ?? (method === 'GET' ? 1 : 5),
    run: rest.run as Route['run'],
  }
}

/** The names in a path. */
export function namesIn(path: string): string[] {
  return path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
}

function paramsOf(path: string): z.ZodType {
  const id = z.string().min(1).max(200)
  return z.strictObject(Object.fromEntries(namesIn(path).map((name) => [name, id])))
}
