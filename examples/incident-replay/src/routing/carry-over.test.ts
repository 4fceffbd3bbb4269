import { expect, it } from 'vitest'
import { streamOf } from '../testing/rows.js'
import { heldAt } from './carry-over.js'
import { incidentsOf } from './incidents.js'
import { workOf } from './work.js'

const rows = [
  { incident: 'DONE', row: 1, openedAt: 1, updatedAt: 1, assignedTo: 'A' },
  { incident: 'DONE', row: 2, openedAt: 1, updatedAt: 50, state: 'Closed' },
  { incident: 'HELD', row: 3, openedAt: 2, updatedAt: 2, assignedTo: 'A', group: 'G' },
  { incident: 'HELD', row: 4, openedAt: 2, updatedAt: 60, state: 'Resolved' },
  { incident: 'AGAIN', row: 5, openedAt: 3, updatedAt: 3, state: 'Resolved' },
  { incident: 'AGAIN', row: 6, openedAt: 3, updatedAt: 40, state: 'Active', assignedTo: 'B' },
  { incident: 'AGAIN', row: 7, openedAt: 3, updatedAt: 70, state: 'Closed' },
  { incident: 'NOBODY', row: 8, openedAt: 4, updatedAt: 4 },
  { incident: 'EVER', row: 9, openedAt: 5, updatedAt: 5, assignedTo: 'C' },
  { incident: 'AFTER', row: 10, openedAt: 6, updatedAt: 50, assignedTo: 'C' },
]

it('is what agents hold at an instant, until it is resolved the next time', async () => {
  const incidents = (await incidentsOf(streamOf(rows), 100)) ?? []
  const held = heldAt(50, incidents, await workOf(streamOf(rows)))
  expect(held.map(({ incident, spell, solvedAt }) => [incident.incident, spell.agent, spell.group, solvedAt])).toEqual([
    ['HELD', 'A', 'G', 60],
    ['AGAIN', 'B', null, 70],
    ['EVER', 'C', null, null],
  ])
})
