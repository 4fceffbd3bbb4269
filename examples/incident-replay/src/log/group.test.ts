import { expect, it } from 'vitest'
import { streamOf } from '../testing/rows.js'
import { groupRows } from './group.js'

const grouped = async (incidents: string[], limit?: number) => {
  const groups: string[] = []
  for await (const group of groupRows(streamOf(incidents.map((incident, at) => ({ incident, row: at + 1 }))), limit)) {
    groups.push(`${group[0]?.incident} ${group.map(({ row }) => row).join(' ')}`)
  }
  return groups
}

it('gathers the rows that follow each other, in their order', async () => {
  expect(await grouped(['A', 'A', 'B', 'C', 'C', 'C'])).toEqual(['A 1 2', 'B 3', 'C 4 5 6'])
})

it('gives a group for each run where an incident comes back, with rising rows', async () => {
  expect(await grouped(['A', 'B', 'A'])).toEqual(['A 1', 'B 2', 'A 3'])
})

it('never holds more rows than the limit', async () => {
  expect(await grouped(['A', 'A', 'A', 'B'], 2)).toEqual(['A 1 2', 'A 3', 'B 4'])
})

it('gives nothing for an empty log', async () => {
  expect(await grouped([])).toEqual([])
})
