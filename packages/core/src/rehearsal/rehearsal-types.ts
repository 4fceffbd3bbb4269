import type { Light } from '../sla/light.js'
import type { PerTarget, SlaTarget } from '../store/record-types.js'

/** How many verdicts there are of each kind; `running` has none by the end. */
export interface VerdictCounts {
  readonly met: number
  readonly breached: number
  readonly running: number
}

/** What a target took in the past, in seconds of its clock, by nearest rank: what could be promised. */
export interface UsedTime {
  readonly count: number
  readonly p50: number
  readonly p80: number
  readonly p90: number
  readonly p95: number
}

/** How the tickets fare under one set of definitions. */
export interface RehearsedSla {
  /** Tickets that had a promise. */
  readonly promised: number
  readonly verdicts: VerdictCounts
  /** Met, of all that were judged; null where nothing was. */
  readonly metShare: number | null
  readonly byTarget: PerTarget<VerdictCounts>
  /** By the priority that the ticket had at the verdict, or at the end. */
  readonly byPriority: Readonly<Record<string, VerdictCounts>>
  /** An empty name for tickets without a team. */
  readonly byTeam: Readonly<Record<string, VerdictCounts>>
  /** What targets took that have ended, by target and priority: a proposal for what to promise. */
  readonly used: PerTarget<Readonly<Record<string, UsedTime>>>
  /** How the lights stand at the end, over all targets. */
  readonly lights: Readonly<Record<Light, number>>
}

/** What became of one run of a target. */
export interface RehearsedVerdict {
  readonly verdict: 'met' | 'breached' | 'running'
  readonly policy: string
  readonly dueAt: Date | null
  readonly endedAt: Date | null
}

/** A run of a target that fares otherwise under the change. */
export interface RehearsalDifference {
  readonly ticketId: string
  readonly target: SlaTarget
  readonly cycle: number
  readonly priority: string
  readonly team: string | null
  /** Null where there is no such promise. */
  readonly before: RehearsedVerdict | null
  readonly after: RehearsedVerdict | null
}

/** What a rehearsal found. */
export interface Rehearsal {
  readonly since: Date
  readonly until: Date
  readonly tickets: number
  readonly events: number
  /** The share of the tickets' time to resolution in which their clocks stood still. */
  readonly pausedShare: number
  /** Under the desk's own definitions. */
  readonly before: RehearsedSla
  /** Under the change. */
  readonly after: RehearsedSla
  readonly differences: {
    readonly total: number
    /** Newly late, of all that were judged under both. */
    readonly newlyBreached: number
    /** No longer late. */
    readonly newlyMet: number
    /** By ticket in the order of creation, at most as many as asked. */
    readonly items: readonly RehearsalDifference[]
  }
}
