import { pick } from '../pick.js'
import type { RoutingStrategy } from '../policy-types.js'
import type { Ranking } from '../routing-input.js'

/** A rank below all that mean something, and still finite. */
export const LOWEST = -1e15

/** Makes a whole policy of one way to compare candidates: of those who can take a ticket the best, of equals one by chance. */
export function wholePolicy(ranking: Ranking): RoutingStrategy {
  return {
    ...ranking,
    version: 1,
    select: (ticket, candidates, context) => pick([ranking], ticket, candidates, { ...context, requirements: {} }),
  }
}
