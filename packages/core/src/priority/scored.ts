import * as z from 'zod'
import { type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError, type Reason } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import { checkDefinition, policyShape } from './check-definition.js'
import { compileLevels, type ScoreLevels } from './levels.js'
import type { PolicyTicket, PriorityContext, PriorityPolicy } from './policy-types.js'

/** What a product team's own function says of a ticket. */
export interface PriorityScore {
  /** The higher the more urgent, in any unit; finite. */
  readonly score: number
  /** Codes and values that say where it comes from. Written into events and never erased: nothing personal. */
  readonly reasons: readonly Reason[]
  /**
   * When the function would next say something that changes the level though nothing happens to the ticket, in
   * milliseconds since 1970-01-01T00:00:00Z; the ticket is judged again then. What is no whole instant later than now
   * counts as never, as null and leaving it out do.
   */
  readonly changesAt?: Instant | null
}

/** What {@link scored} takes. */
export interface ScoredInput<Fields, Level extends string> extends ScoreLevels<Level> {
  /** Kept with each decision; `manual` and `raised` are taken. */
  readonly id: string
  /** Raised with each change, because decisions are kept with it; 1 if left out. */
  readonly version?: number
  /** Custom fields whose values it puts into its reasons; none of them may be personal. */
  readonly reads?: readonly string[]
  /** Scores a ticket. Synchronous and pure: the same ticket and instant give the same score. */
  readonly score: (ticket: PolicyTicket<Fields>, now: Instant, context: PriorityContext) => PriorityScore
}

/**
 * A priority by a function of your own: it gives a score, and the score gives the level.
 *
 * The type of the function's ticket says which fields it needs: a desk that does not have them does not compile. Each
 * decision has the function's reasons, then `{ code: 'score', score, level, threshold }` with the lowest score of the
 * level, then, where hysteresis kept the level, `{ code: 'held', level, score, until }` with the score below which it is
 * left. A function that throws, or gives no finite score or no list of reasons, fails with `POLICY_FAILED`.
 *
 * @throws DocketError `INVALID_DEFINITION` when the levels or the hysteresis cannot be used; `details.issues` names each place
 * @example
 * ```ts
 * import { defaultAccess, defineDesk, type PolicyTicket, scored, supportWorkflow } from '@docket/core'
 * import * as z from 'zod'
 *
 * const fields = z.object({ amount: z.number().default(0), plan: z.enum(['free', 'paid']).default('free') })
 *
 * export const priority = scored({
 *   id: 'shop',
 *   levels: { urgent: 80, high: 60, normal: 30, low: 0 },
 *   hysteresis: 5,
 *   score: (ticket: PolicyTicket<z.output<typeof fields>>) => {
 *     const amount = Math.min(50, ticket.fields.amount / 100)
 *     const plan = ticket.fields.plan === 'paid' ? 40 : 0
 *     return { score: amount + plan, reasons: [{ code: 'shop', amount, plan }] }
 *   },
 * })
 *
 * export const shop = defineDesk({ fields, priority, workflows: [supportWorkflow], access: defaultAccess() })
 * ```
 */
export function scored<Fields = Record<never, never>, const Level extends string = string>(
  input: ScoredInput<Fields, Level>,
): PriorityPolicy<Fields, Level> {
  checkDefinition(input?.id, definition, input)
  const { id, score } = input
  const levels = compileLevels(id, input)
  return {
    id,
    version: input.version ?? 1,
    levels: levels.names,
    ...(input.reads && { reads: [...input.reads] }),
    decide(ticket, now, context) {
      const answer = hushed(score(ticket, now, context))
      if (typeof answer?.score !== 'number' || !Array.isArray(answer.reasons)) {
        const message = `The priority policy ${id} gave no score with a list of reasons; let its function return { score, reasons }.`
        throw new DocketError('POLICY_FAILED', message)
      }
      const { level, reasons } = levels.judge(ticket, answer.score)
      return { level, reasons: [...answer.reasons, ...reasons], changesAt: laterInstant(answer.changesAt, now) }
    },
  }
}

const definition = z.strictObject({
  ...policyShape,
  reads: z.array(z.string()).optional(),
  score: z.custom((value) => typeof value === 'function', 'must be a function that returns { score, reasons }'),
})

function laterInstant(at: Instant | null | undefined, now: Instant): Instant | null {
  return Number.isInteger(at) && Number(at) > now && Number(at) < LATEST_INSTANT ? Number(at) : null
}
