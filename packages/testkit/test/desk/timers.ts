import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { type CreateDeskFixture, expectSoundWorld, newTicket, openWorld, type World } from './world.js'

async function solved(world: World) {
  const agent = world.as('agent')
  const { id } = await agent.create(newTicket())
  await agent.send(id, { type: 'solve' })
  await world.desk.system.tick()
  return { agent, id }
}

/** What the desk does when a ticket has stayed in a state for long enough. */
export function timerScenarios(create: CreateDeskFixture): void {
  describe('time-outs', () => {
    it('close a solved ticket after seven days and not a millisecond before, as the desk itself', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      const due = new Date(world.now() + 7 * 86_400_000)
      expect(await world.desk.system.nextWakeupAt()).toEqual(due)
      await world.fixture.clock.advance(7 * 86_400_000 - 1)
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 0 })
      await world.fixture.clock.advance(1)
      expect(await world.desk.system.nextWakeupAt()).toEqual(due)
      expect(await world.desk.system.tick()).toEqual({ timers: 1, messages: 0 })
      expect(await agent.get(id)).toMatchObject({ state: 'closed', phase: 'terminal', stateSince: due })
      expect((await agent.history(id)).items.at(-1)).toMatchObject({
        actor: { type: 'system', id: 'docket' },
        cause: { kind: 'timer', id: 'timeout' },
        occurredAt: due,
      })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSoundWorld(world)
    })

    it('fire late without harm, however long nobody ticked', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      const due = new Date(world.now() + 7 * 24 * 3_600_000)
      await world.advance({ days: 400 })
      await world.desk.system.tick()
      // It counts as of its due date; when it was done, the record says.
      expect(await agent.get(id)).toMatchObject({ state: 'closed', stateSince: due })
      const { items } = await agent.history(id)
      expect(items.at(-1)).toMatchObject({ occurredAt: due, recordedAt: new Date(world.now()) })
    })

    it('are cancelled by reopening, and begin anew with the next stay', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      await world.advance({ days: 6 })
      await agent.send(id, { type: 'reopen' })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await agent.send(id, { type: 'solve' })
      await world.advance({ days: 6 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('solved')
      await world.advance({ days: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('closed')
      await expectSoundWorld(world)
    })

    it('do nothing when they were set for an earlier stay', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      const stay = (await agent.get(id)).version
      await agent.send(id, { type: 'reopen' })
      const timers = {
        set: [
          { tenant: 'acme', ticketId: id, key: 'timeout', dueAt: world.now(), epoch: stay, data: { send: 'close' } },
        ],
        cancel: [],
      }
      const nothing = {
        events: [],
        messages: [],
        contents: [],
        attachments: [],
        outbox: [],
        counters: [],
        searches: [],
        revives: [],
        erasures: [],
      }
      const commit = { ...nothing, tenant: 'acme', expect: [], tickets: [], timers, idempotency: null, settles: null }
      expect(await world.store.commit(commit)).toEqual({ ok: true })
      await agent.send(id, { type: 'solve' })
      await world.store.commit(commit)
      const before = await agent.get(id)
      expect((await world.desk.system.tick()).timers).toBe(1)
      expect(await agent.get(id)).toEqual(before)
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
    })

    it('begin anew with a transition from a state to itself', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await world.as('admin').directory.putTeam({ id: 't', name: 'T' })
      const { id } = await agent.create({ ...newTicket(), workflow: 'repair', team: 't' })
      await agent.send(id, { type: 'inspect' })
      await agent.reply(id, { body: 'On it' })
      await world.advance({ days: 1 })
      await agent.send(id, { type: 'again' })
      await world.advance({ days: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('inspected')
      await world.advance({ days: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('done')
    })

    it('are set by an override too, and cancelled by one', async () => {
      const world = await openWorld(create)
      const lead = world.as('lead')
      const { id } = await lead.create(newTicket())
      await lead.override(id, { state: 'solved' })
      await world.desk.system.tick()
      expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(world.now() + 7 * 86_400_000))
      await lead.override(id, { state: 'waiting' })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
    })

    it('end as a dead letter when a guard refuses, which is reported and holds up nobody', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await world.as('admin').directory.putTeam({ id: 't', name: 'T' })
      const { id } = await agent.create({ ...newTicket(), workflow: 'repair', team: 't' })
      await agent.send(id, { type: 'inspect' })
      const other = await solved(world)
      await world.advance({ days: 8 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('inspected')
      expect((await agent.get(other.id)).state).toBe('closed')
      expect(await world.as('lead').deadLetters()).toEqual([])
      for (let attempt = 2; attempt <= 10; attempt += 1) {
        await world.advance({ hours: 1 })
        await world.desk.system.tick()
      }
      expect(await world.as('lead').deadLetters()).toMatchObject([
        { kind: 'timer', id: 'timeout', ticketId: id, attempts: 10, error: expect.stringContaining('not-answered') },
      ])
      expect(world.errors).toHaveLength(1)
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await agent.reply(id, { body: 'Done' })
      expect((await agent.send(id, { type: 'finish' })).state).toBe('done')
      expect(await world.as('lead').deadLetters()).toEqual([])
    })

    it('fire later when the guard that refused agrees by then', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await world.as('admin').directory.putTeam({ id: 't', name: 'T' })
      const { id } = await agent.create({ ...newTicket(), workflow: 'repair', team: 't' })
      await agent.send(id, { type: 'inspect' })
      await world.advance({ days: 8 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('inspected')
      await agent.reply(id, { body: 'Done' })
      await world.advance({ minutes: 1 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('done')
    })

    it('fire once when several nodes tick at the same time', async () => {
      const world = await openWorld(create)
      const nodes = [
        world,
        await world.node({ idPrefix: 'an-id-of-node-two' }),
        await world.node({ idPrefix: 'an-id-of-node-three' }),
      ]
      const ids: string[] = []
      for (let index = 0; index < 20; index += 1) ids.push((await solved(world)).id)
      await world.advance({ days: 7 })
      const reports = await Promise.all(nodes.map(({ desk }) => desk.system.tick()))
      expect(reports.reduce((sum, { timers }) => sum + timers, 0)).toBe(20)
      for (const id of ids) {
        const { items } = await world.as('agent').history(id)
        expect(items.filter(({ cause }) => cause?.kind === 'timer')).toHaveLength(1)
      }
      await expectSoundWorld(world)
    })

    it('are left undone by a node that died with them, and done by another after its lease', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      await world.advance({ days: 7 })
      expect(await world.store.claimTimers({ limit: 10, leaseMs: 30_000, token: 'of-the-dead' })).toHaveLength(1)
      expect((await world.desk.system.tick()).timers).toBe(0)
      await world.advance({ seconds: 30 })
      expect((await world.desk.system.tick()).timers).toBe(1)
      expect((await agent.get(id)).state).toBe('closed')
    })

    it('are given up when every worker that took them died of it, and never tried again', async () => {
      const world = await openWorld(create)
      const { agent, id } = await solved(world)
      await agent.reply(id, { body: 'x' })
      await world.advance({ days: 7 })
      for (let index = 0; index < 10; index += 1) {
        expect(await world.store.claimTimers({ limit: 10, leaseMs: 1_000, token: `t${index}` })).toHaveLength(1)
        expect(await world.store.claimOutbox({ limit: 10, leaseMs: 1_000, token: `o${index}` })).toHaveLength(1)
        await world.advance({ seconds: 2 })
      }
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('solved')
      const letters = await world.as('lead').deadLetters()
      expect(letters.map(({ kind, attempts }) => [kind, attempts])).toEqual(
        expect.arrayContaining([
          ['timer', 11],
          ['outbox', 11],
        ]),
      )
      expect(world.delivered.map(({ event }) => event.type)).not.toContain('message.added')
    })

    it('wait for no poll of a worker in the process that sets them off', async () => {
      const world = await openWorld(create)
      const worker = world.desk.system.startWorker({ pollMs: 60_000 })
      await setTimeout(50)
      const { id } = await world.as('agent').create(newTicket())
      await vi.waitFor(() => expect(world.delivered).toHaveLength(1), 10_000)
      // It has fallen asleep by then; where it has not, this shows nothing, and fails nothing either.
      await setTimeout(50)
      await world.as('agent').reply(id, { body: 'x' })
      await vi.waitFor(() => expect(world.delivered).toHaveLength(2), 10_000)
      await worker.stop()
    })

    it('are fired by a worker without any tick, and no more once it has stopped', async () => {
      const world = await openWorld(create)
      const first = await solved(world)
      const worker = world.desk.system.startWorker({ pollMs: 5 })
      await world.advance({ days: 7 })
      await vi.waitFor(async () => expect((await first.agent.get(first.id)).state).toBe('closed'), 10_000)
      const { id } = await first.agent.create(newTicket())
      await vi.waitFor(() => expect(world.delivered.map(({ ticketId }) => ticketId)).toContain(id), 10_000)
      await worker.stop()
      await first.agent.send(id, { type: 'solve' })
      await world.advance({ days: 7 })
      expect((await first.agent.get(id)).state).toBe('solved')
      expect((await world.desk.system.tick()).timers).toBe(1)
      expect(world.errors).toEqual([])
    })
  })
}
