import { existsSync } from 'node:fs'
import { type ActorDesk, type AgentInput, createDesk, type DeskShapeOf } from '@docket/core'
import { manualClock, sequentialIds } from '@docket/core/testing'
import {
  fileLog,
  generatedLog,
  type Log,
  type LogSpan,
  REAL_LOG,
  ReplayError,
  replay,
  survey,
} from '@docket/example-incident-replay'
import { memoryStore } from '@docket/store-memory'
import { GENERALISTS } from './routing.js'
import { today } from './today.js'

/** The desk of today with a past. */
export interface History {
  readonly title: string
  readonly lead: ActorDesk<DeskShapeOf<typeof today>>
  readonly span: LogSpan
}

/** The history to rehearse on: the file that is named, else the real log where it is present, else one that is made up. */
export function chosenLog(file: string | null): Log {
  if (file !== null) return fileLog(file)
  if (existsSync(REAL_LOG)) return { ...fileLog(REAL_LOG), title: 'the real log (see shared/data/README.md)' }
  return generatedLog({ seed: 1, size: { incidents: 800 } })
}

/** Imports a log into a fresh desk in memory; with the same log, the same bytes. Throws a `ReplayError` for an empty one. */
export async function importHistory(log: Log): Promise<History> {
  const found = await survey(log.rows())
  if (found.span === null) throw new ReplayError('The log is empty; there is nothing to rehearse on.')
  const clock = manualClock(found.span.end)
  const desk = await createDesk(today, { store: memoryStore({ clock }), clock, ids: sequentialIds() })
  const importer = desk.as({ tenant: 'history', actor: { type: 'service', id: 'log-import' } })
  for (const id of [...found.groups, GENERALISTS]) await importer.directory.putTeam({ id, name: id })
  let count = 0
  for (const [id, teams] of found.agents) await importer.directory.putAgent(assumedAgent(id, teams, count++))
  for await (const _ of replay(importer, 'incident-log', log.rows(), found.scattered));
  return {
    title: log.title,
    lead: desk.as({ tenant: 'history', actor: { type: 'lead', id: 'lead' } }),
    span: found.span,
  }
}

/** Agents who have worked for so many groups can help out anywhere. */
const MANY_TEAMS = 7
const CAPACITY = 12

/** What no log tells of its agents: when they work and how much they can hold. */
function assumedAgent(id: string, seenIn: readonly string[], place: number): AgentInput {
  const teams = seenIn.length >= MANY_TEAMS ? [...seenIn, GENERALISTS] : [...seenIn]
  return { id, name: id, teams, capacity: CAPACITY, shift: place % 2 === 0 ? 'early' : 'late' }
}
