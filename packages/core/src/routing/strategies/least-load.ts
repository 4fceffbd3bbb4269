import type { RoutingStrategy } from '../policy-types.js'
import { wholePolicy } from './whole-policy.js'

/**
 * Prefers the agent whose share of used capacity is least, before the ticket. Agents without a limit compare by their
 * load over 100. Fair in the long run where agents are equal.
 */
export function leastLoad(): RoutingStrategy {
  return wholePolicy({
    id: 'least-load',
    rank: (_ticket, { agent: { capacity }, load }) => (capacity === 0 ? -1 : -load / (capacity ?? 100)),
  })
}
