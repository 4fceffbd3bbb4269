import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import { expect, it, vi } from 'vitest'
import { openDesk, TENANT } from '../desk/support.js'
import { seed } from './seed.js'

const STATES = ['closed', 'open', 'open', 'open', 'returned', 'solved', 'waiting', 'workshop'].sort()

it('is a desk with something in every state, once', async () => {
  const store = memoryStore()
  const files = memoryFileStore()
  expect(await seed(store, files)).toBe(true)
  expect(await seed(store, files)).toBe(false)
  const desk = await openDesk({ store, files })
  await desk.system.tick()
  const { items } = await desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'mei' } }).list({ limit: 50 })
  expect(items.map(({ state }) => state).sort()).toEqual(STATES)
  const late = items.find(({ subject }) => subject?.includes('parcel'))
  expect(late?.sla?.targets.some(({ light }) => light === 'breached')).toBe(true)
  expect(late?.nudges).toBe(1)
})

it('lets the customer who has urged urge again', async () => {
  const store = memoryStore()
  const files = memoryFileStore()
  await seed(store, files)
  const desk = await openDesk({ store, files })
  const tom = desk.as({ tenant: TENANT, actor: { type: 'requester', id: 'tom' } })
  const late = (await tom.list()).items.find(({ phase }) => phase === 'open')
  expect((await tom.nudge(late?.id ?? '')).nudges).toBe(2)
})

// Guards against a desk with three of eight tickets for good, after a `kill -9` during the first start.
it('goes on where a start before it was killed, wherever that was', async () => {
  for (let left = 0; left < 60; left += 5) {
    const store = memoryStore()
    const files = memoryFileStore()
    let writes = 0
    const killed = (['commit', 'putDirectory'] as const).map((name) => {
      const write = store[name].bind(store) as (what: never) => Promise<never>
      return vi.spyOn(store, name).mockImplementation(async (what: unknown) => {
        writes += 1
        if (writes > left) throw new Error('killed')
        return write(what as never)
      })
    })
    await seed(store, files).catch(() => {})
    for (const spy of killed) spy.mockRestore()
    await seed(store, files)
    expect(await seed(store, files), `after ${left} writes`).toBe(false)
    const desk = await openDesk({ store, files })
    await desk.system.tick()
    const { items } = await desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'mei' } }).list({ limit: 50 })
    expect(items.map(({ state }) => state).sort(), `after ${left} writes`).toEqual(STATES)
    expect(
      items.filter(({ assignee }) => assignee === null),
      `after ${left} writes`,
    ).toHaveLength(2)
  }
})
