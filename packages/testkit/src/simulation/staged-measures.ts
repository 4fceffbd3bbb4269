import type { SimulatedTicket, SimulationReport, Spread } from './report-types.js'
import { spreadOf } from './spread.js'
import type { StagedTicket } from './staged-types.js'

/** The measures of a run whose work is in stays; docs/simulation.md defines each. Shares are from 0 to 1, null of nothing. */
export interface StagedMeasures {
  readonly tickets: number
  readonly solved: number
  /** From the creation until the ticket was solved or the run was over, in seconds. */
  readonly cycle: Spread
  readonly transitShare: number | null
  /** Per ticket. */
  readonly commandsByPeople: number | null
  /** Per ticket, besides commands. */
  readonly lookUpsByPeople: number | null
  /** How often something was forgotten, per ticket. */
  readonly forgotten: number | null
  /** The share of the tickets with a promise whose resolution came too late. */
  readonly overdueShare: number | null
  /** The share of them with any target that was breached, stages included. */
  readonly breachedShare: number | null
}

/**
 * The measures of a run whose work is in stays, or of some of its tickets. They are true in this model.
 *
 * @param which - the tickets that are measured, all if left out
 * @example
 * ```ts
 * import { type SimulationReport, stagedMeasuresOf } from '@docket/testkit'
 *
 * export const ofRepairs = (report: SimulationReport<{ readonly workflow?: string }>) =>
 *   stagedMeasuresOf(report, ({ ticket }) => ticket.workflow === 'repair').transitShare
 * ```
 */
export function stagedMeasuresOf<Ticket>(
  report: SimulationReport<Ticket>,
  which: (ticket: SimulatedTicket<Ticket>) => boolean = () => true,
): StagedMeasures {
  const tickets = report.tickets.filter(which)
  const rows = tickets.flatMap(({ staged }) => staged ?? [])
  const promised = tickets.filter((one) => one.promised)
  const sum = (of: (row: StagedTicket) => number) => rows.reduce((total, row) => total + of(row), 0)
  const lateShare = (isLate: (breached: readonly string[]) => boolean) =>
    share(promised.filter(({ breached }) => isLate(breached)).length, promised.length)
  return {
    tickets: tickets.length,
    solved: tickets.filter(({ solvedAt }) => solvedAt !== null).length,
    cycle: spreadOf(rows.map(({ cycleSeconds }) => cycleSeconds)),
    transitShare: share(
      sum(({ transitSeconds }) => transitSeconds),
      sum(({ cycleSeconds }) => cycleSeconds),
    ),
    commandsByPeople: share(
      sum(({ commands }) => commands),
      rows.length,
    ),
    lookUpsByPeople: share(
      sum(({ lookUps }) => lookUps),
      rows.length,
    ),
    forgotten: share(
      sum((row) => row.forgotten),
      rows.length,
    ),
    overdueShare: lateShare((breached) => breached.includes('resolution')),
    breachedShare: lateShare((breached) => breached.length > 0),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
