import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LogRow } from '../log/log-row.js'
import { fileLog, REAL_LOG } from '../log/open-log.js'
import { DEFAULT_MATRIX } from '../matrix.js'
import { wrongsIn } from '../testing/capacity-oracle.js'
import { streamOf } from '../testing/rows.js'
import { workedRows } from '../testing/worked.js'
import { formatCapacity } from './capacity-table.js'
import { formatExplained } from './explained-text.js'
import { incidentsOf } from './incidents.js'
import { liveThrough } from './live-through.js'
import { learnAndJudge } from './routing-figures.js'
import { workOf } from './work.js'

async function livedThrough(rows: () => AsyncIterable<LogRow>) {
  const work = await workOf(rows())
  const lived = await liveThrough(learnAndJudge((await incidentsOf(rows(), 100_000)) ?? []), {
    matrix: DEFAULT_MATRIX,
    work,
  })
  return { ...lived, work, text: `${formatCapacity(lived.figures)}\n${formatExplained(lived.explained)}` }
}

/** Ten incidents of half an hour each, all of one agent; the last three come within twenty minutes. */
function tenRows(change: (at: number) => { readonly row?: Partial<LogRow>; readonly minutes?: number } = () => ({})) {
  return Array.from({ length: 10 }, (_, at) => {
    const openedAt = Date.UTC(2016, 2, 1, Math.min(at, 7), Math.max(0, at - 7) * 10)
    const { row = {}, minutes = 30 } = change(at)
    const begun = { incident: `INC${at}`, openedAt, changes: 0, group: 'G', assignedTo: 'A', ...row }
    return [
      { ...begun, row: at * 2 + 1, state: 'Active', updatedAt: openedAt },
      { ...begun, row: at * 2 + 2, state: 'Resolved', updatedAt: openedAt + minutes * 60_000 },
    ]
  }).flat()
}

const waitsOf = async (rows: readonly Partial<LogRow>[]) => {
  const { journal, figures } = await livedThrough(() => streamOf(rows))
  const given = journal.filter(({ what }) => what === 'given')
  return { figures, given: given.map(({ at, incident }) => `${incident} ${new Date(at).toISOString().slice(11, 16)}`) }
}

describe('an agent with one place', () => {
  it('is given one incident, and the others one after the other when the one before is solved', async () => {
    const { figures, given } = await waitsOf(tenRows())
    expect(given).toEqual(['INC8 07:30', 'INC9 08:00'])
    expect(figures).toEqual({
      assigned: 1,
      waited: 2,
      waitP50: 30 * 60,
      waitP95: 39 * 60,
      mostWaiting: 2,
      neverAssigned: 0,
      abstained: 0,
      carriedOver: 0,
      agents: 1,
      places: 1,
      wereFull: 1,
      beyondCapacity: 0,
    })
  })

  it('is given the most urgent first', async () => {
    const { given } = await waitsOf(tenRows((at) => (at === 9 ? { row: { impact: 1, urgency: 1 } } : {})))
    expect(given).toEqual(['INC9 07:30', 'INC8 08:00'])
  })

  it('has what it held before until the log resolves that', async () => {
    const { figures, given } = await waitsOf(tenRows((at) => (at === 6 ? { minutes: 65 } : {})))
    expect(given).toEqual(['INC7 07:05', 'INC8 07:35', 'INC9 08:05'])
    expect(figures).toMatchObject({ assigned: 0, waited: 3, mostWaiting: 2, carriedOver: 1 })
  })
})

const INCIDENTS = 400

describe('a desk of fifteen', () => {
  const rows = () => streamOf(workedRows(INCIDENTS))

  it('does nothing wrong, in the eyes of a second program', async () => {
    const { staff, journal, figures, work } = await livedThrough(rows)
    expect(wrongsIn(staff, journal)).toEqual([])
    expect(figures).toMatchObject({ beyondCapacity: 0, neverAssigned: 0, agents: 15 })
    expect(figures.assigned + figures.waited).toBe(INCIDENTS * 0.3)
    expect(figures.waited).toBeGreaterThan(5)
    expect(figures.assigned).toBeGreaterThan(50)
    expect(figures.abstained).toBeGreaterThan(5)
    for (const { what, at, incident } of journal) {
      if (what !== 'solved' || !journal.some((one) => one.what === 'opened' && one.incident === incident)) continue
      const began = journal.findLast((one) => one.incident === incident && one.what !== 'solved')?.at ?? 0
      expect(at - began).toBe(work.get(incident)?.tookMs)
    }
  })

  it('has people and places of the earlier incidents alone', async () => {
    const lasting = (row: Partial<LogRow>) => (row.row ?? 0) <= INCIDENTS * 2 * 0.7
    const changed = workedRows(INCIDENTS).map((row) =>
      lasting(row) ? row : { ...row, assignedTo: 'Somebody', group: 'New' },
    )
    const { staff } = await livedThrough(() => streamOf(changed))
    expect(staff).toEqual((await livedThrough(rows)).staff)
  })

  it('explains one that was given at once, one where others were full, and one that waited', async () => {
    const { explained, text } = await livedThrough(rows)
    const codes = (role: 'at-once' | 'others-full' | 'waited') =>
      explained.get(role)?.explanation.assignment?.reasons.map(({ code }) => code) ?? []
    expect(codes('at-once').slice(0, 4)).toEqual(['learned', 'learned-runner-up', 'chosen', 'outranked'])
    expect(codes('others-full').slice(2)).toEqual(['chosen', 'full', 'full'])
    expect(codes('waited')).toEqual(['chosen', 'full', 'full'])
    const waited = explained.get('waited')?.waited
    expect(waited?.first?.reasons.map(({ code }) => code).slice(2)).toEqual(['full', 'full', 'full'])
    expect(waited?.ms).toBeGreaterThan(0)
    expect(text).toMatch(/Left to wait, because all were full:\nINC\d+, opened 2016-03-0\d/)
    expect(text).toMatch(/Waited: \d+\.\d\d h; when it was opened\n {4}learned: team Group \d/)
    expect(text).toMatch(/Due: resolution 2016-03-\d\dT\d\d:\d\dZ/)
  })

  it('does the same each time', async () => {
    const [one, other] = [await livedThrough(rows), await livedThrough(rows)]
    expect(JSON.stringify(other.journal)).toBe(JSON.stringify(one.journal))
    expect(other.text).toBe(one.text)
  })
})

it('says so where no incident had a role', async () => {
  const { text } = await livedThrough(() => streamOf([]))
  expect(text).toContain('Left to wait, because all were full: no incident\n')
})

const present = existsSync(REAL_LOG)
if (!present) console.warn('NOT RUN: the capacity of the real log, because the real log is not here')
describe.skipIf(!present)('the real log', () => {
  it('fills its agents at times, and nothing is done wrong', { timeout: 120_000 }, async () => {
    const { staff, journal, figures, explained } = await livedThrough(fileLog(REAL_LOG).rows)
    expect(wrongsIn(staff, journal)).toEqual([])
    expect(figures.assigned + figures.waited).toBe(740)
    expect(figures).toMatchObject({ beyondCapacity: 0, neverAssigned: 0, agents: 124, carriedOver: 682 })
    expect(figures.assigned).toBeGreaterThan(200)
    expect(figures.waited).toBeGreaterThan(400)
    expect(figures.waitP50).toBeLessThan(figures.waitP95 ?? 0)
    expect([...explained.keys()]).toEqual(['at-once', 'others-full', 'waited'])
    expect(explained.get('waited')?.ticket.assignee).not.toBeNull()
  })
})
