import type { SimulatedAgentReport, SimulatedTicket, SimulationMeasures, SimulationReport } from './report-types.js'
import { spreadOf } from './spread.js'

/**
 * The measures of a run, or of some of its tickets; docs/simulation.md defines each. They are true in this model.
 *
 * @param which - the tickets that are measured, all if left out; utilisation and agents are always the whole run's
 * @example
 * ```ts
 * import { measuresOf, type SimulationReport } from '@docket/testkit'
 *
 * export const ofChats = (report: SimulationReport<{ readonly channel?: string }>) =>
 *   measuresOf(report, ({ ticket }) => ticket.channel === 'chat').firstResponse.p95
 * ```
 */
export function measuresOf<Ticket>(
  report: SimulationReport<Ticket>,
  which: (ticket: SimulatedTicket<Ticket>) => boolean = () => true,
): SimulationMeasures {
  const tickets = report.tickets.filter(which)
  const assigned = tickets.filter(({ assignedAt }) => assignedAt !== null)
  const solved = tickets.filter(({ solvedAt }) => solvedAt !== null)
  const promised = tickets.filter(({ promised: one }) => one)
  const responses = tickets.flatMap(({ responseSeconds }) => (responseSeconds === null ? [] : [responseSeconds]))
  const groups = new Set(report.agents.flatMap(({ group }) => group ?? []))
  return {
    tickets: tickets.length,
    solved: solved.length,
    unassigned: tickets.length - assigned.length,
    dispatch: spreadOf(assigned.map(({ createdAt, assignedAt }) => secondsBetween(createdAt, assignedAt))),
    avoidableWait: spreadOf(tickets.map(({ avoidableSeconds }) => avoidableSeconds)),
    firstAssignmentAccuracy: share(
      count(assigned, ({ firstAgentMet }) => firstAgentMet === true),
      assigned.length,
    ),
    ineligible: sum(tickets, ({ ineligible }) => ineligible),
    silentlyUnassigned: count(tickets, ({ silentSeconds }) => silentSeconds > 0),
    utilisation: utilisation(report.agents),
    utilisationOf: Object.fromEntries(
      [...groups].map((name) => [name, utilisation(report.agents.filter(({ group }) => group === name))]),
    ),
    flowEfficiency: share(
      sum(solved, ({ workedSeconds }) => workedSeconds),
      sum(solved, ({ createdAt, solvedAt }) => secondsBetween(createdAt, solvedAt)),
    ),
    overdueShare: share(
      count(promised, ({ breached }) => breached.length > 0),
      promised.length,
    ),
    firstResponse: spreadOf(responses),
    respondedWithinHour: share(responses.filter((seconds) => seconds <= 3_600).length, tickets.length),
  }
}

function utilisation(agents: readonly SimulatedAgentReport[]): number | null {
  return share(
    sum(agents, ({ workedSeconds }) => workedSeconds),
    sum(agents, ({ presentSeconds }) => presentSeconds),
  )
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

function count<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.filter(test).length
}

function secondsBetween(from: Date, to: Date | null): number {
  return to === null ? 0 : (to.getTime() - from.getTime()) / 1000
}
