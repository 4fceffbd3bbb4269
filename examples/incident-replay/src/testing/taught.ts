import type { LogRow } from '../log/log-row.js'

/**
 * The rows of a log in which most incidents of a category end with one group, and each incident has wandered before. Of a
 * tenth of them the final group is not known.
 */
export function taughtRows(incidents: number): Partial<LogRow>[] {
  return Array.from({ length: incidents }, (_, at) => {
    const kind = (at * 7) % 5
    const group = at % 10 === 3 ? null : at % 11 === 0 ? 'Group odd' : `Group ${kind}`
    const opened = {
      incident: `INC${at}`,
      openedAt: Date.UTC(2016, 2, 1) + at * 60_000,
      caller: `Caller ${at % 40}`,
      category: `Category ${kind}`,
      changes: 0,
    }
    return [
      { ...opened, row: at * 2 + 1, group: `Group ${(at * 3) % 5}` },
      { ...opened, row: at * 2 + 2, group, changes: 1, category: 'Category 9' },
    ]
  }).flat()
}
