import type { DeskPrincipal } from '@docket/core'

/** Who asks, as the host has found out. */
export interface Principal extends DeskPrincipal {
  /**
   * Whether the host has proved who it is. A visitor without proof is a requester with a random id; what it creates stays
   * its own. True if left out.
   */
  readonly verified?: boolean
}

/**
 * Finds out who asks: null for nobody, which is answered with 401. What throws is answered with 503 and reads nothing: a
 * failure never makes anybody somebody.
 *
 * It is asked once for each request, for an upload again at its end, and while a stream is open or an upload under way every
 * four seconds. Those answers must come within a second: one that is later ends the stream, and the upload with 401. Any
 * other request waits for it as long as it takes, so give what it asks a time-out of its own.
 */
export type Authenticate = (request: Request) => Principal | null | Promise<Principal | null>
