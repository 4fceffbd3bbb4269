import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type CompiledCondition, compileCondition } from '../condition/compile-condition.js'
import type { Instant } from '../kernel/clock.js'
import type { JsonObject } from '../kernel/json.js'
import type {
  Cycle,
  DefinitionReference,
  PerTarget,
  SlaProgress,
  SlaPromise,
  SlaTarget,
  TicketView,
} from '../store/record-types.js'
import { stageTargetOf } from './define-policies.js'
import { progressOf } from './evolve.js'
import { SLA_TARGETS, type SlaPolicyDefinition, type TargetDefinition } from './policy-types.js'
import { instantAt, type TargetClock } from './target-clock.js'
import { cycleOf } from './target-cycle.js'

/** A policy ready to be asked. */
export interface SlaPolicy {
  readonly definition: SlaPolicyDefinition
  readonly fits: CompiledCondition
}

/** Compiles a policy. `defaults` are the fields' own: a ticket has them where it was written before a field was there. */
export function compilePolicy(definition: SlaPolicyDefinition, defaults: JsonObject = {}): SlaPolicy {
  const fits = compileCondition(definition.when)
  return { definition, fits: (view) => fits({ ...view, fields: { ...defaults, ...view.fields } }) }
}

/** A promise with the definitions that it names at hand. */
export interface PromiseAtHand {
  readonly promise: SlaPromise
  readonly policy: SlaPolicyDefinition
  /** For each target that does not reckon by wall time. */
  readonly calendars: PerTarget<BusinessCalendar>
}

/** One run of a target under a promise, with everything that follows from the view and the definitions alone. */
export interface RunningTarget {
  readonly target: SlaTarget
  readonly definition: TargetDefinition
  readonly policy: DefinitionReference
  readonly calendar: DefinitionReference | null
  readonly cycle: Cycle
  readonly clock: TargetClock
  /** What has been settled of this run; null for nothing. */
  readonly known: SlaProgress | null
  /** The target's whole time, in milliseconds; once it is judged, that by which it was. */
  readonly total: number
  /**
   * Null while the clock stands still, or when its calendar has no such time any more; once it is judged, the date on
   * which it was.
   */
  readonly dueAt: Instant | null
}

/** Which of a ticket's promises a run is of. */
export type WhichPromise = 'current' | 'former'

/** The runs that a promise has for a ticket now, in the order of the targets. */
export function runsOf(
  view: TicketView,
  { promise, policy, calendars }: PromiseAtHand,
  which: WhichPromise = 'current',
): RunningTarget[] {
  // What was merged is promised no more: it goes on in another ticket, which keeps the older promise.
  if (view.flow.mergedInto !== undefined) return []
  const progress = (which === 'current' ? view.sla?.progress : view.sla?.formerProgress) ?? {}
  return SLA_TARGETS.flatMap((target) => {
    const definition = target === 'stage' ? timedStage(view, promise, policy) : policy.targets[target]
    const cycle = definition ? cycleOf(target, view) : null
    if (!definition || cycle === null) return []
    const own = Object.hasOwn(definition.byPriority, view.priority) ? definition.byPriority[view.priority] : undefined
    const known = progressOf(progress, target, cycle.number)
    const judged = known !== null && known.verdict !== null
    const total = judged && known.seconds !== null ? Math.round(known.seconds * 1000) : (own ?? definition.within)
    const clock = { calendar: calendars[target] ?? null, from: cycle.from, pauses: pausesWithin(view, cycle) }
    const calendar = promise.calendars[target] ?? null
    const dueAt = judged ? known.dueAt : instantAt(clock, total)
    return [{ target, definition, policy: promise.policy, calendar, cycle, clock, known, total, dueAt }]
  })
}

/** A policy's target for the stage that the ticket is in, or was in last, with the time that its workflow gives it. */
function timedStage(
  { flow: { stage } }: TicketView,
  { calendars }: SlaPromise,
  policy: SlaPolicyDefinition,
): TargetDefinition | undefined {
  return stage && calendars.stage !== undefined ? { ...stageTargetOf(policy), within: stage.within } : undefined
}

/** All pauses of a ticket's clocks, in order: first those that it took over with the start of an older promise. */
export function pausesOf({ facts: { pauses }, sla }: TicketView): TargetClock['pauses'] {
  const inherited = sla?.inherited?.pauses
  return inherited === undefined ? pauses : [...inherited, ...pauses]
}

/** The pauses of a cycle: none that began after its end, and none that lasts beyond it. */
function pausesWithin(view: TicketView, { to }: Cycle): TargetClock['pauses'] {
  const pauses = pausesOf(view)
  if (to === null) return pauses
  return pauses
    .filter(({ from }) => from < to)
    .map((pause) => (pause.to === null || pause.to > to ? { from: pause.from, to } : pause))
}
