import type { DeskPrincipal } from '@docket/core'

/** Who asks, as the host has found out. */
export interface Principal extends DeskPrincipal {
  /**
   * Whether the host has proved who it is. A visitor without proof is a requester with a random id; what it creates stays
   * its own, and it shares the rate and the streams of its address with all others there. True if left out.
   */
  readonly verified?: boolean
}

/** Whether somebody asks whom the host has proved to be who it is. */
export function isVerified(principal: Principal | null): boolean {
  return principal !== null && principal.verified !== false
}

/** Under which name a principal is counted. */
export function shareOf({ tenant, actor }: Principal): string {
  return JSON.stringify([tenant, actor.type, actor.id])
}

/** Under which name an address is counted; null where the host does not say it. */
export function shareOfAddress(
  clientAddress: ((request: Request) => string | null) | undefined,
  request: Request,
): string | null {
  const address = clientAddress?.(request) ?? null
  return address === null ? null : JSON.stringify([address])
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
