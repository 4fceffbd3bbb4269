import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { openDesk, TENANT } from '../desk/support.js'
import { seed } from './seed.js'

it('is a desk with something in every state, once', async () => {
  const store = memoryStore()
  const files = memoryFileStore()
  expect(await seed(store, files)).toBe(true)
  expect(await seed(store, files)).toBe(false)
  const desk = await openDesk({ store, files })
  await desk.system.tick()
  const { items } = await desk.as({ tenant: TENANT, actor: { type: 'agent', id: 'mei' } }).list({ limit: 50 })
  expect(items.map(({ state }) => state).sort()).toEqual(
    ['closed', 'open', 'open', 'open', 'returned', 'solved', 'waiting', 'workshop'].sort(),
  )
  const late = items.find(({ subject }) => subject?.includes('parcel'))
  expect(late?.sla?.targets.some(({ light }) => light === 'breached')).toBe(true)
  expect(late?.nudges).toBe(1)
})
