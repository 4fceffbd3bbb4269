import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'
import type { PromisesAtHand } from './moments.js'
import { runsOf } from './promise.js'
import { elapsedMs, isPaused } from './target-clock.js'

/**
 * Of the targets that run, the largest share of time used at an instant: 0 at the start, 1 when due, more when late.
 * Null while none runs, or their clocks stand still in a pause.
 */
export function largestShareUsed(view: TicketView, { current }: PromisesAtHand, at: Instant): number | null {
  if (view.sla === null || current === null) return null
  const running = runsOf(view, current).filter(({ cycle, clock }) => cycle.to === null && !isPaused(clock.pauses, at))
  const shares = running.map(({ clock, total }) => (total > 0 ? elapsedMs(clock, at) / total : 1))
  return shares.length > 0 ? Math.max(...shares) : null
}
