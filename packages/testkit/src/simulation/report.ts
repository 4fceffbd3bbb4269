import type { BusinessCalendar, CreateTicket, DeskDefinition, DeskShape } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'
import type { Run } from './open-run.js'
import type { SimulatedAgentReport, SimulatedTicket, SimulationReport } from './report-types.js'
import type { SimulationOptions } from './simulation-types.js'
import type { StagedTicket } from './staged-types.js'
import type { Trace } from './trace.js'

/** What happened in a run. */
export function reportOf<Shape extends DeskShape>(
  { clock, process, roster, staff, traces }: Run<Shape>,
  { model: { calendars } }: DeskDefinition<Shape>,
  { seed, since, until, hours, staged }: SimulationOptions<Shape>,
): SimulationReport<CreateTicket<Shape>> {
  const calendar = hours === undefined ? null : calendarNamed(hours, calendars)
  const agents = [...roster.members].map(([id, { agent, presence }]): SimulatedAgentReport => {
    return {
      id,
      group: agent.group ?? null,
      presentSeconds: presence.between(since.getTime(), until.getTime()) / 1000,
      workedSeconds: staff.workedMs(id) / 1000,
      solved: traces.all.filter(({ solvedBy }) => solvedBy === id).length,
    }
  })
  return {
    seed,
    since,
    until,
    endedAt: new Date(clock.now()),
    tickets: traces.all.map((trace) => {
      const row = rowOf(trace, calendar)
      return staged === undefined ? row : { ...row, staged: stagedRow(trace, clock.now()) }
    }),
    agents,
    kills: process.kills,
    errors: process.errors,
  }
}

/**
 * The calendar of a desk by its name.
 *
 * @throws DocketError `INVALID_INPUT` when the desk has none of the name
 */
function calendarNamed(name: string, calendars: ReadonlyMap<string, BusinessCalendar>): BusinessCalendar {
  const calendar = calendars.get(name)
  if (calendar !== undefined) return calendar
  const known = [...calendars.keys()].join(', ') || 'none'
  throw new DocketError('INVALID_INPUT', `There is no calendar ${name} to measure by; the desk has ${known}.`)
}

function rowOf<Ticket>(trace: Trace<Ticket>, calendar: BusinessCalendar | null): SimulatedTicket<Ticket> {
  const { createdAt, answeredAt } = trace
  const from = createdAt.getTime()
  const between = (to: Instant) => (calendar === null ? to - from : calendar.betweenMs(from, to)) / 1000
  return {
    id: trace.id,
    ticket: trace.ticket,
    createdAt,
    assignedAt: dateOf(trace.assignedAt),
    firstAgent: trace.firstAgent,
    firstAgentMet: trace.firstAgentMet,
    assignments: trace.assignments,
    ineligible: trace.ineligible,
    avoidableSeconds: trace.avoidableMs / 1000,
    silentSeconds: trace.silentMs / 1000,
    answeredAt: dateOf(answeredAt),
    responseSeconds: answeredAt === null ? null : between(answeredAt),
    solvedAt: dateOf(trace.solvedAt),
    workedSeconds: trace.workedMs / 1000,
    promised: trace.isPromised,
    breached: [...trace.breached],
  }
}

function stagedRow(trace: Trace<unknown>, now: Instant): StagedTicket {
  return {
    cycleSeconds: ((trace.solvedAt ?? now) - trace.createdAt.getTime()) / 1000,
    transitSeconds: trace.transitMs / 1000,
    stays: trace.stay?.number ?? 0,
    commands: trace.commands,
    lookUps: trace.lookUps,
    forgotten: trace.forgotten,
  }
}

function dateOf(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}
