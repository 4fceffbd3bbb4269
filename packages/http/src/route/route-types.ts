import type { Action, ActorDesk, CommandOptions } from '@docket/core'
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

type Callable = (...given: never[]) => unknown
type NamesOf<Of, Prefix extends string> = {
  [Name in keyof Of & string]: Of[Name] extends Callable ? `${Prefix}${Name}` : NamesOf<Of[Name], `${Prefix}${Name}.`>
}[keyof Of & string]

/** The name of a method of a desk as an actor has it, such as `reply` or `directory.putAgent`. */
export type DeskMethod = NamesOf<ActorDesk, ''>

/** The names in a path, each with its text. */
export type ParamsOf<On extends string> = { readonly [Name in NamesIn<On>]: string }

type NamesIn<On extends string> = On extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : On extends `${string}:${infer Name}`
    ? Name
    : never

/** What a route is given: everything checked against its schemas. */
export interface RouteInput<Params = unknown, Query = unknown, Body = unknown> {
  /** The desk as whoever asks. */
  readonly desk: ActorDesk
  readonly principal: Principal
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** From `Idempotency-Key` and `If-Match`. */
  readonly options: CommandOptions
  readonly request: Request
  /**
   * Takes more of the caller's rate, for what is only known once it has been read.
   *
   * @throws HttpError 429 where it is used up
   */
  readonly charge: (cost: number) => Promise<void>
  readonly route: Route
  readonly context: HandlerContext
}

/** What a route for everybody is given: nobody asks, so there is no desk. */
export type OpenRouteInput<Params = unknown, Query = unknown, Body = unknown> = Omit<
  RouteInput<Params, Query, Body>,
  'desk' | 'principal'
>

/** What a route answers. */
export interface Reply {
  /** The success status of the route, if left out. */
  readonly status?: number
  /** JSON; none for 204. */
  readonly body?: unknown
  /** The version of what the body shows: given by the routes whose success shows one, and by no others. */
  readonly version?: number
  readonly headers?: Readonly<Record<string, string>>
  /** In place of all the above: an answer that is no JSON, such as a file. */
  readonly response?: Response
}

/** What a route answers when all is well. */
export interface Success {
  readonly status: number
  /** Of its JSON; null for an answer without JSON. */
  readonly body: z.ZodType | null
  /** Other media types that it can answer with, such as `application/x-ndjson`, and what one line or the whole is. */
  readonly also?: Readonly<Record<string, z.ZodType>>
  /** `version`: its JSON is what has the version, a ticket or the categories; it comes as `etag`, to be sent as `If-Match`. */
  readonly shows?: 'version'
}

/** One route: what the handler, the OpenAPI document, the access matrix and the documentation are made of. */
export interface Route {
  /** The operation's id, such as `createTicket`. */
  readonly id: string
  readonly method: Method
  /** Below the handler's base, such as `/tickets/:ticketId`. */
  readonly path: string
  readonly access: RouteAccess
  /** The methods of the desk that it calls. */
  readonly serves: readonly DeskMethod[]
  /** One sentence. */
  readonly summary: string
  readonly tag: string
  readonly params: z.ZodType
  readonly query: z.ZodType
  /** Null for a route without a body; `bytes` for one that takes a file. */
  readonly body: z.ZodType | 'bytes' | null
  readonly success: Success
  /** Whether `Idempotency-Key` is heeded. */
  readonly keyed: boolean
  /** Whether `If-Match` is heeded. */
  readonly versioned: boolean
  /** How much of the caller's rate it uses; 1 for a simple read. */
  readonly cost: number
  /** Given a {@link RouteInput}, or for `everybody` an {@link OpenRouteInput}, of this route's own types. */
  readonly run: (input: never) => Reply | Promise<Reply>
}
