import type { Action, ActorDesk, CommandOptions, Desk } from '@docket/core'
import type * as z from 'zod'
import type { HandlerContext } from '../handler/options.js'
import type { Principal } from '../handler/principal.js'

/** An HTTP method that a route can have. HEAD and OPTIONS come by themselves. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may come to a route: whoever the access policy lets do the action (the desk decides, for the ticket at hand),
 * whoever is signed in, or whoever knows the address.
 */
export type RouteAccess = Action | 'signedIn' | 'everybody'

/** What a route is given: everything checked against its schemas. */
export interface RouteInput<Params, Query, Body> {
  /** The desk as whoever asks. */
  readonly desk: ActorDesk
  readonly principal: Principal
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** From `Idempotency-Key` and `If-Match`. */
  readonly options: CommandOptions
  readonly request: Request
  readonly context: HandlerContext
}

/** What a route answers. */
export interface Reply {
  /** The success status of the route, if left out. */
  readonly status?: number
  /** JSON; none for 204. */
  readonly body?: unknown
  /** The version of the ticket that the body shows. */
  readonly version?: number
  readonly headers?: Readonly<Record<string, string>>
  /** In place of all the above: an answer that is no JSON, such as a file. */
  readonly response?: Response
}

/** One route: what the handler, the OpenAPI document, the access matrix and the documentation are made of. */
export interface Route {
  /** The operation's id, such as `createTicket`. */
  readonly id: string
  readonly method: Method
  /** Below the handler's base, such as `/tickets/:ticketId`. */
  readonly path: string
  readonly access: RouteAccess
  /** One sentence. */
  readonly summary: string
  readonly tag: string
  readonly params: z.ZodType
  readonly query: z.ZodType
  /** Null for a route without a body; `bytes` for one that takes a file. */
  readonly body: z.ZodType | 'bytes' | null
  /** The status and JSON of success; null for an answer without JSON. */
  readonly success: { readonly status: number; readonly body: z.ZodType | null }
  /** Whether `Idempotency-Key` is heeded. */
  readonly keyed: boolean
  /** Whether `If-Match` is heeded. */
  readonly versioned: boolean
  /** How much of the caller's rate it uses; 1 for a simple read. */
  readonly cost: number
  readonly run: (input: RouteInput<never, never, never>) => Promise<Reply>
}

/** A desk of any shape: over HTTP, shapes are checked when they come. */
export type AnyDesk = Desk<never>
