import * as z from 'zod'
import { type ConditionNames, conditionIssues } from '../condition/condition-schema.js'
import { id, inputIssues } from '../kernel/input.js'
import { invalidRouting } from './check-routing.js'
import { type DefinedRouting, defineRouting } from './define-routing.js'
import type { RoutingPolicy } from './policy-types.js'
import type { RoutingOf } from './routing-input.js'

const MOST_OFFER_MS = 30 * 24 * 3_600_000
const policyShape = z.looseObject({
  id,
  version: z.int().min(1),
  teams: z.array(id).max(1_000).optional(),
  usesLastAgent: z.boolean().optional(),
  offerMs: z.int().min(1).max(MOST_OFFER_MS).optional(),
})

/**
 * The routing of a desk: a policy as it is, or one made of tiers; what its conditions name is checked against the desk.
 * Null for none.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function deskRouting(given: RoutingOf<never> | null, names: ConditionNames): RoutingPolicy<never> | null {
  if (given === null) return null
  const policy: Partial<DefinedRouting<never>> | undefined =
    typeof given === 'object' && 'tiers' in given ? defineRouting(given) : given
  if (typeof policy?.select !== 'function') {
    const message = 'is no routing policy: pass leastLoad() or another, tiers, or an object with a function `select`'
    throw invalidRouting(policy?.id, [{ path: [], code: 'invalid_type', message }])
  }
  const shape = policyShape.safeParse(policy, { reportInput: true })
  if (!shape.success) throw invalidRouting(policy.id, inputIssues(shape.error))
  const issues = (policy.conditions ?? []).flatMap(({ path, condition }) => conditionIssues(condition, names, path))
  if (issues.length > 0) throw invalidRouting(policy.id, issues)
  return policy as RoutingPolicy<never>
}
