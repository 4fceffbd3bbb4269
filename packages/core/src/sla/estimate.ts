import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { TargetStatus } from './light.js'

/** When the requester can expect something, as far as that has been promised. */
export interface Estimate {
  /** Null while that cannot be said; the reason says why. */
  readonly at: Instant | null
  /** Whether it is amber or red: time is short, and not over. */
  readonly atRisk: boolean
  readonly reason: Reason
}

/** What the requester can expect: an answer, while one is awaited, and the solution. Null for what nobody promised. */
export interface Estimates {
  readonly answer: Estimate | null
  readonly solution: Estimate | null
}

/** What can be expected of the targets that still run. */
export function estimatesOf(statuses: readonly TargetStatus[]): Estimates {
  const running = statuses.filter(({ endedAt }) => endedAt === null)
  const answer = running.find(({ target }) => target === 'firstResponse' || target === 'nextResponse')
  const solution = running.find(({ target }) => target === 'resolution')
  return { answer: answer ? estimateOf(answer) : null, solution: solution ? estimateOf(solution) : null }
}

function estimateOf({ light, dueAt, seconds, secondsLeft }: TargetStatus): Estimate {
  // A date that has passed is no estimate, and no other was promised.
  if (light === 'breached') return { at: null, atRisk: false, reason: { code: 'overdue', since: dueAt } }
  if (light === 'paused') return { at: null, atRisk: false, reason: { code: 'paused', secondsLeft } }
  const atRisk = light === 'amber' || light === 'red'
  if (dueAt === null) return { at: null, atRisk, reason: { code: 'calendar-ends' } }
  return { at: dueAt, atRisk, reason: { code: 'promised', seconds } }
}
