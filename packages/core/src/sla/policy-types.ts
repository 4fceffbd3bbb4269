import type { TicketAction } from '../actions/action-types.js'
import type { Condition } from '../condition/condition-types.js'
import type { TimeSpan } from '../kernel/duration.js'
import type { JsonObject } from '../kernel/json.js'
import type { PerTarget, SlaTarget } from '../store/record-types.js'

/** All targets, in the order in which they are shown and, due at one instant, taken. */
export const SLA_TARGETS = [
  'acceptance',
  'firstResponse',
  'nextResponse',
  'stage',
  'resolution',
] as const satisfies SlaTarget[]

/**
 * Which calendar a target reckons by: always the same, or by the ticket's team or its requester; `wall` for wall time.
 * What `of` does not name has the calendar `otherwise`.
 */
export type CalendarChoice<Calendar extends string = string> =
  | Calendar
  | 'wall'
  | {
      readonly by: 'team' | 'tier' | 'requester' | 'locale'
      readonly of: { readonly [value: string]: Calendar | 'wall' }
      readonly otherwise: Calendar | 'wall'
    }

/**
 * When a step of a ladder is taken; exactly one of the four.
 *
 * - `used`: when this share of the target's time has been used, such as 0.8;
 * - `before`: so long before the due date;
 * - `after`: so long after it, `{}` as soon as it has passed;
 * - `idle`: when nobody at the desk has done anything for so long while the target's clock runs.
 */
export interface Moment {
  readonly used?: number
  readonly before?: TimeSpan
  readonly after?: TimeSpan
  readonly idle?: TimeSpan
}

/** One step of an escalation ladder. Each is taken once in a cycle of its target. */
export interface EscalationStep extends Moment {
  /** Reckons the span in wall time, whatever the target's calendar; a `used` share has no span. */
  readonly wall?: boolean
  /** What is done, in this order, each by the worker after the step was written. */
  readonly do: readonly TicketAction[]
}

/** Within what time something is to be done. */
export interface TargetInput<Level extends string = string, Calendar extends string = string> {
  readonly within: TimeSpan
  /** Another span for some priorities. */
  readonly byPriority?: { readonly [Name in Level]?: TimeSpan }
  /** The policy's calendar if left out. */
  readonly calendar?: CalendarChoice<Calendar>
  /** The ladder; if left out, the assignee is told when the light turns red. */
  readonly escalate?: readonly EscalationStep[]
}

/** How stages are timed: within what time each is to be done, its workflow says. */
export type StageTargetInput<Calendar extends string = string> = Pick<
  TargetInput<string, Calendar>,
  'calendar' | 'escalate'
>

/** What a policy says of each of its targets. */
export type TargetInputs<Level extends string = string, Calendar extends string = string> = {
  readonly [Target in Exclude<SlaTarget, 'stage'>]?: TargetInput<Level, Calendar>
} & { readonly stage?: StageTargetInput<Calendar> }

/** From which used share of its time on a target's light is amber, and red. */
export interface LightThresholds {
  /** 0.5 if left out. */
  readonly amber?: number
  /** 0.8 if left out. */
  readonly red?: number
}

/**
 * What a service promises, as data.
 *
 * - `acceptance`: from the assignment until the agent takes the ticket up, by `accept` or anything else done to it;
 * - `firstResponse`: from the beginning until somebody answers publicly;
 * - `nextResponse`: after that, from the requester's first unanswered message until somebody answers;
 * - `stage`: from the beginning of a stage of the workflow until it is left, within the time that the workflow gives it; a
 *   policy that does not name it times stages by the calendar of its resolution;
 * - `resolution`: from the beginning, or the last reopening, until the ticket is solved.
 *
 * All stand still in states tagged `sla-paused`. What is solved needs no answer any more.
 */
export interface SlaPolicyInput<Fields = JsonObject, Level extends string = string, Calendar extends string = string> {
  /** Unique within the desk. */
  readonly id: string
  /** Raised with each change; tickets stay on the version that they were promised. 1 if left out. */
  readonly version?: number
  /** Which tickets it is for; without it, all that no earlier policy is for. */
  readonly when?: Condition<Fields, Level>
  /** What its targets reckon by; wall time if left out. */
  readonly calendar?: CalendarChoice<Calendar>
  readonly targets: TargetInputs<Level, Calendar>
  readonly lights?: LightThresholds
}

/** A step, checked and complete. Spans in milliseconds. */
export interface StepDefinition {
  /** Names the moment, such as `before 1800s`: the same in every version, so that it is not taken again. */
  readonly id: string
  readonly moment:
    | { readonly kind: 'used'; readonly share: number }
    | { readonly kind: 'before' | 'after' | 'idle'; readonly ms: number }
  readonly wall: boolean
  readonly actions: readonly TicketAction[]
}

/** A target, checked and complete. Spans in milliseconds. */
export interface TargetDefinition {
  /** 0 for the target `stage`: the stage knows. */
  readonly within: number
  readonly byPriority: { readonly [level: string]: number }
  readonly calendar: CalendarChoice
  readonly steps: readonly StepDefinition[]
}

/** A policy as data: checked, complete, serializable. */
export interface SlaPolicyDefinition {
  readonly id: string
  readonly version: number
  readonly when: Condition | null
  readonly targets: PerTarget<TargetDefinition>
  readonly lights: { readonly amber: number; readonly red: number }
}
