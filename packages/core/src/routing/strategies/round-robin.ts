import type { RoutingStrategy } from '../policy-types.js'
import { wholePolicy } from './whole-policy.js'

/** Prefers the agent who was given work longest ago; whoever never was comes first. */
export function roundRobin(): RoutingStrategy {
  return wholePolicy({ id: 'round-robin', rank: (_ticket, { turn }) => -turn })
}
