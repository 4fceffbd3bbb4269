import { expect, it } from 'vitest'
import { capacityToJson, formatCapacity } from './capacity-table.js'

const figures = {
  assigned: 741,
  waited: 500,
  waitP50: 9_000,
  waitP95: 90_000,
  mostWaiting: 77,
  neverAssigned: 1,
  abstained: 172,
  carriedOver: 682,
  agents: 124,
  places: 1_810,
  wereFull: 24,
  beyondCapacity: 0,
}

it('lays the figures out', () => {
  expect(formatCapacity(figures)).toBe(`Capacity, on a desk with the people and places of the earlier 70 %
  Incidents                  1,241, the later ones in their order
  Agents                     124 with 1,810 places, of which 682 were taken at first
  Given to an agent at once  741
  Waited for a free place    500, half of them up to 2.50 h, 95 % up to 25.00 h
  Most waiting at once       77
  Never given to anybody     1
  Agents full at some time   24
  Held beyond capacity       never
  Without a team, not sure   172
`)
})

it('says no time where nobody waited, and how often too much was held', () => {
  const text = formatCapacity({ ...figures, waited: 0, waitP50: null, waitP95: null, beyondCapacity: 3 })
  expect(text).toContain('Waited for a free place    0\n')
  expect(text).toContain('Held beyond capacity       3 times\n')
})

it('gives as JSON what was asked for', () => {
  const { assigned, waited, waitP50, waitP95, mostWaiting, abstained } = figures
  expect(capacityToJson(figures)).toEqual({ assigned, waited, waitP50, waitP95, mostWaiting, abstained })
  expect(capacityToJson(null)).toBeNull()
})
