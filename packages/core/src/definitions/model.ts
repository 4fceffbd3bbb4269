import type { AccessPolicy } from '../access/access-types.js'
import type { FieldSet } from '../fields/fields.js'
import type { PriorityPolicy } from '../priority/policy-types.js'
import type { RoutingPolicy } from '../routing/policy-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { Guard } from '../workflow/guard.js'

/** A desk's definition, checked and ready to decide with. Immutable and without I/O. */
export interface DeskModel {
  readonly fields: FieldSet
  /** In the order of the definition; the first is the one that tickets begin with. */
  readonly workflows: readonly CompiledWorkflow[]
  readonly guards: readonly Guard[]
  readonly priority: PriorityPolicy<never>
  readonly routing: RoutingPolicy<never> | null
  readonly access: AccessPolicy
  /** Every effect that the desk's handlers must know. */
  readonly effects: ReadonlySet<string>
  /** Event type to the effects that it causes. */
  readonly effectsByEvent: ReadonlyMap<string, readonly string[]>
}
