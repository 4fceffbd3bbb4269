import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, expectSoundWorld, newTicket, openWorld, type World } from './world.js'

/** A node whose definition has no effects at all. */
function ignorantNode({ store, fixture }: World) {
  const desk = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
  return createDesk(desk, { store, clock: fixture.clock })
}

/** What happens outside because of what happened to a ticket. */
export function effectScenarios(create: CreateDeskFixture): void {
  describe('effects', () => {
    it('follow events and transitions that name them, each once under a stable id, in order', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await world.as('admin').directory.putTeam({ id: 't', name: 'T' })
      const { id } = await agent.create({ ...newTicket(), body: 'x', workflow: 'repair', team: 't' })
      await agent.send(id, { type: 'inspect' })
      await agent.send(id, { type: 'approve' })
      await agent.setPriority(id, { priority: 'low' })
      expect(world.delivered).toEqual([])
      // Only the first message of a ticket is claimed at a time; one tick takes them all the same.
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 6 })
      expect(world.delivered.map(({ event, effect }) => [event.seq, event.type, effect])).toEqual([
        [1, 'ticket.created', 'mail'],
        [2, 'message.added', 'mail'],
        [3, 'ticket.transitioned', 'order'],
        [4, 'ticket.transitioned', 'order'],
        [4, 'ticket.transitioned', 'page'],
        [5, 'ticket.prioritized', 'page'],
      ])
      expect(world.delivered[2]).toEqual({
        id: `${id}.3.order`,
        tenant: 'acme',
        effect: 'order',
        ticketId: id,
        attempt: 1,
        event: {
          seq: 3,
          type: 'ticket.transitioned',
          occurredAt: world.now(),
          actor: { type: 'agent', id: 'agent-1' },
          data: (await agent.history(id)).items[2]?.data,
        },
      })
      expect(JSON.stringify(world.delivered)).not.toContain('hums')
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 0 })
    })

    it('of a handler that throws are tried again, later and later, and keep the later ones waiting', async () => {
      let failures = 3
      const attempts: number[] = []
      const world = await openWorld(create, {
        handle({ event, attempt }) {
          if (event.seq !== 1) return
          attempts.push(attempt)
          failures -= 1
          if (failures >= 0) throw new Error('no line')
        },
      })
      const agent = world.as('agent')
      const { id } = await agent.create({ ...newTicket(), body: 'x' })
      const other = await agent.create(newTicket())
      const waits: number[] = []
      for (let index = 0; index < 4; index += 1) {
        await world.desk.system.tick()
        const next = await world.desk.system.nextWakeupAt()
        if (next === null) break
        waits.push(next.getTime() - world.now())
        await world.fixture.clock.advance(waits.at(-1) ?? 0)
      }
      // Both tickets begin with an event 1 that fails.
      expect(attempts.length).toBeGreaterThanOrEqual(5)
      expect(Math.max(...waits)).toBeLessThanOrEqual(4_000)
      for (let index = 0; index < 5; index += 1) {
        await world.advance({ seconds: 10 })
        await world.desk.system.tick()
      }
      expect(world.delivered.filter(({ ticketId }) => ticketId === id).map(({ event }) => event.seq)).toEqual([1, 2])
      expect(world.delivered.map(({ ticketId }) => ticketId)).toContain(other.id)
      expect(world.delivered.every(({ id: key, ticketId, event }) => key === `${ticketId}.${event.seq}.mail`)).toBe(
        true,
      )
      expect((await agent.get(id)).version).toBe(2)
      expect(world.errors).toEqual([])
    })

    it('wait between one half and all of a doubling time', async () => {
      const world = await openWorld(create, {
        handle: () => {
          throw new Error('never')
        },
      })
      await world.as('agent').create(newTicket())
      for (let attempt = 1; attempt <= 9; attempt += 1) {
        await world.desk.system.tick()
        const wait = ((await world.desk.system.nextWakeupAt())?.getTime() ?? 0) - world.now()
        expect(wait).toBeGreaterThanOrEqual(500 * 2 ** (attempt - 1))
        expect(wait).toBeLessThanOrEqual(1_000 * 2 ** (attempt - 1))
        await world.fixture.clock.advance(wait)
      }
    })

    it('are given up after ten attempts, with the reason, and let the later ones through', async () => {
      let calls = 0
      const world = await openWorld(create, {
        handle({ event }) {
          if (event.seq !== 1) return
          calls += 1
          throw new TypeError('no such door')
        },
      })
      const { id } = await world.as('agent').create({ ...newTicket(), body: 'x' })
      for (let index = 0; index < 12; index += 1) {
        await world.desk.system.tick()
        await world.advance({ hours: 1 })
      }
      expect(calls).toBe(10)
      expect(world.delivered.map(({ event }) => event.seq)).toEqual([2])
      expect(await world.as('admin').deadLetters()).toEqual([
        {
          tenant: 'acme',
          ticketId: id,
          kind: 'outbox',
          id: `${id}.1.mail`,
          effect: 'mail',
          attempts: 10,
          error: 'TypeError: no such door',
        },
      ])
      expect(world.errors).toHaveLength(1)
      expect(await world.as('admin', 'admin-1', 'other').deadLetters()).toEqual([])
      await expectSoundWorld(world)
    })

    it('that were given up are tried again when a lead says so, under the same id', async () => {
      const broken = new Set(['1'])
      const world = await openWorld(create, {
        handle({ event }) {
          if (broken.has(String(event.seq))) throw new TypeError('no such door')
        },
      })
      const lead = world.as('lead')
      const { id } = await world.as('agent').create({ ...newTicket(), body: 'x' })
      const giveUp = async () => {
        for (let index = 0; index < 12; index += 1) {
          await world.desk.system.tick()
          await world.advance({ hours: 1 })
        }
      }
      await giveUp()
      const told = async () => (await lead.inbox.list()).items.filter(({ kind }) => kind === 'effect.failed')
      expect(await told()).toMatchObject([{ ticketId: id, data: { effect: 'mail' } }])
      const [letter, ...others] = await lead.deadLetters()
      if (!letter) throw new Error('nothing was given up')
      expect(others).toEqual([])
      await expect(world.as('agent').retryDeadLetters([letter])).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(world.as('requester').retryDeadLetters([letter])).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(lead.retryDeadLetters([{ ...letter, kind: 'mail' as 'timer' }])).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
      expect(await world.as('lead', 'lead-1', 'other').retryDeadLetters([letter])).toBe(0)
      expect(await lead.retryDeadLetters([{ ...letter, id: 'none' }])).toBe(0)
      // It fails again, and is given up again.
      expect(await lead.retryDeadLetters([letter])).toBe(1)
      expect(await lead.deadLetters()).toEqual([])
      await giveUp()
      expect(await lead.deadLetters()).toEqual([letter])
      expect(await told()).toHaveLength(2)
      broken.clear()
      const both = await Promise.all([lead.retryDeadLetters([letter]), lead.retryDeadLetters([letter])])
      expect(both.toSorted()).toEqual([0, 1])
      await world.desk.system.tick()
      expect(await lead.deadLetters()).toEqual([])
      expect(world.delivered.filter((one) => one.id === letter.id)).toMatchObject([{ attempt: 1 }])
      const { items } = await lead.history(id)
      const asked = items.filter(({ type }) => type === 'deadLetter.retried')
      expect(asked).toHaveLength(2)
      expect(asked[0]).toMatchObject({ actor: { type: 'lead' }, data: { kind: 'outbox', id: letter.id } })
    })

    it('that this node does not know wait for one that does, for a day and more', async () => {
      const world = await openWorld(create)
      const { id } = await world.as('agent').create({ ...newTicket(), body: 'x' })
      const claimed = await world.store.claimOutbox({ limit: 1, leaseMs: 10, token: 'probe' })
      const [first] = claimed
      expect(first?.message.effect).toBe('mail')
      await world.fixture.clock.advance(20)
      const ignorant = await ignorantNode(world)
      for (let hour = 0; hour < 24; hour += 1) {
        await ignorant.system.tick()
        await world.advance({ hours: 1 })
      }
      expect(await world.as('admin').deadLetters()).toEqual([])
      // It is asked about ever less often: the next time may be more than a day away.
      await world.advance({ hours: 28 })
      await world.desk.system.tick()
      expect(world.delivered.map(({ event, ticketId }) => [ticketId, event.seq])).toEqual([
        [id, 1],
        [id, 2],
      ])
    })

    it('are never lost with a worker that dies between the deed and its settlement', async () => {
      const world = await openWorld(create)
      const { id } = await world.as('agent').create(newTicket())
      const token = 'of-the-dead'
      expect(await world.store.claimOutbox({ limit: 1, leaseMs: 30_000, token })).toHaveLength(1)
      await world.desk.system.tick()
      expect(world.delivered).toEqual([])
      await world.advance({ seconds: 30 })
      await world.desk.system.tick()
      expect(world.delivered).toMatchObject([{ id: `${id}.1.mail`, attempt: 2 }])
      expect(
        await world.store.settleOutbox([{ tenant: 'acme', id: `${id}.1.mail`, token, outcome: { kind: 'done' } }]),
      ).toBe(0)
    })

    it('arrive once each and in order when several nodes deliver at the same time', async () => {
      const world = await openWorld(create)
      const nodes = [world, await world.node(), await world.node({ idPrefix: 'an-id-of-node-three' })]
      const agent = world.as('agent')
      for (let index = 0; index < 10; index += 1) {
        const { id } = await agent.create({ ...newTicket(), body: 'x' })
        await agent.reply(id, { body: 'y' })
      }
      await Promise.all(nodes.map(({ desk }) => desk.system.tick()))
      await world.desk.system.tick()
      const delivered = nodes.flatMap((node) => node.delivered)
      expect(delivered).toHaveLength(30)
      expect(new Set(delivered.map(({ id }) => id)).size).toBe(30)
      expect(delivered.every(({ attempt }) => attempt === 1)).toBe(true)
    })
  })
}
