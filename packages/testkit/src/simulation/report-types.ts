import type { StagedTicket } from './staged-types.js'

/** What became of one ticket. Spans are seconds, with a fraction where they have one. */
export interface SimulatedTicket<Ticket = unknown> {
  readonly id: string
  /** As the customer created it. */
  readonly ticket: Ticket
  readonly createdAt: Date
  /** When it was first given to an agent; null for never. */
  readonly assignedAt: Date | null
  /** Its first agent. */
  readonly firstAgent: string | null
  /** Whether its first agent met what it requires; null while it had none. */
  readonly firstAgentMet: boolean | null
  /** How often it was given to an agent. */
  readonly assignments: number
  /** How many of its assignments went to an agent who was absent or did not meet what it requires. */
  readonly ineligible: number
  /** Before its first assignment, while somebody could have taken it. */
  readonly avoidableSeconds: number
  /** While it was active without agent, offer, and event that says so. */
  readonly silentSeconds: number
  readonly answeredAt: Date | null
  /** From its creation to its first answer by the calendar `hours`, else elapsed; null without an answer. */
  readonly responseSeconds: number | null
  readonly solvedAt: Date | null
  readonly workedSeconds: number
  /** Whether something was promised. */
  readonly promised: boolean
  /** The targets that were breached, each once. */
  readonly breached: readonly string[]
  /** Not there unless its work is in stays. */
  readonly staged?: StagedTicket
}

/** How an agent was used between `since` and `until`. */
export interface SimulatedAgentReport {
  readonly id: string
  readonly group: string | null
  readonly presentSeconds: number
  /** While working on one ticket or more. */
  readonly workedSeconds: number
  /** Until the end of the run. */
  readonly solved: number
}

/** What happened in one run, in this model. */
export interface SimulationReport<Ticket = unknown> {
  readonly seed: number
  readonly since: Date
  readonly until: Date
  /** When the run was over. */
  readonly endedAt: Date
  /** In order of arrival. */
  readonly tickets: readonly SimulatedTicket<Ticket>[]
  readonly agents: readonly SimulatedAgentReport[]
  /** How often the process died. */
  readonly kills: number
  /** Errors for which no caller waited; none are to be expected without kills. */
  readonly errors: readonly string[]
}

/** How values lie; each null when there are none. Percentiles are by nearest rank. */
export interface Spread {
  readonly count: number
  readonly mean: number | null
  readonly p50: number | null
  readonly p95: number | null
  readonly max: number | null
}

/** The measures of a run; their definitions are in docs/simulation.md. Shares are from 0 to 1, null of nothing. */
export interface SimulationMeasures {
  readonly tickets: number
  readonly solved: number
  /** Tickets that were never assigned. */
  readonly unassigned: number
  /** In seconds. */
  readonly dispatch: Spread
  /** In seconds. */
  readonly avoidableWait: Spread
  readonly firstAssignmentAccuracy: number | null
  readonly ineligible: number
  readonly silentlyUnassigned: number
  readonly utilisation: number | null
  /** Of the groups that agents name. */
  readonly utilisationOf: Readonly<Record<string, number | null>>
  readonly flowEfficiency: number | null
  readonly overdueShare: number | null
  /** In seconds of the calendar `hours`. */
  readonly firstResponse: Spread
  /** The share of all tickets that were answered within one hour of the calendar `hours`. */
  readonly respondedWithinHour: number | null
}
