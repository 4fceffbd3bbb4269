import type { Change, TenantChanges } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { until } from '../../src/store/read-feed.js'
import { type CreateDeskFixture, failure, newTicket, openWorld } from './world.js'

const AGENT = { type: 'agent', id: 'a' }
const COLLABORATOR = { type: 'collaborator', id: 'w1' }
const requester = (id: string) => ({ type: 'requester', id })

/** Everything behind a position, however long an older transaction of another test holds it back. */
async function readAll(changes: TenantChanges, begin: string): Promise<Change[]> {
  const all: Change[] = []
  for (let [next, open] = [begin, true]; open; ) {
    const page = await changes.read(next)
    all.push(...page.changes)
    next = page.next
    open = page.more || page.held
  }
  return all
}

/** What happens to a tenant's tickets, and who may know of it. */
export function changeScenarios(create: CreateDeskFixture): void {
  describe('changes', () => {
    it('say that something happened and nothing of what it holds, the same to all who may know the same', async () => {
      const world = await openWorld(create)
      const changes = world.desk.changes('acme')
      const begin = await changes.position()
      const agent = world.as('agent')
      const { id, requester: customer } = await agent.create(newTicket())
      await agent.note(id, { body: 'Secret' })
      await agent.reply(id, { body: 'Secret' })
      const all = await readAll(changes, begin)
      const [created, note] = all
      expect(created?.for(AGENT)).toEqual({ ticketId: id, version: 1, type: 'ticket.created', at: expect.any(Date) })
      expect(JSON.stringify(all.map((change) => change.for(AGENT)))).not.toContain('Secret')
      expect(created?.for({ type: 'lead', id: 'l1' })).toBe(created?.for(requester(customer.id)))
      expect(Object.isFrozen(created?.for(AGENT))).toBe(true)
      expect(note?.for(AGENT)?.type).toBe('message.added')
      expect(note?.for(requester(customer.id))).toBeNull()
      for (const nobody of [COLLABORATOR, requester('somebody-else'), { type: 'nobody', id: customer.id }]) {
        expect(all.map((change) => change.for(nobody))).toEqual(all.map(() => null))
      }
    })

    it('are known by how things stand now: whoever has lost a ticket hears no more of it', async () => {
      const world = await openWorld(create)
      const changes = world.desk.changes('acme')
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      await agent.watch(id, { watcher: 'w1' })
      await readAll(changes, await changes.position())
      const begin = await changes.position()
      await agent.note(id, { body: 'x' })
      const heard = (await readAll(changes, begin)).map((change) => change.for(COLLABORATOR)?.type)
      expect(heard.at(-1)).toBe('message.added')
      await agent.unwatch(id, { watcher: 'w1' })
      expect((await readAll(changes, begin)).every((change) => change.for(COLLABORATOR) === null)).toBe(true)
    })

    it('load the tickets of a page once and together, however many there are and however many ask', async () => {
      const loads: (readonly string[])[] = []
      const world = await openWorld(create, {
        wrap: (store) => ({
          ...store,
          load: (tenant, id) => {
            loads.push([id])
            return store.load(tenant, id)
          },
          loadMany: (tenant, ids) => {
            loads.push(ids)
            return store.loadMany(tenant, ids)
          },
        }),
      })
      const changes = world.desk.changes('acme')
      const begin = await changes.position()
      const agent = world.as('agent')
      for (let tickets = 0; tickets < 20; tickets += 1) {
        const { id } = await agent.create(newTicket())
        for (let count = 0; count < 2; count += 1) await agent.note(id, { body: 'x' })
      }
      await readAll(changes, begin)
      loads.length = 0
      const page = await changes.read(begin)
      for (let count = 0; count < 100; count += 1) for (const change of page.changes) change.for(requester(`c${count}`))
      expect(page.changes.length).toBeGreaterThanOrEqual(60)
      expect(loads.map((ids) => ids.length)).toEqual([20])
      loads.length = 0
      await changes.read(page.next)
      expect(loads).toEqual([])
    })

    it('are read from place to place, up to a place, and not from nowhere', async () => {
      const world = await openWorld(create)
      const changes = world.desk.changes('acme')
      const begin = await changes.position()
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      for (let count = 0; count < 4; count += 1) await agent.note(id, { body: 'x' })
      const versions = (read: readonly Change[]) => read.map((change) => change.for(AGENT)?.version)
      expect(versions(await readAll(changes, begin))).toEqual([1, 2, 3, 4, 5])
      const first = await changes.read(begin, { limit: 2 })
      expect([versions(first.changes), first.more]).toEqual([[1, 2], true])
      expect(versions(await readAll(changes, first.changes[0]?.position ?? ''))).toEqual([2, 3, 4, 5])
      expect(versions((await changes.read(begin, { until: first.next })).changes)).toEqual([1, 2])
      expect(await changes.read('nowhere')).toMatchObject({ behind: true, changes: [] })
      const beta = world.desk.changes('beta')
      expect(await readAll(beta, await beta.position())).toEqual([])
      for (const wrong of [{ limit: 0 }, { limit: 1_001 }, { other: 1 }, { until: 1 }]) {
        expect((await failure(changes.read(begin, wrong as never))).code).toBe('INVALID_INPUT')
      }
      expect((await failure(changes.read(1 as never))).code).toBe('INVALID_INPUT')
    })

    it('admit who may read something, and hint at commits of their own tenant alone', async () => {
      const world = await openWorld(create)
      const changes = world.desk.changes('acme')
      expect(() => changes.admit(requester('c1'))).not.toThrow()
      expect(() => changes.admit({ type: 'nobody', id: 'n1' })).toThrow(/nobody/)
      expect(() => changes.admit({ type: 'system', id: 's1' })).toThrow(/system/)
      for (const tenant of ['*', '', ' ']) expect(() => world.desk.changes(tenant)).toThrow()
      // A store that hears of other processes hints once more when it begins to.
      const hints = { acme: 0, other: 0 }
      const ends = (['acme', 'other'] as const).map((tenant) =>
        world.desk.changes(tenant).onHint(() => {
          hints[tenant] += 1
        }),
      )
      await world.as('agent').create(newTicket())
      await until(() => hints.acme > hints.other, 'its own tenant is told')
      for (const end of ends) end()
    })
  })
}
