import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type CompiledCondition, compileCondition } from '../condition/compile-condition.js'
import type { Instant } from '../kernel/clock.js'
import type { Cycle, DefinitionReference, SlaPromise, SlaTarget, TicketView } from '../store/record-types.js'
import { SLA_TARGETS, type SlaPolicyDefinition, type TargetDefinition } from './policy-types.js'
import { instantAt, type TargetClock } from './target-clock.js'
import { cycleOf } from './target-cycle.js'

/** A policy ready to be asked. */
export interface SlaPolicy {
  readonly definition: SlaPolicyDefinition
  readonly fits: CompiledCondition
}

/** Compiles a policy. */
export function compilePolicy(definition: SlaPolicyDefinition): SlaPolicy {
  return { definition, fits: compileCondition(definition.when) }
}

/** A promise with the definitions that it names at hand. */
export interface PromiseAtHand {
  readonly promise: SlaPromise
  readonly policy: SlaPolicyDefinition
  /** For each target that does not reckon by wall time. */
  readonly calendars: { readonly [Target in SlaTarget]?: BusinessCalendar }
}

/** One run of a target under a promise, with everything that follows from the view and the definitions alone. */
export interface RunningTarget {
  readonly target: SlaTarget
  readonly definition: TargetDefinition
  readonly policy: DefinitionReference
  readonly calendar: DefinitionReference | null
  readonly cycle: Cycle
  readonly clock: TargetClock
  /** The target's whole time, in milliseconds. */
  readonly total: number
  /** Null while the clock stands still, or when its calendar has no such time any more. */
  readonly dueAt: Instant | null
}

/** The runs that a promise has for a ticket now, in the order of the targets. */
export function runsOf(view: TicketView, { promise, policy, calendars }: PromiseAtHand): RunningTarget[] {
  return SLA_TARGETS.flatMap((target) => {
    const definition = policy.targets[target]
    const cycle = definition ? cycleOf(target, view) : null
    if (!definition || cycle === null) return []
    const own = Object.hasOwn(definition.byPriority, view.priority) ? definition.byPriority[view.priority] : undefined
    const total = own ?? definition.within
    const clock = { calendar: calendars[target] ?? null, from: cycle.from, pauses: pausesWithin(view, cycle) }
    const calendar = promise.calendars[target] ?? null
    return [
      { target, definition, policy: promise.policy, calendar, cycle, clock, total, dueAt: instantAt(clock, total) },
    ]
  })
}

/** The pauses of a cycle: none that began after its end, and none that lasts beyond it. */
function pausesWithin({ facts: { pauses } }: TicketView, { to }: Cycle): TargetClock['pauses'] {
  if (to === null) return pauses
  return pauses
    .filter(({ from }) => from < to)
    .map((pause) => (pause.to === null || pause.to > to ? { from: pause.from, to } : pause))
}
