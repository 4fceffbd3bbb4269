import { type CommandOptions, DocketError } from '@docket/core'
import { namesIn } from '../route/define-route.js'
import type { Route } from '../route/route-types.js'
import type { Principal } from './principal.js'
import { HttpError } from './problem.js'

/** What the headers say about a command; one that a route does not heed is refused, so that nobody relies on it. */
export function readHeaders(route: Route, request: Request, principal: Principal | null): CommandOptions {
  const meant = request.headers.get('docket-user')
  // What waited in a browser comes with the cookies of whoever has signed in since.
  if (meant !== null && principal && meant !== encodeURIComponent(principal.actor.id)) throw otherUser()
  const key = request.headers.get('idempotency-key')
  const match = request.headers.get('if-match')
  if (key !== null && !route.keyed) throw unheeded('Idempotency-Key')
  if (match !== null && !route.versioned) throw unheeded('If-Match')
  if (key !== null && (key.trim() === '' || key.length > 200)) {
    throw new HttpError(400, 'INVALID_INPUT', 'The header `Idempotency-Key` takes 1 to 200 characters.')
  }
  return {
    ...(key !== null && { idempotencyKey: key }),
    ...(match !== null && match.trim() !== '*' && { expectedVersion: versionOf(route, match) }),
  }
}

function versionOf(route: Route, match: string): number {
  const [, digits] = /^\s*"(0|[1-9][0-9]{0,8})"\s*$/.exec(match) ?? []
  if (digits === undefined) {
    throw new HttpError(
      400,
      'INVALID_INPUT',
      'The header `If-Match` takes the `etag` of one ticket, such as "12", or *.',
    )
  }
  // Categories begin at 0, tickets at 1: no ticket ever had it, as it has no version that is over.
  if (digits === '0' && namesIn(route.path).includes('ticketId')) {
    throw new DocketError('VERSION_CONFLICT', 'The ticket has another version; read it anew.', { expected: 0 })
  }
  return Number(digits)
}

function otherUser(): HttpError {
  return new HttpError(409, 'OTHER_USER', 'Somebody else is signed in; sign in as who wrote this.')
}

function unheeded(name: string): HttpError {
  return new HttpError(400, 'INVALID_INPUT', `The header \`${name}\` has no meaning here; leave it out.`)
}
