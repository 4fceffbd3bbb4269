import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { LogRow } from '../log/log-row.js'
import { fileLog, REAL_LOG } from '../log/open-log.js'
import { routingByOracle } from '../testing/routing-oracle.js'
import { streamOf } from '../testing/rows.js'
import { taughtRows } from '../testing/taught.js'
import { incidentsOf } from './incidents.js'
import { learnAndJudge } from './routing-figures.js'

const lessonOf = async (rows: readonly Partial<LogRow>[]) =>
  learnAndJudge((await incidentsOf(streamOf(rows), 100_000)) ?? [])

describe('what the past teaches', () => {
  it('is learnt from the earlier 70 % and judged on the later 30 %, as far as their final group is known', async () => {
    const { model, later, figures } = await lessonOf(taughtRows(500))
    expect(later.length).toBe(150)
    expect(model.teams.reduce((sum, { examples }) => sum + examples, 0)).toBe(350 - 35)
    expect(figures.n).toBe(150 - 15)
  })

  it('finds the group of a category where it can be known, and better than by frequency', async () => {
    const { figures } = await lessonOf(taughtRows(500))
    // Every eleventh ends elsewhere, which nothing tells before.
    expect(figures.top1).toBeGreaterThan(0.88)
    expect(figures.top1).toBeLessThan(0.95)
    expect(figures.top3).toBeGreaterThan(0.95)
    expect(figures.frequent.top1).toBeLessThan(0.3)
    expect(figures.sure.right).toBeGreaterThan(0.88)
  })

  it('uses nothing that was not known when the incident was opened', async () => {
    const rows = taughtRows(300)
    const seen = new Set<string>()
    const changed = rows.map((row, at): Partial<LogRow> => {
      const isFirst = !seen.has(row.incident ?? '')
      seen.add(row.incident ?? '')
      const noise = `${(at * 13) % 17}`
      const done = { state: `S${noise}`, updatedBy: noise, assignedTo: noise, resolvedAt: at, madeSla: at % 2 === 0 }
      if (isFirst) return { ...row, ...done, priority: at % 5, channel: noise, group: noise }
      const { incident, row: place, openedAt, group } = row
      return {
        ...done,
        incident,
        row: place,
        openedAt,
        group,
        category: noise,
        caller: noise,
        impact: at % 3,
      } as LogRow
    })
    expect(changed).not.toEqual(rows)
    expect(await lessonOf(changed)).toEqual(await lessonOf(rows))
  })

  it.each([
    ['no incidents', []],
    ['no group', [{ incident: 'A' }, { incident: 'B', openedAt: 1 }]],
    ['nobody to learn from', [{ incident: 'A' }, { incident: 'B', openedAt: 1, group: null }]],
  ])('says null for a share of nothing: %s', async (_what, rows) => {
    const nothing = { top1: null, top3: null }
    const { figures } = await lessonOf(rows)
    expect(figures).toEqual({ n: 0, ...nothing, frequent: nothing, sure: { n: 0, right: null } })
  })

  it('counts what cannot be predicted as wrong', async () => {
    const { figures } = await lessonOf([{ incident: 'A' }, { incident: 'B', openedAt: 1, group: 'G' }])
    expect(figures).toMatchObject({ n: 1, top1: 0, top3: 0, frequent: { top1: 0, top3: 0 } })
  })
})

const present = existsSync(REAL_LOG)
if (!present) console.warn('NOT RUN: what the real log teaches of its groups, because the real log is not here')
describe.skipIf(!present)('the real log', () => {
  it('is judged on the incidents that a second program finds, and teaches far more than frequency does', async () => {
    const { figures } = learnAndJudge((await incidentsOf(fileLog(REAL_LOG).rows(), 100_000)) ?? [])
    const wanted = routingByOracle(gunzipSync(readFileSync(REAL_LOG)).toString('utf8'))
    expect(wanted.n).toBe(622)
    expect(figures).toMatchObject(wanted)
    expect(figures.top1).toBeGreaterThan(0.64)
    expect(figures.top3).toBeGreaterThan(0.79)
    expect(figures.sure.n / figures.n).toBeGreaterThan(0.7)
    expect(figures.sure.right).toBeGreaterThan(0.72)
  })
})
