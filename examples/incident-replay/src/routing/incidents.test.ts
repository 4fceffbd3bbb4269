import { expect, it } from 'vitest'
import type { LogRow } from '../log/log-row.js'
import { streamOf } from '../testing/rows.js'
import { incidentsOf } from './incidents.js'

const rows: Partial<LogRow>[] = [
  { row: 1, incident: 'LATE', openedAt: 500, changes: 0, category: 'first', group: 'G1' },
  { row: 2, incident: 'LATE', openedAt: 500, changes: 1, category: 'changed', group: 'G2' },
  { row: 3, incident: 'EARLY', openedAt: 100, group: 'G3' },
  { row: 4, incident: 'TIE', openedAt: 500, group: 'G4' },
  { row: 5, incident: 'LATE', openedAt: 500, group: null },
]

it('come in the order in which they were opened, and else in that of the log', async () => {
  const found = await incidentsOf(streamOf(rows), 3)
  expect(found?.map(({ incident, row }) => [incident, row])).toEqual([
    ['EARLY', 3],
    ['LATE', 1],
    ['TIE', 4],
  ])
})

it('have what their first row knew and the group of their last row, known or not', async () => {
  const [early, late] = (await incidentsOf(streamOf(rows), 3)) ?? []
  expect(early?.finalGroup).toBe('G3')
  expect(late).toMatchObject({ opening: { category: 'first' }, finalGroup: null })
  const [, grouped] = (await incidentsOf(streamOf(rows.slice(0, 4)), 3)) ?? []
  expect(grouped?.finalGroup).toBe('G2')
})

it('are none where there are more than can be held', async () => {
  expect(await incidentsOf(streamOf(rows), 2)).toBeNull()
})
