import type { RoutingStrategy } from '../policy-types.js'
import { LOWEST, wholePolicy } from './whole-policy.js'

/**
 * Prefers the highest rated agent. Whom nobody has rated comes last. By itself it gives everything to the best until
 * they are full: put another strategy after it only for equal ratings, or before it to share work out first.
 */
export function byRating(): RoutingStrategy {
  return wholePolicy({ id: 'by-rating', rank: (_ticket, { agent: { rating } }) => rating ?? LOWEST })
}
