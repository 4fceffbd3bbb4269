import type { WorkflowDefinition } from '../workflow/definition-types.js'
import { approvalsIn } from '../workflow/requirements.js'
import { isActive } from './facts.js'

/**
 * The approvals that are required in one of the states or further on. Work that begins again is not further on: what was
 * approved before it counts no more.
 */
export function approvalsAhead(definition: WorkflowDefinition, states: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Set(states)
  // A set is walked in the order of insertion, with what is added on the way.
  for (const name of seen) {
    const from = definition.states[name]
    if (from === undefined) continue
    for (const approval of approvalsIn(definition, name)) found.add(approval)
    for (const { target } of Object.values(from.on).flat()) {
      const to = definition.states[target]
      if (to !== undefined && (isActive(from.phase) || !isActive(to.phase))) seen.add(target)
    }
  }
  return found
}
