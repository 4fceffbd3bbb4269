import { createDesk, defaultAccess, defineDesk, leastLoad, supportWorkflow } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { compareArms } from './compare-arms.js'
import { dispatcher } from './dispatcher.js'
import { measuresOf } from './measures.js'
import { poisson } from './poisson.js'

const definition = defineDesk({ workflows: [supportWorkflow], routing: leastLoad(), access: defaultAccess() })
const usual = {
  since: new Date('2025-06-02T00:00:00Z'),
  until: new Date('2025-06-02T02:00:00Z'),
  createDesk,
  store: memoryStore,
  arrivals: poisson({
    perHour: 6,
    ticket: (random) => ({ subject: 'Help', requester: { id: `c${random.below(5)}` } }),
  }),
  agents: [{ id: 'ann', name: 'Ann', group: 'all' }],
  handling: () => ({ seconds: 60 }),
}
const arms = { dispatcher: { arm: dispatcher({ every: { minutes: 10 }, perTicket: {} }) }, desk: {} }

it('runs each arm on each seed, and compares them seed by seed', async () => {
  const progress: string[] = []
  const {
    seeds,
    arms: found,
    differences,
  } = await compareArms(definition, {
    ...usual,
    seeds: [3, 5, 7],
    arms,
    onProgress: (done, of) => progress.push(`${done}/${of}`),
  })
  expect(seeds).toEqual([3, 5, 7])
  expect(progress).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6'])
  const [dispatched, routed] = [found['dispatcher'], found['desk']]
  expect(routed?.['dispatchP95']).toEqual({ count: 3, mean: 0, low: 0, high: 0 })
  expect(dispatched?.['dispatchP95']?.mean).toBeGreaterThan(300)
  expect(differences['desk']?.['dispatchP95']?.mean).toBeCloseTo(-(dispatched?.['dispatchP95']?.mean ?? 0), 9)
  expect(Object.keys(differences)).toEqual(['desk'])
  expect(found['desk']).toHaveProperty('utilisation of all')
})

it('pairs differences by seed, so that what arms share does not widen their interval', async () => {
  const figures = (report: Parameters<typeof measuresOf>[0]) => ({ worked: measuresOf(report).tickets, none: null })
  const { arms: found, differences } = await compareArms(definition, { ...usual, seeds: 4, arms, figures })
  expect((found['desk']?.['worked']?.high ?? 0) - (found['desk']?.['worked']?.low ?? 0)).toBeGreaterThan(1)
  expect(differences['desk']?.['worked']).toEqual({ count: 4, mean: 0, low: 0, high: 0 })
  expect(differences['desk']?.['none']).toEqual({ count: 0, mean: null, low: null, high: null })
})

it('varies one assumption at a time, in every arm', async () => {
  const { arms: found, variations } = await compareArms(definition, {
    ...usual,
    seeds: 2,
    arms,
    vary: {
      'twice the work': (simulation) => ({ ...simulation, handling: () => ({ seconds: 120 }) }),
      'a quicker dispatcher': (simulation, arm) =>
        arm === 'desk' ? simulation : { ...simulation, arm: dispatcher({ every: { minutes: 1 }, perTicket: {} }) },
    },
  })
  const of = (name: string, arm: string, figure: string) => variations[name]?.arms[arm]?.[figure]?.mean ?? 0
  const base = (arm: string, figure: string) => found[arm]?.[figure]?.mean ?? 0
  expect(Object.keys(variations)).toEqual(['twice the work', 'a quicker dispatcher'])
  expect(of('twice the work', 'desk', 'utilisation')).toBeGreaterThan(1.8 * base('desk', 'utilisation'))
  expect(of('twice the work', 'dispatcher', 'dispatchP50')).toBe(base('dispatcher', 'dispatchP50'))
  expect(of('a quicker dispatcher', 'dispatcher', 'dispatchP50')).toBeLessThan(base('dispatcher', 'dispatchP50') / 3)
  expect(variations['a quicker dispatcher']?.arms['desk']).toEqual(found['desk'])
})

it('needs a seed and an arm', async () => {
  await expect(compareArms(definition, { ...usual, seeds: 0, arms })).rejects.toThrow(/at least one seed and one arm/)
  await expect(compareArms(definition, { ...usual, seeds: 2, arms: {} })).rejects.toThrow(
    /at least one seed and one arm/,
  )
})
