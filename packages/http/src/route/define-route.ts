import type { Ticket } from '@docket/core'
import * as z from 'zod'
import { ticketSchema } from '../schema/ticket-schema.js'
import { type IdOf, id, idOf } from '../schema/values.js'
import type {
  DeskMethod,
  Method,
  OpenRouteInput,
  ParamsOf,
  Reply,
  Route,
  RouteAccess,
  RouteInput,
  Success,
} from './route-types.js'

type BodySchema = z.ZodType | 'bytes' | null
type BodyOf<Body> = Body extends z.ZodType ? z.output<Body> : null

/** What every way to write a route down has. */
interface Written<On extends string, Query extends z.ZodType, Body extends BodySchema, Access extends RouteAccess> {
  readonly id: string
  /** Method and path, such as `POST /tickets/:ticketId/messages`. */
  readonly on: On
  readonly access: Access
  /** The methods of the desk that it calls, so that each method is known to be served. */
  readonly serves: readonly DeskMethod[]
  readonly summary: string
  readonly query?: Query
  readonly body?: Body
  readonly cost?: number
}

type InputOf<On extends string, Query extends z.ZodType, Body extends BodySchema, Access> = Access extends 'everybody'
  ? OpenRouteInput<ParamsOf<On>, z.output<Query>, BodyOf<Body>>
  : RouteInput<ParamsOf<On>, z.output<Query>, BodyOf<Body>>

interface RouteDefinition<
  On extends string,
  Query extends z.ZodType,
  Body extends BodySchema,
  Access extends RouteAccess,
> extends Written<On, Query, Body, Access> {
  readonly success: Success
  /** Heeds `Idempotency-Key`. */
  readonly keyed?: boolean
  /** Heeds `If-Match`. */
  readonly versioned?: boolean
  readonly run: (input: InputOf<On, Query, Body, Access>) => Reply | Promise<Reply>
}

interface CommandDefinition<On extends string, Query extends z.ZodType, Body extends BodySchema>
  extends Written<On, Query, Body, Exclude<RouteAccess, 'everybody'>> {
  readonly status?: 200 | 201
  /** Heeds no `If-Match`; for what begins a ticket. */
  readonly unversioned?: true
  readonly run: (input: RouteInput<ParamsOf<On>, z.output<Query>, BodyOf<Body>>) => Promise<Ticket>
}

const NOTHING = z.strictObject({})

/** Writes a route down. What a path names is an id; what it takes besides, the schemas say. */
export function defineRoute<
  const On extends `${Method} /${string}`,
  const Access extends RouteAccess,
  Query extends z.ZodType = typeof NOTHING,
  Body extends BodySchema = null,
>(tag: string, definition: RouteDefinition<On, Query, Body, Access>): Route {
  const { on, query, body, keyed, versioned, cost, run, ...rest } = definition
  const [method, path] = on.split(' ') as [Method, string]
  return {
    ...rest,
    tag,
    method,
    path,
    params: paramsOf(path),
    query: query ?? NOTHING,
    body: body ?? null,
    keyed: keyed ?? false,
    versioned: versioned ?? false,
    cost: cost ?? (method === 'GET' ? 1 : 5),
    run: run as Route['run'],
  }
}

/** Writes a command on a ticket down, which answers with the ticket. */
export function ticketCommand<
  const On extends `${Method} /${string}`,
  Query extends z.ZodType = typeof NOTHING,
  Body extends BodySchema = null,
>(tag: string, definition: CommandDefinition<On, Query, Body>): Route {
  const { run, status = 200, unversioned = false, ...rest } = definition
  return defineRoute<On, Exclude<RouteAccess, 'everybody'>, Query, Body>(tag, {
    ...rest,
    success: { status, body: ticketSchema, shows: 'version' },
    keyed: true,
    versioned: !unversioned,
    run: async (input) => {
      const ticket = await run(input)
      return { body: ticket, version: ticket.version }
    },
  })
}

/** The names in a path. */
export function namesIn(path: string): string[] {
  return path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []))
}

/** What the names in paths stand for; other names are names that the desk's definition gives. */
const KINDS: Readonly<Record<string, IdOf>> = {
  ticketId: 'ticket',
  otherId: 'ticket',
  requestId: 'request',
  agentId: 'agent',
  teamId: 'team',
  departmentId: 'department',
  categoryId: 'category',
  viewId: 'view',
  watcher: 'person',
  attachmentId: 'attachment',
  webhookId: 'webhook',
}

function paramsOf(path: string): z.ZodType {
  const schemaOf = (name: string) => (KINDS[name] === undefined ? id : idOf(KINDS[name]))
  return z.strictObject(Object.fromEntries(namesIn(path).map((name) => [name, schemaOf(name)])))
}
