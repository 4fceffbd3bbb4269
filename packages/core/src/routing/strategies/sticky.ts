import type { RoutingStrategy } from '../policy-types.js'
import { wholePolicy } from './whole-policy.js'

/** Prefers the agent who last worked on another ticket of the same requester; all others are equal. */
export function sticky(): RoutingStrategy {
  return wholePolicy({
    id: 'sticky',
    usesLastAgent: true,
    rank: (_ticket, { agent: { id } }, { lastAgent }) => (id === lastAgent ? 1 : 0),
  })
}
