import type { RehearsedSide } from '@docket/core'
import { expect, it } from 'vitest'
import { teamLoads } from './team-loads.js'

const hour = (time: string, team: string, assigned: number, mostHeld: number) => {
  return { hour: new Date(`${time}:00Z`), team, opened: 0, assigned, solved: 0, mostHeld }
}
const side = (...hours: ReturnType<typeof hour>[]) => ({ routing: { hours } }) as unknown as RehearsedSide

it('adds up what a team was given by hour of the day, the busiest first', () => {
  const before = side(
    hour('2016-03-01T08:00', 'North', 2, 5),
    hour('2016-03-02T08:00', 'North', 3, 4),
    hour('2016-03-02T23:00', 'Idle', 0, 1),
  )
  const after = side(hour('2016-03-01T09:00', 'South', 6, 6))
  const loads = teamLoads(before, after)
  expect(loads.map(({ team }) => team)).toEqual(['South', 'North'])
  expect(loads[1]?.before).toEqual({ assigned: expect.arrayContaining([5]), total: 5, mostHeld: 5 })
  expect(loads[1]?.before.assigned.indexOf(5)).toBe(8)
  expect(loads[1]?.after).toEqual({ assigned: Array(24).fill(0), total: 0, mostHeld: 0 })
})

it('is empty where nobody decided who gets what', () => {
  expect(teamLoads({ routing: null } as RehearsedSide, side())).toEqual([])
})
