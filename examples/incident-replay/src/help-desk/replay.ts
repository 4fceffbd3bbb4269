import {
  createDesk,
  type DeskShapeOf,
  defaultAccess,
  defineDesk,
  type ImportEntry,
  type ImportedTicket,
} from '@docket/core'
import type { Store } from '@docket/core/store'
import { parse } from 'csv-parse/sync'
import { ReplayError } from '../replay-error.js'
import { type CaseState, caseWorkflow, STATE_AFTER } from './workflow.js'

/** One event of the log. */
interface LogEvent {
  /** The line's place in the log, from 1. */
  readonly position: number
  readonly caseId: string
  readonly activity: string
  readonly resource: string
  readonly at: Date
}

/** What a replay found. */
export interface HelpDeskFigures {
  readonly cases: number
  readonly events: number
  /** Lines that say the same as an earlier one, to the second. */
  readonly duplicates: number
  /** Moves that the workflow has. */
  readonly accepted: number
  /** Moves that it does not have; the import makes them all the same, and keeps why. */
  readonly overridden: number
  readonly closed: number
  /** Tickets that were solved and then worked on again. */
  readonly reopened: number
}

const desk = defineDesk({ workflows: [caseWorkflow], access: defaultAccess() })
type CaseShape = DeskShapeOf<typeof desk>

/**
 * Replays the log of a help desk: an event log with the columns `case:concept:name`, `concept:name`, `org:resource` and
 * `time:timestamp`. What was imported before is not imported again.
 *
 * @throws ReplayError when the log is not one of this kind
 */
export async function replayHelpDesk(store: Store, csv: string): Promise<HelpDeskFigures> {
  const { events, duplicates } = eventsOf(csv)
  const running = await createDesk(desk, { store })
  const service = running.as({ tenant: 'help-desk', actor: { type: 'service', id: 'import' } })
  let [accepted, overridden, cases] = [0, 0, 0]
  for await (const { entries } of service.import({ source: 'help-desk-log', tickets: ticketsOf(events) })) {
    cases += 1
    const moves = entries.flatMap((entry) => entry.moves)
    accepted += moves.filter(({ outcome }) => outcome === 'accepted').length
    overridden += moves.filter(({ outcome }) => outcome === 'overridden').length
  }
  let [closed, reopened] = [0, 0]
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof service.list>> = await service.list({ limit: 100, after })
    closed += page.items.filter(({ phase }) => phase === 'terminal').length
    reopened += page.items.filter(({ reopenings }) => reopenings > 0).length
    if (page.next === null) break
    after = page.next
  }
  return { cases, events: events.length, duplicates, accepted, overridden, closed, reopened }
}

function eventsOf(csv: string): { readonly events: readonly LogEvent[]; readonly duplicates: number } {
  const rows: Readonly<Record<string, string>>[] = parse(csv, { columns: true, bom: true })
  const seen = new Set<string>()
  const events = rows.flatMap((row, index): LogEvent[] => {
    const [caseId, activity, resource, time] = COLUMNS.map((column) => row[column])
    const at = new Date(time ?? '')
    if (!caseId || !activity || !resource || Number.isNaN(at.getTime()) || !Object.hasOwn(STATE_AFTER, activity)) {
      throw new ReplayError(`Line ${index + 2} is no event of a help desk; it needs ${COLUMNS.join(', ')}.`)
    }
    const said = JSON.stringify([caseId, activity, resource, time])
    if (seen.has(said)) return []
    seen.add(said)
    return [{ position: index + 1, caseId, activity, resource, at }]
  })
  return { events, duplicates: rows.length - events.length }
}

const COLUMNS = ['case:concept:name', 'concept:name', 'org:resource', 'time:timestamp'] as const

function* ticketsOf(events: readonly LogEvent[]): Generator<ImportedTicket<CaseShape>> {
  const byCase = new Map<string, LogEvent[]>()
  for (const event of events) byCase.set(event.caseId, [...(byCase.get(event.caseId) ?? []), event])
  for (const [externalId, own] of byCase) yield { externalId, entries: own.map(entryOf) }
}

function entryOf({ position, caseId, activity, resource, at }: LogEvent, index: number): ImportEntry<CaseShape> {
  const state: CaseState = STATE_AFTER[activity] ?? 'inserted'
  const begins = { type: 'create', subject: caseId, requester: { id: `requester of ${caseId}` }, state } as const
  const takes = activity === 'Take in charge ticket' ? [{ type: 'assign', agent: resource } as const] : []
  return {
    position,
    occurredAt: at,
    actor: { type: 'agent', id: resource },
    commands: [index === 0 ? begins : { type: 'move', state }, ...takes],
  }
}
