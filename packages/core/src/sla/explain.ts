import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { TicketView } from '../store/record-types.js'
import { type PromiseAtHand, type RunningTarget, runsOf } from './promise.js'
import { elapsedMs, isPaused, type TargetClock } from './target-clock.js'

/** So many steps of a calendar are told one by one; of more, only their sum. */
const MOST_STEPS = 200

/** Why a running target is due when it is: the policy, the span, the pauses, and every opening that counts. */
export interface ExplainedTarget {
  readonly run: RunningTarget
  readonly reasons: readonly Reason[]
}

/** The derivation of every due date that a ticket heads for, or has missed. */
export function explainTargets(view: TicketView, promise: PromiseAtHand, timeZones: string): ExplainedTarget[] {
  return runsOf(view, promise)
    .filter(({ cycle }) => cycle.to === null)
    .map((run) => ({ run, reasons: reasonsFor(run, view, timeZones) }))
}

function reasonsFor(run: RunningTarget, view: TicketView, timeZones: string): Reason[] {
  const { policy, calendar, target, total, clock, dueAt, definition } = run
  const byPriority = Object.hasOwn(definition.byPriority, view.priority)
  const reasons: Reason[] = [
    { code: 'sla-policy', policy: policy.id, version: policy.version, target },
    { code: 'within', seconds: total / 1000, ...(byPriority && { priority: view.priority }) },
    calendar
      ? { code: 'calendar', calendar: calendar.id, version: calendar.version, timeZones }
      : { code: 'wall-time' },
    { code: 'counted-from', at: clock.from },
  ]
  for (const { from, to } of clock.pauses) {
    if (to === null || to > clock.from) reasons.push({ code: 'paused', from, to })
  }
  if (dueAt === null)
    return isPaused(clock.pauses, Number.POSITIVE_INFINITY) ? reasons : [...reasons, { code: 'calendar-ends' }]
  return [...reasons, ...counted(clock, dueAt)]
}

function counted(clock: TargetClock, dueAt: Instant): Reason[] {
  const steps = stretches(clock, dueAt).flatMap(({ from, to }) => openings(clock, from, to))
  if (steps.length <= MOST_STEPS) return steps
  const told = steps.slice(0, MOST_STEPS)
  const end = told.at(-1)?.['to'] as Instant
  return [
    ...told,
    { code: 'counted-more', from: end, to: dueAt, seconds: (elapsedMs(clock, dueAt) - elapsedMs(clock, end)) / 1000 },
  ]
}

/** The stretches of a clock between its pauses, up to an instant. */
function stretches({ from, pauses }: TargetClock, until: Instant): { from: Instant; to: Instant }[] {
  const found: { from: Instant; to: Instant }[] = []
  let at = from
  for (const pause of pauses) {
    if (pause.from >= until) break
    if (pause.from > at) found.push({ from: at, to: pause.from })
    at = Math.max(at, pause.to ?? until)
  }
  if (at < until) found.push({ from: at, to: until })
  return found
}

function openings({ calendar }: TargetClock, from: Instant, to: Instant): Reason[] {
  if (calendar === null) return [{ code: 'counted', from, to, seconds: (to - from) / 1000 }]
  const seconds = calendar.betweenMs(from, to) / 1000
  if (seconds === 0) return []
  return calendar.explain(new Date(from), { seconds }).steps.map(({ date, used, seconds: count }) => {
    return { code: 'counted', date, from: used.start.getTime(), to: used.end.getTime(), seconds: count }
  })
}
