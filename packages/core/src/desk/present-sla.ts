import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import { type Estimate, estimatesOf } from '../sla/estimate.js'
import { statusOf, type TargetStatus } from '../sla/light.js'
import type { PromisesAtHand } from '../sla/moments.js'
import type { TicketView } from '../store/record-types.js'
import type { Expected, ExpectedDate, TicketPromise } from './sla-types.js'

/** How a ticket's promise stands at an instant. */
export function presentPromise(view: TicketView, { current }: PromisesAtHand, now: Instant): TicketPromise | null {
  if (current === null) return null
  const { id, version } = current.promise.policy
  return { policy: { id, version }, targets: statusOf(view, current, now).map(presentStatus) }
}

/** What the requester can expect at an instant. */
export function presentExpected(view: TicketView, { current }: PromisesAtHand, now: Instant): Expected {
  const { answer, solution } = estimatesOf(current ? statusOf(view, current, now) : [])
  return { answer: presentEstimate(answer), solution: presentEstimate(solution) }
}

function presentStatus(status: TargetStatus): TicketPromise['targets'][number] {
  const { target, cycle, light, seconds, secondsLeft, calendar } = status
  return {
    target,
    cycle,
    light,
    startedAt: new Date(status.startedAt),
    endedAt: toDate(status.endedAt),
    dueAt: toDate(status.dueAt),
    seconds,
    secondsLeft,
    changesAt: toDate(status.changesAt),
    calendar,
  }
}

function presentEstimate(estimate: Estimate | null): ExpectedDate | null {
  return estimate && { at: toDate(estimate.at), atRisk: estimate.atRisk, reason: presentReason(estimate.reason) }
}

const INSTANTS = ['at', 'from', 'to', 'since']

/** A reason of a derivation, its instants as `Date`. */
export function presentReason(reason: Reason): Reason {
  const values = Object.entries(reason).map(([name, value]) => {
    return [name, INSTANTS.includes(name) && typeof value === 'number' ? new Date(value) : value]
  })
  return Object.fromEntries(values) as Reason
}

function toDate(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}
