import type { LogRow } from '../log/log-row.js'

/**
 * The rows of a log in which three agents work for each of five groups, and each incident is opened, given to one of them
 * at once and resolved hours later. Each category has its group. The last 30 % come faster, some of them with a
 * category that nobody has heard of before.
 */
export function workedRows(incidents: number): Partial<LogRow>[] {
  return Array.from({ length: incidents }, (_, at) => {
    const kind = (at * 7) % 5
    const group = `Group ${kind}`
    const late = Math.max(0, at - incidents * 0.7)
    const isNew = late > 0 && at % 12 === 0
    const openedAt = Date.UTC(2016, 2, 1) + Math.round((at - late) * 12 + late * 10) * MINUTE
    const row = {
      incident: `INC${String(at).padStart(4, '0')}`,
      openedAt,
      caller: isNew ? 'Caller new' : `Caller ${at % 40}`,
      category: isNew ? 'Category new' : `Category ${kind}`,
      impact: at % 9 === 0 ? 1 : 2,
      urgency: 2,
      changes: 0,
      group,
      assignedTo: `Resolver ${kind} ${(at * 11) % 3}`,
    }
    const hours = ((at * 13) % 8) + ((at * 5) % 3)
    return [
      { ...row, row: at * 2 + 1, state: 'Active', updatedAt: openedAt },
      { ...row, row: at * 2 + 2, state: 'Resolved', updatedAt: openedAt + hours * 60 * MINUTE },
    ]
  }).flat()
}

const MINUTE = 60_000
