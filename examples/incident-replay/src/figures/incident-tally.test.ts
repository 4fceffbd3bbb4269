import { describe, expect, it } from 'vitest'
import { rowOf } from '../testing/rows.js'
import type { IncidentState } from '../workflow.js'
import { IncidentTally } from './incident-tally.js'

/** An incident of one row for each state, with what the row's hour and group are. */
function tallied(...rows: [state: IncidentState, hour: number, group?: string | null][]): IncidentTally {
  const tally = new IncidentTally()
  let from: IncidentState | null = null
  for (const [to, hour, group = null] of rows) {
    tally.add({ row: rowOf({ updatedAt: hour * HOUR, group }), from, to, refused: null })
    from = to
  }
  return tally
}
const HOUR = 3_600_000

describe('waiting and wall time', () => {
  it('counts up to the first resolution only', () => {
    const tally = tallied(['new', 0], ['awaitingVendor', 1], ['resolved', 4], ['awaitingUserInfo', 5], ['resolved', 9])
    expect([tally.waitingTime, tally.wallTime]).toEqual([3 * HOUR, 4 * HOUR])
  })

  it('counts a wait that the log begins with, and one that changes its kind', () => {
    const tally = tallied(['awaitingProblem', 2], ['awaitingEvidence', 3], ['active', 6], ['resolved', 10])
    expect([tally.waitingTime, tally.wallTime]).toEqual([4 * HOUR, 8 * HOUR])
  })

  it('never runs backwards: a step back is no time, and what is caught up is not counted twice', () => {
    const tally = tallied(
      ['awaitingVendor', 10],
      ['active', 12],
      ['awaitingVendor', 11],
      ['active', 13],
      ['resolved', 14],
    )
    expect([tally.waitingTime, tally.wallTime]).toEqual([3 * HOUR, 4 * HOUR])
  })

  it('is nothing for an incident that begins resolved, and not known for one never resolved', () => {
    expect(tallied(['resolved', 5], ['closed', 9]).wallTime).toBe(0)
    expect(tallied(['new', 1], ['closed', 9]).wallTime).toBeNull()
  })
})

describe('reopenings', () => {
  it('are the moves from resolved or closed to a working or waiting state', () => {
    const tally = tallied(
      ['resolved', 0],
      ['active', 1],
      ['resolved', 2],
      ['awaitingVendor', 3],
      ['closed', 4],
      ['new', 5],
    )
    expect(tally.reopenings).toBe(3)
  })

  it('are not the moves between resolved and closed', () => {
    expect(tallied(['resolved', 0], ['resolved', 1], ['closed', 2], ['closed', 3], ['resolved', 4]).reopenings).toBe(0)
  })
})

describe('handovers', () => {
  it('are the changes from one row to the next where both groups are known', () => {
    expect(tallied(['new', 0, 'A'], ['new', 1, 'B'], ['new', 2, 'B'], ['new', 3, 'A']).handovers).toBe(2)
    expect(tallied(['new', 0, null], ['new', 1, 'A'], ['new', 2, null], ['new', 3, 'B']).handovers).toBe(0)
  })
})

it('takes the SLA and the resolution from the last row', () => {
  const tally = new IncidentTally()
  const row = { openedAt: HOUR, resolvedAt: 8 * HOUR }
  tally.add({ row: rowOf({ ...row, resolvedAt: null, madeSla: true }), from: null, to: 'new', refused: null })
  expect([tally.madeSla, tally.resolutionTime]).toEqual([true, null])
  tally.add({ row: rowOf({ ...row, madeSla: false }), from: 'new', to: 'resolved', refused: null })
  expect([tally.madeSla, tally.resolutionTime]).toEqual([false, 7 * HOUR])
})
