import { DocketError } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { faultyStore } from '../../src/faults/faulty-store.js'
import { type CreateDeskFixture, expectSoundWorld, failure, newTicket, openWorld, type World } from './world.js'

type AgentInput = Parameters<ReturnType<World['as']>['directory']['putAgent']>[0]

async function routedWorld(create: CreateDeskFixture, agents: readonly AgentInput[], options = {}) {
  const world = await openWorld(create, { routed: true, ...options })
  const { directory } = world.as('admin')
  await directory.putTeam({ id: 'lamps', name: 'Lamps' })
  for (const agent of agents) await directory.putAgent(agent)
  const loads = async () => Object.fromEntries((await directory.agents()).map(({ agent, load }) => [agent.id, load]))
  return { world, directory, loads, agent: world.as('agent') }
}

const person = (id: string, more: Partial<AgentInput> = {}): AgentInput => ({ id, name: id, ...more })

/** Who gets a ticket when a policy decides. */
export function routingScenarios(create: CreateDeskFixture): void {
  describe('routing', () => {
    it('gives each new ticket to the least loaded agent with a free place, and says why', async () => {
      const { world, agent, loads } = await routedWorld(create, [
        person('ann', { capacity: 4 }),
        person('bob', { capacity: 2 }),
        person('away', { status: 'away' }),
      ])
      const first = await agent.create(newTicket())
      expect(['ann', 'bob']).toContain(first.assignee)
      expect(await agent.get(first.id)).toEqual(first)
      const { assignment } = await agent.explain(first.id)
      expect(assignment).toMatchObject({ policy: 'least-load', version: 1, by: { type: 'system', id: 'docket' } })
      expect(assignment?.reasons).toHaveLength(3)
      expect(assignment?.reasons).toContainEqual({ code: 'away', agent: 'away', until: null })
      for (let index = 0; index < 5; index += 1) await agent.create(newTicket())
      expect(await loads()).toEqual({ ann: 4, bob: 2, away: 0 })
      expect(world.errors).toEqual([])
      await expectSoundWorld(world)
    })

    it('asks the agents of the team, and asks again when the team changes', async () => {
      const { agent, directory } = await routedWorld(create, [person('ann', { teams: ['lamps'] }), person('bob')])
      for (let index = 0; index < 4; index += 1) {
        expect((await agent.create({ ...newTicket(), team: 'lamps' })).assignee).toBe('ann')
      }
      await directory.putTeam({ id: 'chairs', name: 'Chairs' })
      const { id } = await agent.create({ ...newTicket(), team: 'chairs' })
      expect(await agent.get(id)).toMatchObject({ assignee: null, team: 'chairs' })
      expect(await agent.assign(id, { team: 'lamps' })).toMatchObject({ assignee: 'ann', team: 'lamps' })
    })

    it('abstains once, with reasons, and tries again until somebody can, however long that takes', async () => {
      const { world, agent, directory } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id, assignee } = await agent.create(newTicket())
      expect(assignee).toBeNull()
      const { items } = await agent.history(id)
      expect(items.map(({ type }) => type)).toEqual(['ticket.created', 'routing.abstained'])
      expect((await agent.explain(id)).assignment?.reasons).toEqual([{ code: 'away', agent: 'ann', until: null }])
      // One effect and the alarm, and while nobody works nobody is asked again before a quarter of an hour has passed.
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 2 })
      const { items: told } = await world.as('lead').inbox.list()
      expect(told.map(({ kind, ticketId }) => [kind, ticketId])).toEqual([['ticket.unassigned', id]])
      const again = world.now() + 15 * 60_000
      expect((await world.desk.system.nextWakeupAt())?.getTime()).toBeGreaterThanOrEqual(again)
      // A night without anybody.
      for (let minute = 0; minute < 60; minute += 1) {
        await world.advance({ minutes: 1 })
        await world.desk.system.tick()
      }
      expect((await agent.history(id)).items).toHaveLength(2)
      expect(await world.as('admin').deadLetters()).toEqual([])
      // Whoever comes gets what waits, without a worker.
      await directory.putAgent(person('ann'))
      expect(await agent.get(id)).toMatchObject({ assignee: 'ann', version: 3 })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSoundWorld(world)
    })

    it('says so again when the reason has changed', async () => {
      const { world, agent, directory } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id } = await agent.create(newTicket())
      await directory.putAgent(person('ann', { capacity: 0 }))
      await world.advance({ minutes: 16 })
      await world.desk.system.tick()
      const { items } = await agent.history(id)
      expect(items.map(({ type }) => type)).toEqual(['ticket.created', 'routing.abstained', 'routing.abstained'])
      expect((await agent.explain(id)).assignment?.reasons).toMatchObject([{ code: 'full', agent: 'ann' }])
    })

    it('never takes a place twice: of 64 tickets at once, an agent for five gets five', async () => {
      const { world, agent, loads } = await routedWorld(create, [person('ann', { capacity: 5 })])
      const tickets = await Promise.all(Array.from({ length: 64 }, () => agent.create(newTicket())))
      await world.advance({ minutes: 2 })
      await world.desk.system.tick()
      const { items } = await agent.list({ limit: 100 })
      expect(items).toHaveLength(64)
      expect(items.filter(({ assignee }) => assignee === 'ann')).toHaveLength(5)
      expect(tickets.filter(({ assignee }) => assignee === 'ann').length).toBeLessThanOrEqual(5)
      expect(await loads()).toEqual({ ann: 5 })
      expect(world.errors).toEqual([])
      await expectSoundWorld(world)
    })

    it('is done by the next tick when the process died between creation and routing', async () => {
      const cut = { at: [{ method: 'commit', call: 2, when: 'before' }] } as const
      const { world, agent } = await routedWorld(create, [person('ann')], {
        wrap: (store: World['store']) => faultyStore(store, cut).store,
      })
      const ticket = await agent.create(newTicket(), { idempotencyKey: 'k' })
      expect(ticket).toMatchObject({ version: 1, assignee: null })
      expect(world.errors).toEqual([expect.objectContaining({ code: 'STORE_UNAVAILABLE' })])
      expect(DocketError.is(world.errors[0])).toBe(true)
      await world.desk.system.tick()
      expect(await agent.get(ticket.id)).toMatchObject({ version: 2, assignee: 'ann' })
      expect((await agent.history(ticket.id)).items.at(-1)).toMatchObject({ cause: { kind: 'routing' } })
    })

    it('that was cut off is made up for by a repeated key, and from then on the answer is the same', async () => {
      const cut = { at: [{ method: 'commit', call: 2, when: 'before' }] } as const
      const { agent } = await routedWorld(create, [person('ann')], {
        wrap: (store: World['store']) => faultyStore(store, cut).store,
      })
      const ticket = await agent.create(newTicket(), { idempotencyKey: 'k' })
      expect(ticket.assignee).toBeNull()
      const again = await agent.create(newTicket(), { idempotencyKey: 'k' })
      expect(again).toMatchObject({ id: ticket.id, assignee: 'ann', version: 2 })
      await agent.tag(ticket.id, { add: ['later'] })
      await agent.unassign(ticket.id)
      expect(await agent.create(newTicket(), { idempotencyKey: 'k' })).toEqual(again)
    })

    it('frees the place of a solved ticket, and takes it again when the ticket is reopened', async () => {
      const { world, agent, loads } = await routedWorld(create, [person('ann', { capacity: 1 })])
      const first = await agent.create(newTicket())
      const second = await agent.create(newTicket())
      expect([first.assignee, second.assignee]).toEqual(['ann', null])
      expect(await failure(agent.assign(second.id, { agent: 'ann' }))).toMatchObject({
        code: 'CAPACITY_EXCEEDED',
        details: { value: 1, max: 1 },
      })
      await agent.send(first.id, { type: 'solve' })
      // The free place is given at once to what waits.
      expect((await agent.get(second.id)).assignee).toBe('ann')
      expect(await loads()).toEqual({ ann: 1 })
      await world.advance({ minutes: 1 })
      await world.desk.system.tick()
      // It comes back to the one who knows it, above the capacity: work that is there cannot be refused.
      expect(await agent.send(first.id, { type: 'reopen' })).toMatchObject({ assignee: 'ann' })
      expect(await loads()).toEqual({ ann: 2 })
      await agent.unassign(first.id)
      expect(await loads()).toEqual({ ann: 1 })
    })

    it('finds somebody for a ticket that is reopened without an agent', async () => {
      const { world, agent } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id } = await agent.create(newTicket())
      await agent.send(id, { type: 'solve' })
      await world.as('admin').directory.putAgent(person('ann'))
      await world.advance({ hours: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).assignee).toBeNull()
      expect(await agent.send(id, { type: 'reopen' })).toMatchObject({ assignee: 'ann' })
    })

    it('goes on looking for a ticket that is reopened while nobody is there', async () => {
      const { world, agent } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id } = await agent.create(newTicket())
      await agent.send(id, { type: 'solve' })
      await world.desk.system.tick()
      await agent.send(id, { type: 'reopen' })
      await world.as('admin').directory.putAgent(person('ann'))
      await world.advance({ minutes: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).assignee).toBe('ann')
    })

    it('leaves alone what a person has assigned, also when its timer was already set', async () => {
      const { world, agent, directory } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id } = await agent.create(newTicket())
      await directory.putAgent(person('bob', { status: 'away' }))
      await directory.putAgent(person('gone', { status: 'removed' }))
      expect(await failure(agent.assign(id, { agent: 'gone' }))).toMatchObject({ code: 'COMMAND_REFUSED' })
      await world.desk.system.tick()
      await agent.assign(id, { agent: 'bob' })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await directory.putAgent(person('ann'))
      await world.advance({ minutes: 5 })
      await world.desk.system.tick()
      expect((await agent.get(id)).assignee).toBe('bob')
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
    })

    it('is left to other nodes by a node without a policy', async () => {
      const { world, agent } = await routedWorld(create, [person('ann', { status: 'away' })])
      const { id } = await agent.create(newTicket())
      const plain = await world.node({ routed: false })
      await plain.as('admin').directory.putAgent(person('ann'))
      for (let index = 0; index < 20; index += 1) {
        await world.advance({ minutes: 1 })
        await plain.desk.system.tick()
      }
      expect((await agent.get(id)).assignee).toBeNull()
      await world.advance({ minutes: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).assignee).toBe('ann')
    })
  })
}
