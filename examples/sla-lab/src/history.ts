import { existsSync } from 'node:fs'
import {
  asImport,
  asLead,
  DEFAULT_MATRIX,
  fileLog,
  generatedLog,
  type IncidentActor,
  type Log,
  type LogSpan,
  openDesk,
  putDirectory,
  REAL_LOG,
  ReplayError,
  replay,
  survey,
} from '@docket/example-incident-replay'
import { memoryStore } from '@docket/store-memory'

/** A desk with a past. */
export interface History {
  readonly lead: IncidentActor
  readonly span: LogSpan
}

/** The history to rehearse: the file that is named, else the real log where it is present, else one that is made up. */
export function chosenLog(file: string | null): Log {
  if (file !== null) return fileLog(file)
  if (existsSync(REAL_LOG)) return { ...fileLog(REAL_LOG), title: 'the real log (see shared/data/README.md)' }
  const made = generatedLog({ seed: 1, size: { incidents: 800 } })
  return { ...made, title: `${made.title}, because the real log is not here` }
}

/** Imports a log into a fresh desk in memory. Throws a `ReplayError` for an empty one. */
export async function importHistory(log: Log): Promise<History> {
  const found = await survey(log.rows())
  if (found.span === null) throw new ReplayError('The log is empty; there is nothing to rehearse.')
  const desk = await openDesk(memoryStore(), DEFAULT_MATRIX)
  const importer = asImport(desk, 'lab')
  await putDirectory(importer, found)
  for await (const _ of replay(importer, 'incident-log', log.rows(), found.scattered));
  return { lead: asLead(desk, 'lab'), span: found.span }
}
