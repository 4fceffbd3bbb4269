import { expect, it } from 'vitest'
import { capacityFigures } from './capacity-figures.js'
import type { Happening } from './journal.js'

const staff = [
  { id: 'A', teams: ['G'], capacity: 2 },
  { id: 'B', teams: ['G'], capacity: 1 },
]
const opened = (at: number, incident: string, agent: string | null, abstained = false): Happening => {
  return { what: 'opened', at, incident, priority: 'low', team: 'G', abstained, agent }
}

it('tell who was given work at once, who waited and how long, and the most that waited', () => {
  const journal: Happening[] = [
    { what: 'carried-over', at: 0, incident: 'I0', agent: 'A' },
    opened(1_000, 'I1', 'A'),
    opened(2_000, 'I2', null, true),
    opened(3_000, 'I3', null),
    { what: 'solved', at: 12_000, incident: 'I0', agent: 'A' },
    { what: 'given', at: 12_000, incident: 'I2', agent: 'A' },
    { what: 'solved', at: 33_000, incident: 'I1', agent: 'A' },
    { what: 'given', at: 33_000, incident: 'I3', agent: 'A' },
    opened(40_000, 'I4', null, true),
  ]
  expect(capacityFigures(staff, journal)).toEqual({
    assigned: 1,
    waited: 3,
    waitP50: 20,
    waitP95: 29,
    mostWaiting: 2,
    neverAssigned: 1,
    abstained: 2,
    carriedOver: 1,
    agents: 2,
    places: 3,
    wereFull: 1,
    beyondCapacity: 0,
  })
})

it('notice whoever is given more than the own capacity', () => {
  const journal = [opened(1, 'I1', 'B'), opened(2, 'I2', 'B'), opened(3, 'I3', 'stranger')]
  expect(capacityFigures(staff, journal)).toMatchObject({ assigned: 3, beyondCapacity: 2, wereFull: 2 })
})

it('are nothing where nothing happened', () => {
  const nothing = { assigned: 0, waited: 0, waitP50: null, waitP95: null, mostWaiting: 0, agents: 0, places: 0 }
  expect(capacityFigures([], [])).toMatchObject(nothing)
})
