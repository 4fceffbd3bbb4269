import { DocketError } from '../../kernel/error.js'
import type { RoutingStrategy } from '../policy-types.js'
import { LOWEST, wholePolicy } from './whole-policy.js'

/**
 * Shares work out by the agents' weights: prefers whoever would have least work for the weight with the ticket, so that
 * an agent of weight 2 holds twice as much as one of weight 1. Weight 0 comes after all others.
 *
 * Its `rank` throws `POLICY_FAILED` for a weight that is negative or no finite number, which only a host's own directory
 * can give.
 */
export function byWeight(): RoutingStrategy {
  return wholePolicy({
    id: 'by-weight',
    rank(ticket, { agent: { id, weight }, load }) {
      if (!Number.isFinite(weight) || weight < 0) {
        const message = `The agent ${id} has the weight ${weight}; let the directory give 0 or a finite number above it.`
        throw new DocketError('POLICY_FAILED', message, { strategy: 'by-weight', agent: id })
      }
      // A weight near 0 would pass what numbers hold.
      return weight === 0 ? LOWEST : Math.max(-(load + ticket.weight) / weight, LOWEST)
    },
  })
}
