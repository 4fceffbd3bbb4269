import { expect, it } from 'vitest'
import { inboxOf, openWorld, promising, request, within8 } from './world.js'

const steps = [
  {
    used: 0.5,
    do: [
      { action: 'notify', to: [{ agent: 'ann' }], kind: 'first' },
      { action: 'effect', effect: 'page' },
      { action: 'raisePriority' },
      { action: 'effect', effect: 'fax' },
      { action: 'effect', effect: 'page' },
      { action: 'notify', to: [{ agent: 'ann' }], kind: 'last' },
    ],
  },
] as const

// Guards that whoever is paged finds what the step did before, and not what it does after.
it('what a step does is done in its order, effects of the host among the rest, each of them once', async () => {
  const world = await openWorld(promising([within8(steps)], { effects: { page: {}, fax: { on: ['sla.escalated'] } } }))
  const { id } = await world.as('agent', 'ann').create(request())
  world.clock.advance({ hours: 4 })
  expect(await world.desk.system.tick({ limit: 1 })).toEqual({ timers: 1, messages: 0 })
  const done = async () => [
    ...(await inboxOf(world, 'agent', 'ann')).map(({ kind }) => kind),
    ...world.delivered.map(({ effect }) => effect),
    (await world.as('agent').get(id)).priority,
  ]
  const seen: string[][] = []
  while ((await world.desk.system.tick({ limit: 1 })).messages > 0) seen.push(await done())
  expect(seen).toEqual([
    ['first', 'normal'],
    ['first', 'page', 'normal'],
    ['first', 'page', 'high'],
    ['first', 'page', 'fax', 'high'],
    ['first', 'last', 'page', 'fax', 'high'],
  ])
  expect([world.errors, await world.as('lead').deadLetters()]).toEqual([[], []])
})
