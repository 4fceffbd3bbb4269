import { expect, it } from 'vitest'
import { streamOf } from '../testing/rows.js'
import type { LogRow } from './log-row.js'
import { survey } from './survey.js'

const rows: Partial<LogRow>[] = [
  { row: 1, incident: 'A', group: 'G2', assignedTo: 'R2' },
  { row: 2, incident: 'A', group: 'G1', assignedTo: 'R1' },
  { row: 3, incident: 'B', group: null, assignedTo: 'R1' },
  { row: 4, incident: 'C', group: 'G2', assignedTo: 'R1' },
]

it('counts, and finds the groups and who works for them', async () => {
  const found = await survey(streamOf(rows))
  expect(found).toMatchObject({ rows: 4, incidents: 3, groups: ['G1', 'G2'], scattered: new Set() })
  expect([...found.agents]).toEqual([
    ['R1', ['G1', 'G2']],
    ['R2', ['G2']],
  ])
})

it('finds the incidents whose rows do not follow each other', async () => {
  const found = await survey(streamOf([...rows, { incident: 'A' }, { incident: 'C' }, { incident: 'C' }]))
  expect(found.scattered).toEqual(new Set(['A', 'C']))
  expect(found.incidents).toBe(3)
})

it('recognizes the same rows, and only those', async () => {
  const first = await survey(streamOf(rows))
  const again = await survey(streamOf(rows))
  const other = await survey(streamOf([...rows.slice(0, 3), { ...rows[3], priority: 1 }]))
  expect(again.fingerprint).toBe(first.fingerprint)
  expect(other.fingerprint).not.toBe(first.fingerprint)
})

it('finds when the log begins and ends, and when its last incident begins', async () => {
  const times = [
    { incident: 'A', updatedAt: 50 },
    { incident: 'A', updatedAt: 900 },
    { incident: 'B', updatedAt: 300 },
    { incident: 'A', updatedAt: 20 },
    { incident: 'C', updatedAt: 200 },
  ]
  const { span } = await survey(streamOf(times))
  expect(span).toEqual({ begin: new Date(20), end: new Date(900), lastBegin: new Date(300) })
  expect((await survey(streamOf([]))).span).toBeNull()
})
