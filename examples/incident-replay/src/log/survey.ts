import { createHash } from 'node:crypto'
import type { LogRow } from './log-row.js'

/** The time that a log tells of. */
export interface LogSpan {
  /** Its earliest row. */
  readonly begin: Date
  /** Its latest row. */
  readonly end: Date
  /** The row with which its last incident begins. */
  readonly lastBegin: Date
}

/** What must be known of a log before it is imported. */
export interface Survey {
  readonly rows: number
  readonly incidents: number
  /** The same for the same rows, however the file is packed: what a log is recognised by when it is read again. */
  readonly fingerprint: string
  /** The assignment groups, sorted. */
  readonly groups: readonly string[]
  /** Each agent with the groups that it was seen working for, sorted. */
  readonly agents: ReadonlyMap<string, readonly string[]>
  /** Incidents whose rows do not all follow each other. None in a log that is grouped by incident. */
  readonly scattered: ReadonlySet<string>
  /** Null for an empty log. */
  readonly span: LogSpan | null
}

/** Reads a log through once. A malformed log is found here, before anything is imported. */
export async function survey(rows: AsyncIterable<LogRow>): Promise<Survey> {
  const hash = createHash('sha256')
  const groups = new Set<string>()
  const agents = new Map<string, Set<string>>()
  const seen = new Set<string>()
  const scattered = new Set<string>()
  let count = 0
  let current: string | undefined
  let [begin, end, lastBegin] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for await (const row of rows) {
    count += 1
    hash.update(JSON.stringify(row)).update('\n')
    begin = Math.min(begin, row.updatedAt)
    end = Math.max(end, row.updatedAt)
    if (!seen.has(row.incident)) lastBegin = Math.max(lastBegin, row.updatedAt)
    if (row.incident !== current) {
      if (seen.has(row.incident)) scattered.add(row.incident)
      seen.add(row.incident)
      current = row.incident
    }
    if (row.group !== null) groups.add(row.group)
    if (row.assignedTo !== null) {
      const teams = agents.get(row.assignedTo) ?? new Set()
      if (row.group !== null) teams.add(row.group)
      agents.set(row.assignedTo, teams)
    }
  }
  return {
    rows: count,
    incidents: seen.size,
    fingerprint: hash.digest('hex').slice(0, 16),
    groups: [...groups].sort(),
    agents: new Map([...agents].sort(byName).map(([agent, teams]) => [agent, [...teams].sort()])),
    scattered,
    span: count === 0 ? null : { begin: new Date(begin), end: new Date(end), lastBegin: new Date(lastBegin) },
  }
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
