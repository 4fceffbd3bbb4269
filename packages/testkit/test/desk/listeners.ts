import type { Store, TicketEvent } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, failure, newTicket, openWorld } from './world.js'

/** A store as it looks inside a transaction of the host. */
const asHost = (store: Store): Store => ({ ...store, transaction: 'host' })

/** What hears of events in this process, and what a host's transaction changes. */
export function listenerScenarios(create: CreateDeskFixture): void {
  describe('subscribers', () => {
    it('hear each event once, in order, after it was committed, of all tenants, until they leave', async () => {
      const world = await openWorld(create)
      const heard: TicketEvent[] = []
      const leave = world.desk.subscribe((event) => heard.push(event))
      const { id } = await world.as('agent').create({ ...newTicket(), body: 'x' })
      await world.as('agent').send(id, { type: 'solve' })
      const far = await world.as('agent', 'a', 'other').create(newTicket())
      expect(heard.map(({ tenant, ticketId, seq, type }) => [tenant, ticketId, seq, type])).toEqual([
        ['acme', id, 1, 'ticket.created'],
        ['acme', id, 2, 'message.added'],
        ['acme', id, 3, 'ticket.transitioned'],
        ['other', far.id, 1, 'ticket.created'],
      ])
      leave()
      await world.as('agent').send(id, { type: 'reopen' })
      expect(heard).toHaveLength(4)
      expect(JSON.stringify(heard)).not.toContain('hums')
    })

    it('hear nothing of what was refused or answered again, and what the worker did too', async () => {
      const world = await openWorld(create)
      const heard: string[] = []
      world.desk.subscribe(({ type }) => heard.push(type))
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket(), { idempotencyKey: 'k' })
      await agent.create(newTicket(), { idempotencyKey: 'k' })
      await failure(agent.send(id, { type: 'reopen' }))
      await failure(agent.tag(id, { add: ['x'] }, { expectedVersion: 9 }))
      await agent.tag(id, { remove: ['x'] })
      expect(heard).toEqual(['ticket.created'])
      await agent.send(id, { type: 'solve' })
      await world.advance({ days: 7 })
      await world.desk.system.tick()
      expect(heard).toEqual(['ticket.created', 'ticket.transitioned', 'ticket.transitioned'])
    })

    it('that throw are reported, and disturb neither the command nor the others', async () => {
      const world = await openWorld(create)
      const heard: string[] = []
      world.desk.subscribe(() => {
        throw new RangeError('mine')
      })
      world.desk.subscribe(({ type }) => heard.push(type))
      const ticket = await world.as('agent').create(newTicket())
      expect(ticket.version).toBe(1)
      expect(heard).toEqual(['ticket.created'])
      expect(world.errors).toEqual([new RangeError('mine')])
    })

    it('may start commands of their own', async () => {
      const world = await openWorld(create)
      const followed: Promise<unknown>[] = []
      world.desk.subscribe(({ type, ticketId }) => {
        if (type === 'ticket.created') followed.push(world.as('service').tag(ticketId, { add: ['new'] }))
      })
      const { id } = await world.as('agent').create(newTicket())
      await Promise.all(followed)
      expect((await world.as('agent').get(id)).tags).toEqual(['new'])
    })
  })

  describe('in a transaction of the host', () => {
    it('a desk tells nobody, routes nothing and retries nothing; the worker does the rest', async () => {
      const world = await openWorld(create, { routed: true })
      await world.as('admin').directory.putAgent({ id: 'ann', name: 'Ann' })
      const heard: string[] = []
      world.desk.subscribe(({ type }) => heard.push(type))
      let commits = 0
      let asked = 0
      const host = asHost(world.store)
      const counted: Store = {
        ...host,
        async directoryEntry(...entry) {
          asked += 1
          return host.directoryEntry(...entry)
        },
        async commit(commit) {
          commits += 1
          return host.commit(commit)
        },
      }
      const bound = world.desk.using(counted).as({ tenant: 'acme', actor: { type: 'agent', id: 'agent-1' } })
      const ticket = await bound.create({ ...newTicket(), body: 'x' })
      expect([ticket.assignee, commits, heard.length]).toEqual([null, 1, 0])
      expect(await failure(bound.tag(ticket.id, { add: ['a'] }, { expectedVersion: 9 }))).toMatchObject({
        code: 'VERSION_CONFLICT',
      })
      // What the host's transaction wrote into the directory is seen from inside it alone.
      expect((await bound.directory.agent('ann'))?.name).toBe('Ann')
      expect(asked).toBe(1)
      await world.desk.system.tick()
      expect((await bound.get(ticket.id)).assignee).toBe('ann')
      expect(world.delivered).toHaveLength(2)
      expect(heard).toEqual(['ticket.assigned'])
    })

    it('a version conflict ends the command at once, and nothing is half-written', async () => {
      const world = await openWorld(create)
      const { id } = await world.as('agent').create(newTicket())
      const host = asHost(world.store)
      let commits = 0
      const raced: Store = {
        ...host,
        async commit(commit) {
          commits += 1
          await world.as('agent').tag(id, { add: [`other-${commits}`] })
          return host.commit(commit)
        },
      }
      const bound = world.desk.using(raced).as({ tenant: 'acme', actor: { type: 'agent', id: 'agent-1' } })
      expect(await failure(bound.tag(id, { add: ['mine'] }))).toMatchObject({ code: 'VERSION_CONFLICT' })
      expect(commits).toBe(1)
      expect((await world.as('agent').get(id)).tags).toEqual(['other-1'])
      const before = await everything(world)
      expect(before).toEqual(await everything(world))
    })
  })
}
