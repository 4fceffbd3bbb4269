/** A handler: what `createHandler` of `@docket/http` makes. */
export type MountableHandler = (request: Request) => Promise<Response>

/** Who the suite asks as. */
export interface SuitePrincipal {
  readonly tenant: string
  readonly actor: { readonly type: string; readonly id: string }
}

/** With what the suite has a handler made. */
export interface SuiteHandlerOptions {
  /** Who asks; null for nobody. */
  readonly authenticate: (request: Request) => SuitePrincipal | null
  readonly secret: string
  /** Where it is mounted. */
  readonly basePath: string
  /** Keeps quiet: the suite has requests fail on purpose. */
  readonly onError: (error: unknown) => void
}

/** A server that serves a handler. */
export interface HandlerFixture {
  /** The origin of the server, such as `http://127.0.0.1:3000`. */
  readonly origin: string
  /** How the server is asked; the platform's `fetch` if left out. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Ends the server, also while answers are under way. */
  destroy(): void | Promise<void>
}

/** Mounts a handler below a path, as you mount yours. Called once per case. */
export type MountHandler = (handle: MountableHandler, basePath: string) => HandlerFixture | Promise<HandlerFixture>

/** How handlers are made and mounted. */
export interface HandlerFixtures {
  /**
   * Makes a handler of an empty desk, with a file store, on which a role `agent` may work: `createHandler(desk, options)`.
   * Called once per case.
   */
  readonly handler: (options: SuiteHandlerOptions) => MountableHandler | Promise<MountableHandler>
  readonly mount: MountHandler
  /** What a new ticket needs besides a subject and a requester. */
  readonly ticket?: Readonly<Record<string, unknown>>
  /** How long what should come at once is waited for, in milliseconds; 5,000 if left out. */
  readonly patienceMs?: number
}
