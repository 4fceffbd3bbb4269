import type { ActorReference, AgentRecord, DirectoryRecord } from '@docket/core/store'
import { arrayLiteral } from '../sql/array-literal.js'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `directory_version`, which `directory` has too. */
export const DIRECTORY_COLUMNS = [
  column<DirectoryRecord>('kind', 'text', (record) => record.kind),
  column<DirectoryRecord>('id', 'text', (record) => record.id),
  column<DirectoryRecord>('version', 'integer', (record) => record.version),
  column<DirectoryRecord>('actor', 'json', (record) => JSON.stringify(record.actor)),
  column<DirectoryRecord>('changed_at', 'bigint', (record) => record.changedAt),
  column<DirectoryRecord>('entry', 'json', (record) => JSON.stringify(record.entry)),
]

/** The columns that only `directory` has, to choose agents by. */
export const DIRECTORY_FILTER_COLUMNS = [
  column<DirectoryRecord>('status', 'text', (record) => ('status' in record.entry ? record.entry.status : 'active')),
  column<DirectoryRecord>('teams', 'text[]', (record) =>
    arrayLiteral(record.kind === 'agent' ? record.entry.teams : []),
  ),
]

type LaterPart = 'authority' | 'channels' | 'shift' | 'vacations' | 'rating' | 'weight'

/** An agent from its row. An entry that was put by an earlier version of the package lacks what came later. */
export function readAgent(row: SqlRow): AgentRecord {
  const later = { authority: null, channels: {}, shift: null, vacations: [], rating: null, weight: 1 }
  return { ...later, ...json<Omit<AgentRecord, LaterPart> & Partial<AgentRecord>>(row, 'entry') }
}

/** A version of a directory entry from its row. */
export function readDirectory(row: SqlRow): DirectoryRecord {
  const kind = text(row, 'kind')
  return {
    tenant: text(row, 'tenant'),
    kind,
    id: text(row, 'id'),
    version: number(row, 'version'),
    actor: json<ActorReference>(row, 'actor'),
    changedAt: number(row, 'changed_at'),
    entry: kind === 'agent' ? readAgent(row) : json<DirectoryRecord['entry']>(row, 'entry'),
  } as DirectoryRecord
}
