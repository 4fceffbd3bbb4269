import { expect, it } from 'vitest'
import { HOUR, impatientWorkflow, logOf, openWorld, promising, request, START, within8 } from './world.js'

const open = () => openWorld(promising([within8()], { workflows: [impatientWorkflow] }))

// Guards promises through a downtime: a ticket that had been waiting since its time-out was never late.
it('a time-out that fires late counts as of its due date, and breaks nothing that came due only later', async () => {
  const world = await open()
  const { id } = await world.as('agent', 'ann').create(request())
  world.clock.advance({ hours: 10 })
  await world.desk.system.tick()
  expect(await logOf(world, id)).toEqual([
    ['ticket.created', 0],
    ['sla.applied', 0],
    ['ticket.transitioned', 2],
  ])
  const [last] = (await world.as('agent').history(id)).items.slice(-1)
  expect(last).toMatchObject({
    occurredAt: new Date(START + 2 * HOUR),
    recordedAt: new Date(START + 10 * HOUR),
    cause: { kind: 'timer', id: 'timeout' },
  })
  expect(await world.desk.system.nextWakeupAt()).toBeNull()
  await world.as('agent', 'ann').send(id, { type: 'resume' })
  const { sla, stateSince } = await world.as('agent').get(id)
  expect(sla?.targets).toMatchObject([{ light: 'green', dueAt: new Date(START + 16 * HOUR), secondsLeft: 6 * 3600 }])
  expect(stateSince).toEqual(new Date(START + 10 * HOUR))
  expect(world.errors).toEqual([])
})

it('a time-out is taken by whatever touches the ticket first, before it and at its own instant', async () => {
  const world = await open()
  const { id } = await world.as('agent', 'ann').create(request())
  world.clock.advance({ hours: 3 })
  await world.as('agent', 'ann').tag(id, { add: ['x'] })
  world.clock.advance({ hours: 7 })
  await world.desk.system.tick()
  expect((await logOf(world, id)).slice(2)).toEqual([
    ['ticket.transitioned', 2],
    ['ticket.tagged', 3],
  ])
  expect(world.errors).toEqual([])
})

it('what came due before the time-out is written before it, at its own instant', async () => {
  const policy = { id: 'hasty', targets: { resolution: { within: { hours: 1 }, escalate: [] } } }
  const world = await openWorld(promising([policy], { workflows: [impatientWorkflow] }))
  const { id } = await world.as('agent', 'ann').create(request())
  world.clock.advance({ hours: 10 })
  await world.desk.system.tick()
  expect((await logOf(world, id)).slice(2)).toEqual([
    ['sla.breached', 1 + 1 / HOUR],
    ['ticket.transitioned', 2],
  ])
})
