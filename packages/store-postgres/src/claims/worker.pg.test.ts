import { createDesk, defaultAccess, defineDesk, defineWorkflow, type EffectMessage, type Store } from '@docket/core'
import { afterAll, expect, it, vi } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'

// A worker that waited for its poll, or for a lease to run out, would wait longer than a test lasts.
const WORKER = { pollMs: 60_000, leaseMs: 3_600_000 }

const support = defineDesk({
  workflows: [
    defineWorkflow({
      id: 'support',
      version: 1,
      initial: 'open',
      states: {
        open: {
          tags: ['open'],
          on: { expire: { target: 'late', effects: ['tell'] }, hold: 'waiting' },
          timeout: { after: { hours: 1 }, send: 'expire' },
        },
        waiting: { tags: ['waiting'], on: { resume: 'open' } },
        late: { tags: ['terminal'], on: {} },
      },
    }),
  ],
  access: defaultAccess(),
  effects: { tell: { on: [] } },
})

const fixtures = postgresFixtures()
afterAll(fixtures.close)

async function openDesk(store: Store, { clock }: PostgresFixture, tell: (message: EffectMessage) => Promise<void>) {
  const errors: unknown[] = []
  const desk = await createDesk(support, {
    store,
    clock: clock ?? { now: () => 0 },
    effects: { tell },
    onError: (error) => errors.push(error),
  })
  return { desk, errors, agent: desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } }) }
}

async function createMany(agent: Awaited<ReturnType<typeof openDesk>>['agent'], count: number): Promise<string[]> {
  const made = Array.from({ length: count }, () => agent.create({ subject: 'x', requester: { id: 'c1' } }))
  return (await Promise.all(made)).map(({ id }) => id)
}

it('fires many timers of one instant once each with two workers, whatever others change meanwhile', async () => {
  const fixture = await fixtures.create()
  const told: string[] = []
  const tell = async ({ ticketId }: EffectMessage) => void told.push(ticketId)
  const first = await openDesk(fixture.store, fixture, tell)
  const second = await openDesk((await fixture.another?.()) ?? fixture.store, fixture, tell)
  const ids = await createMany(first.agent, 400)
  await fixture.clock?.advance(3_600_000)
  const workers = [first, second].map(({ desk }) => desk.system.startWorker(WORKER))
  // Those that are held in time are not late; those that were late before cannot be held.
  const held = await Promise.allSettled(ids.slice(0, 40).map((id) => second.agent.send(id, { type: 'hold' })))
  const inTime = new Set(ids.filter((_, place) => held[place]?.status === 'fulfilled'))
  await vi.waitFor(() => expect(told).toHaveLength(ids.length - inTime.size), 20_000)
  await Promise.all(workers.map((worker) => worker.stop()))
  expect(new Set(told).size).toBe(told.length)
  for (const id of ids) {
    const { items } = await first.agent.history(id)
    const moves = items.filter(({ type }) => type === 'ticket.transitioned')
    expect(moves).toHaveLength(1)
    expect((await first.agent.get(id)).state).toBe(inTime.has(id) ? 'waiting' : 'late')
  }
  expect([...first.errors, ...second.errors]).toEqual([])
  expect(await first.desk.system.nextWakeupAt()).toBeNull()
})

it('gives back at its stop what it has not begun, so that another goes on at once', async () => {
  const fixture = await fixtures.create()
  const told: string[] = []
  const tell = async ({ ticketId }: EffectMessage) => void told.push(ticketId)
  const { desk, agent, errors } = await openDesk(fixture.store, fixture, tell)
  const ids = await createMany(agent, 150)
  await fixture.clock?.advance(3_600_000)
  let stopped = 0
  while (told.length < ids.length) {
    const before = told.length
    const worker = desk.system.startWorker({ ...WORKER, concurrency: 2 })
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), 10_000)
    await worker.stop()
    stopped += 1
    const { rows } = await fixture.pool.query(
      `select count(*)::integer as leased from (select token from "${fixture.schema}".timer union all ` +
        `select token from "${fixture.schema}".outbox) q where token is not null`,
    )
    expect(rows[0].leased).toBe(0)
  }
  expect(stopped).toBeGreaterThan(1)
  expect(new Set(told).size).toBe(ids.length)
  expect(told).toHaveLength(ids.length)
  expect(errors).toEqual([])
})
