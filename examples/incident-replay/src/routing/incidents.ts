import type { LogRow } from '../log/log-row.js'
import { type Opening, openingOf } from './opening.js'

/** An incident as routing sees it: what was known at first, and the group that it ended with. */
export interface RoutedIncident {
  readonly incident: string
  /** The place of its first row in the file. */
  readonly row: number
  readonly opening: Opening
  /** The group of its last row; null when the log does not know it. */
  readonly finalGroup: string | null
}

/**
 * The incidents of a log in the order in which they were opened; of those opened in the same minute, as the log has them.
 * Null when there are more than `most`, because they are held in memory.
 */
export async function incidentsOf(rows: AsyncIterable<LogRow>, most: number): Promise<RoutedIncident[] | null> {
  const found = new Map<string, RoutedIncident>()
  for await (const row of rows) {
    const known = found.get(row.incident)
    const begun = known ?? { incident: row.incident, row: row.row, opening: openingOf(row) }
    found.set(row.incident, { ...begun, finalGroup: row.group })
    if (found.size > most) return null
  }
  return [...found.values()].sort((one, other) => one.opening.openedAt - other.opening.openedAt || one.row - other.row)
}
