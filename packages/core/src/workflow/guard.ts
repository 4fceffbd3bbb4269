import type * as z from 'zod'
import type { Instant } from '../kernel/clock.js'
import { DocketError, type Reason } from '../kernel/error.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'

/** What a guard may look at. */
export interface GuardContext {
  readonly ticket: TicketRecord
  readonly actor: ActorReference
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: Instant
}

/** True to agree; else why not, as codes and values that a user interface can put into words; nothing personal. */
export type GuardVerdict = true | Reason | readonly Reason[]

/** A named condition of a transition. */
export interface Guard {
  readonly id: string
  /** Checks the parameters that a workflow gives. */
  readonly params: z.ZodType
  /** Agrees, or says why not. Pure and synchronous. */
  readonly test: (context: GuardContext, params: never) => GuardVerdict
}

/**
 * Defines a guard: a pure condition that a workflow names with parameters. It must not do I/O or read a clock.
 *
 * @example
 * ```ts
 * import { defineGuard } from '@docket/core'
 * import * as z from 'zod'
 *
 * export const answered = defineGuard({
 *   id: 'answered',
 *   params: z.strictObject({ times: z.number().default(1) }),
 *   test: ({ ticket }, { times }) =>
 *     ticket.facts.agentMessages >= times || { code: 'not-answered', needed: times, found: ticket.facts.agentMessages },
 * })
 * ```
 */
export function defineGuard<Params extends z.ZodType>(guard: {
  readonly id: string
  readonly params: Params
  readonly test: (context: GuardContext, params: z.output<Params>) => GuardVerdict
}): Guard {
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(guard.id)) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `The guard's id ${guard.id} must begin with a lower-case letter and hold only letters, digits and _.`,
    )
  }
  return guard
}
