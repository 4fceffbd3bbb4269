import type { Reason } from '../kernel/error.js'
import type { ErrorCode } from '../kernel/error-codes.js'
import type { Light } from '../sla/light.js'
import type { DefinitionReference, SlaTarget } from '../store/record-types.js'

/** How one target of a ticket stands, at the instant of reading. */
export interface TargetLight {
  readonly target: SlaTarget
  /** Which run of the target this is, counted from 1: a reopening begins a new one. */
  readonly cycle: number
  readonly light: Light
  readonly startedAt: Date
  /** When it was done; null while it is not. */
  readonly endedAt: Date | null
  /** Null while the clock stands still before the due date, or when its calendar has no such time any more. */
  readonly dueAt: Date | null
  /** The target's whole time, in seconds of its clock. */
  readonly seconds: number
  /** What is left, in seconds of its clock; negative when it is over. */
  readonly secondsLeft: number
  /** When the light changes if nothing happens; null for never. */
  readonly changesAt: Date | null
  /** Null for wall time. */
  readonly calendar: DefinitionReference | null
}

/** A ticket's promise: which policy, and how each of its targets stands. */
export interface TicketPromise {
  readonly policy: DefinitionReference
  readonly targets: readonly TargetLight[]
}

/** When the requester can expect something. */
export interface ExpectedDate {
  /** Null while that cannot be said; the reason says why: `paused`, `overdue`, `calendar-ends`. */
  readonly at: Date | null
  /** Whether time is short: the light is amber or red. What is paused or overdue is not at risk, as the reason says. */
  readonly atRisk: boolean
  readonly reason: Reason
}

/** What the requester can expect: an answer, while one is awaited, and the solution. Null for what nobody promised. */
export interface Expected {
  readonly answer: ExpectedDate | null
  readonly solution: ExpectedDate | null
}

/** One verdict, as it was given: no later change of policy, calendar or ticket rewrites it. */
export interface SlaVerdict {
  readonly target: SlaTarget
  /** For the target `stage`, which stage; else null. */
  readonly stage: string | null
  readonly cycle: number
  readonly verdict: 'met' | 'breached'
  readonly startedAt: Date
  readonly dueAt: Date | null
  /** When it was done; null while it is not. */
  readonly endedAt: Date | null
  /** What was left on the target's clock when it was done, in seconds; negative when late; null while it is not done. */
  readonly secondsLeft: number | null
  /** The policy's version at the time. */
  readonly policy: DefinitionReference
  /** The calendar's version at the time; null for wall time. */
  readonly calendar: DefinitionReference | null
  /** Whether this is the verdict on a former promise that is judged too. */
  readonly former: boolean
}

/** How a change of policies or calendars is brought to tickets that are open. */
export interface RecomputeSla {
  /**
   * `keep`: tickets stay on the versions that they were promised, and the report says what would differ;
   * `recompute`: open tickets come under the desk's definitions as they are now;
   * `recomputeAndKeepBoth`: so too, and the promise until now is judged beside it.
   */
  readonly mode: 'keep' | 'recompute' | 'recomputeAndKeepBoth'
  /** Only says what would change; true if left out. */
  readonly dryRun?: boolean
  /** How many open tickets are looked at, 1 to 500; 100 if left out. */
  readonly limit?: number
  /** The `next` of the former page. */
  readonly after?: string | null
}

/** A ticket whose promise is, or would be, another. */
export interface SlaChange {
  readonly ticketId: string
  readonly before: TicketPromise | null
  readonly after: TicketPromise | null
}

/** A ticket that could not be changed, and why; the others were. */
export interface RefusedChange {
  readonly ticketId: string
  readonly code: ErrorCode
  readonly message: string
}

/** A page of a recomputation. */
export interface RecomputePage {
  readonly items: readonly SlaChange[]
  readonly failed: readonly RefusedChange[]
  /** How many open tickets were looked at. */
  readonly examined: number
  readonly next: string | null
}
