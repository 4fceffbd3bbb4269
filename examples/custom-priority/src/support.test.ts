import { createDesk } from '@docket/core'
import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { putStaff, support } from './support.js'

async function openDesk(time: string) {
  const clock = manualClock(new Date(time))
  const desk = await createDesk(support, { store: memoryStore({ clock }), clock })
  const lead = desk.as({ tenant: 'shop', actor: { type: 'admin', id: 'root' } })
  await putStaff(lead)
  return { clock, desk, lead }
}
const till = { subject: 'Till 4 is slow', requester: { id: 'c1' }, team: 'tills' } as const
const MONDAY = '2025-03-03T09:00:00Z'
const NOON = '2025-03-03T12:00:00Z'
const SATURDAY = '2025-03-01T09:00:00Z'

it('gives a till that stands still to whoever works now', async () => {
  const { lead } = await openDesk(MONDAY)
  const { id } = await lead.create({ ...till, fields: { impact: 1, urgency: 1 } })
  expect(await lead.get(id)).toMatchObject({ priority: 'critical', assignee: 'ada' })
})

it('raises what nobody takes, and lets it fall when somebody does', async () => {
  const { clock, desk, lead } = await openDesk(SATURDAY)
  const { id } = await lead.create(till)
  expect(await lead.get(id)).toMatchObject({ priority: 'moderate', assignee: null })
  clock.advance({ hours: 8 })
  await desk.system.tick()
  expect((await lead.explain(id)).priority?.reasons).toEqual([
    { code: 'support', impact: 20, urgency: 20, reopened: 0, waiting: 20 },
    { code: 'score', score: 60, level: 'high', threshold: 60 },
  ])
  clock.set(new Date('2025-03-03T06:00:01Z'))
  await desk.system.tick()
  expect(await lead.get(id)).toMatchObject({ priority: 'moderate', assignee: 'ada' })
})

it('raises nothing that is solved', async () => {
  const { clock, desk, lead } = await openDesk(SATURDAY)
  const { id } = await lead.create(till)
  await lead.send(id, { type: 'resolve' })
  clock.advance({ hours: 9 })
  await desk.system.tick()
  await lead.send(id, { type: 'close' })
  const { items } = await lead.history(id)
  expect(items.map(({ type }) => type)).not.toContain('ticket.prioritized')
})

it('leaves a customer with the agent they know, but keeps two places free for what is urgent', async () => {
  const { lead } = await openDesk(NOON)
  const [first, ...then] = await assigneesOf(lead, [till, till, till, till])
  expect(then).toEqual([first, first, first === 'ada' ? 'bo' : 'ada'])
})

it('sends what is not urgent to the generalists when the team is nearly full', async () => {
  const { lead } = await openDesk(MONDAY)
  expect(await assigneesOf(lead, [till, till, till, till, till])).toEqual(['ada', 'ada', 'ada', 'ada', 'cleo'])
})

it('finds who speaks the language', async () => {
  const { lead } = await openDesk(NOON)
  const { id } = await lead.create({ ...till, requester: { id: 'c2', locale: 'zh-CN' } })
  expect(await lead.get(id)).toMatchObject({ assignee: 'bo' })
  expect((await lead.explain(id)).assignment?.reasons).toContainEqual({
    code: 'language-missing',
    agent: 'ada',
    languages: ['zh'],
    tier: 'own',
  })
})

async function assigneesOf(lead: Awaited<ReturnType<typeof openDesk>>['lead'], tickets: readonly (typeof till)[]) {
  const assignees: (string | null)[] = []
  for (const ticket of tickets) assignees.push((await lead.get((await lead.create(ticket)).id)).assignee)
  return assignees
}
