import type { ImportedEntry, ImportedTicket, ImportReport } from '@docket/core'
import { entryOf } from './commands.js'
import type { IncidentActor, IncidentShape } from './desk.js'
import type { ReplayedRow } from './figures/replayed-row.js'
import { groupRows } from './log/group.js'
import type { LogRow } from './log/log-row.js'
import { type IncidentState, incidentWorkflow, stateOf } from './workflow.js'

/** A row that the import has reported on. */
export interface ReplayStep {
  readonly replayed: ReplayedRow
  /** How many commands it took; 0 when an earlier run had imported the row. */
  readonly commands: number
}

/**
 * Imports the rows of a log and tells what became of each, in the order of the log. Rows that an earlier run has imported
 * are not imported again; what became of them then is told again.
 *
 * @param scattered - the incidents whose rows do not all follow each other
 */
export async function* replay(
  desk: IncidentActor,
  source: string,
  rows: AsyncIterable<LogRow>,
  scattered: ReadonlySet<string>,
): AsyncGenerator<ReplayStep> {
  const underway: Part[] = []
  const reports = desk.import({ source, tickets: tickets(rows, scattered, underway) })
  for await (const report of reports) {
    const part = underway.shift()
    if (part) yield* stepsOf(part, report)
  }
}

/** Some rows of an incident, and the ticket or part of one that they were made into. */
interface Part {
  readonly rows: readonly LogRow[]
  readonly ticket: ImportedTicket<IncidentShape>
}

/** Makes imported tickets of the rows, and notes each in `underway`: the import reports in the same order. */
async function* tickets(rows: AsyncIterable<LogRow>, scattered: ReadonlySet<string>, underway: Part[]) {
  // The last row of the incident before, which may have more rows to come, and of every scattered incident.
  let last: LogRow | undefined
  const lastOf = new Map<string, LogRow>()
  for await (const group of groupRows(rows)) {
    const externalId = group[0]?.incident ?? ''
    const before = last?.incident === externalId ? last : lastOf.get(externalId)
    const entries = group.map((row, index) => entryOf(row, group[index - 1] ?? before ?? null))
    last = group.at(-1)
    if (last && scattered.has(externalId)) lastOf.set(externalId, last)
    const ticket = { externalId, entries }
    underway.push({ rows: group, ticket })
    yield ticket
  }
}

function* stepsOf({ rows, ticket }: Part, report: ImportReport): Generator<ReplayStep> {
  if (report.externalId !== ticket.externalId || report.entries.length !== rows.length) {
    throw new Error(`The import reported on ${report.externalId} where ${ticket.externalId} was expected.`)
  }
  for (const [index, row] of rows.entries()) {
    const entry = report.entries[index]
    const commands = index < report.alreadyImported ? 0 : (ticket.entries[index]?.commands.length ?? 0)
    yield { replayed: replayedRow(row, entry), commands }
  }
}

/** A row is one move, or none when the ticket began with it. */
function replayedRow(row: LogRow, entry: ImportedEntry | undefined): ReplayedRow {
  const move = entry?.moves[0]
  if (!move) return { row, from: null, to: stateOf(row.state) ?? INITIAL, refused: null }
  const from = move.from as IncidentState
  const to = move.outcome === 'refused' ? from : (move.to as IncidentState)
  return {
    row,
    from,
    to,
    refused: move.outcome === 'accepted' ? null : move.reasons.map(({ code }) => code).join(', '),
  }
}

const INITIAL = incidentWorkflow.initial as IncidentState
