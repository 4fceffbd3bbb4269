import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, expectSoundWorld, failure, newTicket, openWorld } from './world.js'

const times = (count: number, call: (index: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => call(index)))

/** Several people at the same ticket. */
export function concurrencyScenarios(create: CreateDeskFixture): void {
  describe('commands at the same time', () => {
    it('are refused when the caller saw an older version, and change nothing', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      await agent.reply(id, { body: 'x' })
      const before = await everything(world)
      for (const expectedVersion of [1, 3, Number.MAX_SAFE_INTEGER]) {
        const calls = [
          () => agent.reply(id, { body: 'y' }, { expectedVersion }),
          () => agent.send(id, { type: 'solve' }, { expectedVersion }),
          () => agent.tag(id, { remove: ['nothing to do'] }, { expectedVersion }),
        ]
        for (const call of calls) {
          expect(await failure(call)).toMatchObject({
            code: 'VERSION_CONFLICT',
            kind: 'conflict',
            details: { actual: 2, expected: expectedVersion },
          })
        }
      }
      expect(await everything(world)).toEqual(before)
      expect((await agent.send(id, { type: 'solve' }, { expectedVersion: 2 })).version).toBe(3)
    })

    it('all succeed without an expected version, 32 of them, from two nodes', async () => {
      const world = await openWorld(create)
      const nodes = [world, await world.node()]
      const { id } = await world.as('agent').create(newTicket())
      const results = await times(32, (index) => {
        const agent = (nodes[index % 2] ?? world).as('agent')
        return index % 4 === 0 ? agent.reply(id, { body: `${index}` }) : agent.tag(id, { add: [`tag-${index}`] })
      })
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      const ticket = await world.as('agent').get(id)
      expect([ticket.version, ticket.tags.length]).toEqual([33, 24])
      expect((await world.as('agent').thread(id)).items).toHaveLength(8)
      await expectSoundWorld(world)
    })

    it('succeed once when all expect the same version', async () => {
      const world = await openWorld(create)
      const nodes = [world, await world.node()]
      const { id } = await world.as('agent').create(newTicket())
      const results = await times(16, (index) =>
        (nodes[index % 2] ?? world).as('agent').tag(id, { add: [`t${index}`] }, { expectedVersion: 1 }),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(await failure(Promise.reject(result.reason))).toMatchObject({ code: 'VERSION_CONFLICT' })
        }
      }
      expect((await world.as('agent').get(id)).version).toBe(2)
    })

    it('link two tickets from both sides without a deadlock, and both sides always agree', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const [a, b] = [await agent.create(newTicket('A')), await agent.create(newTicket('B'))]
      // The last is there already, or is about to be.
      const kinds = ['related', 'causes', 'duplicates', 'parent-of', 'duplicated-by', 'parent-of'] as const
      const results = await times(6, (index) => {
        const kind = kinds[index] ?? 'related'
        return index % 2 === 0 ? agent.link(a.id, { kind, ticketId: b.id }) : agent.link(b.id, { kind, ticketId: a.id })
      })
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      const [links, inverse] = [(await agent.get(a.id)).links, (await agent.get(b.id)).links]
      expect(links).toHaveLength(5)
      expect(inverse).toHaveLength(5)
      await expectSoundWorld(world)
    })

    it('hold the expectation of a link for the named ticket alone', async () => {
      let meanwhile: (() => Promise<unknown>) | null = null
      const world = await openWorld(create, {
        wrap: (store) =>
          new Proxy(store, {
            get(target, name) {
              const value: unknown = Reflect.get(target, name)
              if (name !== 'commit' || typeof value !== 'function') return value
              return async (...given: unknown[]) => {
                const first = meanwhile
                meanwhile = null
                await first?.()
                return Reflect.apply(value, target, given)
              }
            },
          }),
      })
      const agent = world.as('agent')
      const [a, b] = [await agent.create(newTicket('A')), await agent.create(newTicket('B'))]
      meanwhile = () => agent.tag(b.id, { add: ['busy'] })
      const linked = await agent.link(a.id, { kind: 'causes', ticketId: b.id }, { expectedVersion: 1 })
      expect(linked.links).toHaveLength(1)
      meanwhile = () => agent.tag(a.id, { add: ['busy'] })
      const stale = agent.unlink(a.id, { kind: 'causes', ticketId: b.id }, { expectedVersion: 2 })
      expect(await failure(stale)).toMatchObject({ code: 'VERSION_CONFLICT', details: { actual: 3, expected: 2 } })
    })

    it('give a file to one message alone', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      const file = await agent.upload({ name: 'f', type: 'a/b', bytes: new Uint8Array(1) })
      const results = await times(8, (index) => agent.reply(id, { body: `${index}`, attachments: [file.id] }))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await agent.thread(id)).items).toHaveLength(1)
      expect((await agent.get(id)).version).toBe(2)
    })

    it('change a directory entry one after the other, each version kept', async () => {
      const world = await openWorld(create)
      const { directory } = world.as('admin')
      const results = await times(4, (index) => directory.putAgent({ id: 'ann', name: `Ann ${index}` }))
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      expect((await directory.history('agent', 'ann')).map(({ version }) => version)).toEqual([1, 2, 3, 4])
    })
  })
}
