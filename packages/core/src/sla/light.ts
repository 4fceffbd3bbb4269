import type { Instant } from '../kernel/clock.js'
import type { DefinitionReference, SlaTarget, TicketView } from '../store/record-types.js'
import { type PromiseAtHand, type RunningTarget, runsOf } from './promise.js'
import { elapsedMs, instantAt, isPaused, shareMs } from './target-clock.js'
import { overSeconds } from './verdicts.js'

/** How a target stands. `met` and `breached` are verdicts; the others can still change. */
export type Light = 'green' | 'amber' | 'red' | 'paused' | 'met' | 'breached'

/** How one target of a ticket stands at an instant. */
export interface TargetStatus {
  readonly target: SlaTarget
  /** Which run of the target this is, counted from 1. */
  readonly cycle: number
  readonly light: Light
  readonly startedAt: Instant
  /** When it was done; null while it is not. */
  readonly endedAt: Instant | null
  /** Null while the clock stands still before the due date, or when its calendar has no such time any more. */
  readonly dueAt: Instant | null
  /** The target's whole time, in seconds. */
  readonly seconds: number
  /** What is left of it on the target's clock, in seconds; negative when it is over. */
  readonly secondsLeft: number
  /** When the light changes if nothing happens; null for never. */
  readonly changesAt: Instant | null
  readonly policy: DefinitionReference
  /** Null for wall time. */
  readonly calendar: DefinitionReference | null
}

/** How the targets of a promise stand at an instant. */
export function statusOf(view: TicketView, promise: PromiseAtHand, now: Instant): TargetStatus[] {
  return runsOf(view, promise).map((run) => {
    const { target, cycle, clock, total, dueAt, known, policy, calendar } = run
    const until = cycle.to ?? now
    const used = elapsedMs(clock, until)
    const light = known?.verdict ?? lightOf(run, promise, used, now)
    const left = light === 'breached' ? 0 - overSeconds(run, until) : (total - used) / 1000
    return {
      target,
      cycle: cycle.number,
      light,
      startedAt: cycle.from,
      endedAt: cycle.to,
      dueAt,
      seconds: total / 1000,
      secondsLeft: known?.left ?? left,
      changesAt: cycle.to === null && light !== 'breached' ? nextChange(run, promise, now) : null,
      policy,
      calendar,
    }
  })
}

function lightOf(run: RunningTarget, { policy }: PromiseAtHand, used: number, now: Instant): Light {
  const { clock, total, dueAt, cycle } = run
  if (dueAt !== null && dueAt < (cycle.to ?? now)) return 'breached'
  if (cycle.to !== null) return 'met'
  if (isPaused(clock.pauses, now)) return 'paused'
  if (used >= shareMs(total, policy.lights.red)) return 'red'
  return used >= shareMs(total, policy.lights.amber) ? 'amber' : 'green'
}

function nextChange({ clock, total, dueAt }: RunningTarget, { policy }: PromiseAtHand, now: Instant): Instant | null {
  const { amber, red } = policy.lights
  const changes = [instantAt(clock, shareMs(total, amber)), instantAt(clock, shareMs(total, red)), dueAt && dueAt + 1]
  return changes.find((at) => at !== null && at > now) ?? null
}
