import { expect, it } from 'vitest'
import type { LogRow } from '../log/log-row.js'
import { streamOf } from '../testing/rows.js'
import { workOf } from './work.js'

const workOn = async (rows: readonly Partial<LogRow>[]) => (await workOf(streamOf(rows))).get('INC1')

it('is who held an incident for which group, and when, as long as it was not resolved', async () => {
  const found = await workOn([
    { updatedAt: 10, openedAt: 5, group: 'G' },
    { updatedAt: 20, group: 'G', assignedTo: 'A' },
    { updatedAt: 25, group: 'G', assignedTo: 'A', state: 'Active' },
    { updatedAt: 30, group: 'G', assignedTo: 'B', state: 'Awaiting Vendor' },
    { updatedAt: 35, group: 'H', assignedTo: 'B', state: '-100' },
    { updatedAt: 40, group: 'H', assignedTo: 'B', state: 'Resolved' },
    { updatedAt: 45, group: 'H', assignedTo: 'B', state: 'Closed' },
  ])
  expect(found).toEqual({
    spells: [
      { agent: 'A', group: 'G', from: 20, to: 30 },
      { agent: 'B', group: 'G', from: 30, to: 35 },
      { agent: 'B', group: 'H', from: 35, to: 40 },
    ],
    tookMs: 20,
    doneAt: [40],
  })
})

it('begins with the first agent, or else with the opening, and ends where it was first resolved', async () => {
  const resolved = { updatedAt: 40, state: 'Resolved', assignedTo: 'A' }
  expect(await workOn([{ updatedAt: 10, openedAt: 5 }, resolved])).toMatchObject({ tookMs: 35, spells: [] })
  expect(await workOn([{ ...resolved, openedAt: 50 }])).toMatchObject({ tookMs: 0 })
  const again = [
    { updatedAt: 50, state: 'Active', assignedTo: 'A' },
    { updatedAt: 60, state: 'Closed' },
  ]
  expect(await workOn([{ openedAt: 5, updatedAt: 10, assignedTo: 'B' }, resolved, ...again])).toEqual({
    spells: [
      { agent: 'B', group: null, from: 10, to: 40 },
      { agent: 'A', group: null, from: 50, to: 60 },
    ],
    tookMs: 30,
    doneAt: [40, 60],
  })
})

it('lasts to the end of the log where nothing ends it', async () => {
  expect(await workOn([{ updatedAt: 10, assignedTo: 'A' }])).toEqual({
    spells: [{ agent: 'A', group: null, from: 10, to: null }],
    tookMs: null,
    doneAt: [],
  })
})

it('leaves it to nobody where the log does not know the agent any more', async () => {
  const found = await workOn([{ updatedAt: 10, assignedTo: 'A' }, { updatedAt: 20 }])
  expect(found?.spells).toEqual([{ agent: 'A', group: null, from: 10, to: 20 }])
})

it('never runs backwards, as a log does now and then', async () => {
  const found = await workOn([
    { updatedAt: 30, assignedTo: 'A' },
    { updatedAt: 10, assignedTo: 'B' },
    { updatedAt: 20, state: 'Resolved' },
  ])
  expect(found?.spells.map(({ from, to }) => [from, to])).toEqual([
    [30, 30],
    [30, 30],
  ])
  expect(found?.tookMs).toBe(0)
})

it('is kept apart by incident, also where their rows do not follow each other', async () => {
  const work = await workOf(
    streamOf([
      { incident: 'ONE', updatedAt: 1, assignedTo: 'A' },
      { incident: 'TWO', updatedAt: 2, assignedTo: 'A' },
      { incident: 'ONE', updatedAt: 3, state: 'Closed' },
    ]),
  )
  expect([...work].map(([incident, { tookMs }]) => [incident, tookMs])).toEqual([
    ['ONE', 2],
    ['TWO', null],
  ])
})
