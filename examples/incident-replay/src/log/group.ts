import type { LogRow } from './log-row.js'

/**
 * Gathers the rows of one incident that follow each other. Only one group is in memory at a time.
 *
 * A log is grouped by incident. Where it is not, or where an incident has more than `limit` rows in a row, the
 * incident comes as several groups, whose rows still have rising numbers: the later group continues the same ticket.
 */
export async function* groupRows(rows: AsyncIterable<LogRow>, limit = 1_000): AsyncGenerator<readonly LogRow[]> {
  let group: LogRow[] = []
  for await (const row of rows) {
    const first = group[0]
    if (first && (first.incident !== row.incident || group.length >= limit)) {
      yield group
      group = []
    }
    group.push(row)
  }
  if (group.length > 0) yield group
}
