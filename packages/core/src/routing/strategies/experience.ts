import type { RoutingStrategy } from '../policy-types.js'
import { wholePolicy } from './whole-policy.js'

/**
 * Prefers the agent who has solved more tickets of the same category. It counts doublings: 1, 3, 7, 15 solved tickets
 * are 1, 2, 3, 4 steps, so that one more ticket does not decide for ever, and a strategy after it has its say among
 * agents of about the same experience.
 */
export function experience(): RoutingStrategy {
  return wholePolicy({ id: 'experience', rank: (_ticket, { solved }) => Math.floor(Math.log2(1 + solved)) })
}
