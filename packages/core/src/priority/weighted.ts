import { type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import { checkDefinition } from './check-definition.js'
import { asAdded, atLeast, sixDecimals } from './decimals.js'
import { compileLevels } from './levels.js'
import { firstReached } from './next-change.js'
import type { PriorityContext, PriorityPolicy } from './policy-types.js'
import { weightedDefinition } from './weighted-definition.js'
import { type AnyTicket, type Factor, type Finding, factorsOf } from './weighted-factors.js'
import type { WeightedInput } from './weighted-types.js'

/** The custom fields that a policy of weights reads. */
export type WeightedFields<Listed extends string, Value extends string> = {
  readonly [Name in Listed]: unknown
} & { readonly [Name in Value]: number | null | undefined }

/**
 * A priority by weights: each factor has a share from 0 to 1, its points are its weight times its share, and the sum of
 * the points is the score, which gives the level.
 *
 * Each factor gives one reason: `{ code: 'factor', factor, value, share, weight, points }`, or
 * `{ code: 'unlisted', factor, value }` for a value without a share, or `{ code: 'absent', factor }` for what the ticket
 * does not say or no part of the desk supplies yet; both count 0. Numbers are rounded to 6 decimals; the value of
 * `waiting` is in seconds, that of `slaRisk` the used share. The reasons of the level follow, as {@link scored} has them.
 *
 * Between events only `waiting` and `slaRisk` change, and only upwards. `changesAt` is the first millisecond at which
 * they give a more urgent level; `slaRisk` is followed for 400 days, and for as long as its clock is not paused.
 *
 * @throws DocketError `INVALID_DEFINITION` when it has no factor, or a weight, share, level or the hysteresis cannot be
 * used; `details.issues` names each place
 * @example
 * ```ts
 * import { weighted } from '@docket/core'
 *
 * export const priority = weighted({
 *   levels: { urgent: 80, high: 60, normal: 30, low: 0 },
 *   hysteresis: 5,
 *   tier: { weight: 20, values: { vip: 1, gold: 0.6 } },
 *   impact: { weight: 25, field: 'affected', values: { many: 1, one: 0.2 } },
 *   value: { weight: 10, field: 'amount', full: 10_000 },
 *   waiting: { weight: 30, full: { days: 2 } },
 *   slaRisk: { weight: 30, from: 0.5 },
 *   sentiment: { weight: 15 },
 *   nudges: { weight: 10, full: 3 },
 * })
 * ```
 */
export function weighted<
  const Impact extends string = never,
  const Urgency extends string = never,
  const Value extends string = never,
  const Level extends string = string,
>(input: WeightedInput<Impact, Urgency, Value, Level>): PriorityPolicy<WeightedFields<Impact | Urgency, Value>, Level> {
  const { id = 'weighted', version = 1, impact, urgency, value } = input ?? {}
  checkDefinition(id, weightedDefinition, input)
  const levels = compileLevels(id, input)
  const factors = factorsOf(input)
  const fields = [impact?.field, urgency?.field, value?.field].filter((field) => field !== undefined)
  return {
    id,
    version,
    levels: levels.names,
    reads: [...new Set<string>(fields)],
    timeless: !factors.some(({ risesUntil }) => risesUntil),
    decide(ticket, now, context) {
      const found = factors.map((factor) => ({ factor, finding: factor.find(ticket, now, context) }))
      const judged = levels.judge(ticket, scoreOf(found))
      const reasons = found.map(({ factor, finding }) => reasonOf(factor, finding))
      return {
        level: judged.level,
        reasons: [...reasons, ...judged.reasons],
        // Only who sets a timer looks for it.
        get changesAt() {
          return nextChange(found, judged.next, ticket, now, context)
        },
      }
    },
  }
}

interface Found {
  readonly factor: Factor
  readonly finding: Finding | null
}

function scoreOf(found: readonly Found[]): number {
  return asAdded(found.reduce((sum, { factor, finding }) => sum + factor.weight * (finding?.share ?? 0), 0))
}

function nextChange(
  found: readonly Found[],
  next: number | null,
  ticket: AnyTicket,
  now: Instant,
  context: PriorityContext,
): Instant | null {
  if (next === null) return null
  const ends = found.flatMap(({ factor }) => factor.risesUntil?.(ticket, now) ?? [])
  const reached = (at: Instant) => {
    let sum = 0
    for (const { factor, finding } of found) {
      const known = factor.risesUntil ? factor.find(ticket, at, context) : finding
      sum += factor.weight * (known?.share ?? 0)
    }
    return atLeast(sum, next)
  }
  return firstReached(reached, now, Math.min(LATEST_INSTANT - 1, Math.max(...ends)))
}

function reasonOf({ name: factor, weight }: Factor, finding: Finding | null): Reason {
  if (finding === null) return { code: 'absent', factor }
  const value = typeof finding.value === 'number' ? sixDecimals(finding.value) : finding.value
  if (finding.share === null) return { code: 'unlisted', factor, value }
  const points = sixDecimals(weight * finding.share)
  return { code: 'factor', factor, value, share: sixDecimals(finding.share), weight: sixDecimals(weight), points }
}
