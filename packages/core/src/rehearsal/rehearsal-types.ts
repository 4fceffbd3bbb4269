import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { Light } from '../sla/light.js'
import type { PerTarget, Phase, SlaTarget } from '../store/record-types.js'

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

/** How busy a team was in an hour. */
export interface HourOfTeam {
  /** The beginning of the hour. */
  readonly hour: Date
  /** An empty name for tickets without a team. */
  readonly team: string
  /** Tickets that were opened, given to an agent, and solved in it. */
  readonly opened: number
  readonly assigned: number
  readonly solved: number
  /** The most tickets that its agents held at once in it. */
  readonly mostHeld: number
}

/** What an agent got. */
export interface WorkOfAgent {
  readonly assigned: number
  readonly solved: number
  readonly mostHeld: number
}

/** Who got what under one set of definitions. */
export interface RehearsedRouting {
  /** Tickets that were given to somebody, and those that never were. */
  readonly assigned: number
  readonly unassigned: number
  /** From the creation to the first assignment, in seconds of wall time; null where nothing was assigned. */
  readonly waited: UsedTime | null
  readonly byAgent: Readonly<Record<string, WorkOfAgent>>
  /** In the order of hours and teams; hours in which nothing happened are left out. At most 100,000, the first. */
  readonly hours: readonly HourOfTeam[]
}

/** What a rule did under one set of definitions. */
export interface RehearsedRule {
  readonly rule: string
  /** How often it was set off, and how often it matched. */
  readonly asked: number
  readonly matched: number
  /** What it did to tickets, by action. */
  readonly done: Readonly<Record<string, number>>
  /** What it would have asked of others, by action: counted, not done. */
  readonly asks: Readonly<Record<string, number>>
  /** What could not be done, by action. */
  readonly failed: Readonly<Record<string, number>>
}

/** A move of history that the workflow would not have made; it was made by hand where there is such a state. */
export interface RehearsedMove {
  readonly ticketId: string
  readonly at: Date
  /** Null where no event was sent: a ticket that was moved by hand, or began in a state that is not there. */
  readonly event: string | null
  /** Where the ticket was in the rehearsal, and where history brought it. */
  readonly from: string
  readonly to: string
  /** Everything that was missing, item by item. */
  readonly reasons: readonly Reason[]
}

/** How the moves of history went under one set of definitions. */
export interface RehearsedMoves {
  readonly total: number
  /** Those that the workflow would not have made. */
  readonly byHand: number
  /** Of these, in the order of time, at most as many as asked. */
  readonly items: readonly RehearsedMove[]
}

/** How the tickets fare under one set of definitions, and who gets them. */
export interface RehearsedSide extends RehearsedSla {
  /** Null where the change leaves routing alone: then history tells who got what. */
  readonly routing: RehearsedRouting | null
  /** What the rules did, in declared order. Only where the change has rules. */
  readonly rules?: readonly RehearsedRule[]
  /** How the moves of history went. Only where the change has rules or workflows. */
  readonly moves?: RehearsedMoves
}

/** Where a ticket ended, and what is written on it. */
export interface RehearsedOutcome {
  readonly state: string
  readonly phase: Phase
  readonly stage: string | null
  readonly priority: string
  readonly category: string | null
  readonly team: string | null
  readonly assignee: string | null
  /** Sorted. */
  readonly tags: readonly string[]
  /** None that is personal. */
  readonly fields: JsonObject
  readonly archived: boolean
  /** Null while it is not solved. */
  readonly solvedAt: Date | null
}

/** A ticket that ends otherwise under the change. */
export interface OutcomeDifference {
  readonly ticketId: string
  readonly before: RehearsedOutcome
  readonly after: RehearsedOutcome
}

/** Who got a ticket, and why, under one set of definitions. */
export interface RehearsedAssignment {
  readonly assignee: string | null
  readonly team: string | null
  readonly priority: string
  /** Null if it was never given to anybody. */
  readonly assignedAt: Date | null
  /** The last decision on who gets it, and that on its priority. */
  readonly assignment: RehearsedDecision | null
  readonly prioritized: RehearsedDecision | null
}

/** A decision in a rehearsal. */
export interface RehearsedDecision {
  readonly policy: string
  readonly version: number
  readonly reasons: readonly Reason[]
}

/** A ticket that somebody else gets under the change, or that has another priority. */
export interface AssignmentDifference {
  readonly ticketId: string
  readonly before: RehearsedAssignment
  readonly after: RehearsedAssignment
}

/** What a rehearsal found. */
export interface Rehearsal {
  /** What is to be known of the figures, such as `no-history`, or the assumption that they rest on. */
  readonly notes: readonly Reason[]
  readonly since: Date
  readonly until: Date
  readonly tickets: number
  readonly events: number
  /** The share of the tickets' time to resolution in which their clocks stood still. */
  readonly pausedShare: number
  /** Under the desk's own definitions. */
  readonly before: RehearsedSide
  /** Under the change. */
  readonly after: RehearsedSide
  readonly differences: {
    readonly total: number
    /** Newly late, of all that were judged under both. */
    readonly newlyBreached: number
    /** No longer late. */
    readonly newlyMet: number
    /** By ticket in the order of creation, at most as many as asked. */
    readonly items: readonly RehearsalDifference[]
    /** Tickets with another assignee, team or priority at the end; as many as asked are listed. */
    readonly assignments: { readonly total: number; readonly items: readonly AssignmentDifference[] }
    /** Tickets that end otherwise in anything. Only where the change has rules or workflows. */
    readonly outcomes?: { readonly total: number; readonly items: readonly OutcomeDifference[] }
  }
}
