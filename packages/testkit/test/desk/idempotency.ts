import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, everything, expectSoundWorld, failure, newTicket, openWorld } from './world.js'

const KEY = { idempotencyKey: 'k' }

/** The same command sent more than once. */
export function idempotencyScenarios(create: CreateDeskFixture): void {
  describe('an idempotency key', () => {
    it('gives every command the same answer again, and takes effect once', async () => {
      const world = await openWorld(create)
      const [lead, admin] = [world.as('lead', 'ann'), world.as('admin')]
      await admin.directory.putAgent({ id: 'ann', name: 'Ann' })
      await admin.directory.putTeam({ id: 'lamps', name: 'Lamps' })
      const other = await lead.create(newTicket('Another'))
      const { id } = await lead.create(newTicket(), KEY)
      const file = await lead.upload({ name: 'f', type: 'a/b', bytes: new Uint8Array(3) })
      const commands: [string, () => Promise<unknown>][] = [
        ['create', () => lead.create(newTicket(), KEY)],
        ['reply', () => lead.reply(id, { body: 'x' }, KEY)],
        ['note', () => lead.note(id, { body: 'x' }, KEY)],
        ['assign', () => lead.assign(id, { agent: 'ann', team: 'lamps' }, KEY)],
        ['unassign', () => lead.unassign(id, KEY)],
        ['update', () => lead.update(id, { subject: 'New', fields: { phone: '1', amount: 2 } }, KEY)],
        ['setPriority', () => lead.setPriority(id, { priority: 'urgent' }, KEY)],
        ['setCategory', () => lead.setCategory(id, { category: 'c' }, KEY)],
        ['tag', () => lead.tag(id, { add: ['a'] }, KEY)],
        ['watch', () => lead.watch(id, {}, KEY)],
        ['unwatch', () => lead.unwatch(id, {}, KEY)],
        ['link', () => lead.link(id, { kind: 'causes', ticketId: other.id }, KEY)],
        ['unlink', () => lead.unlink(id, { kind: 'causes', ticketId: other.id }, KEY)],
        ['attach', () => lead.attach(id, { attachmentId: file.id }, KEY)],
        ['send', () => lead.send(id, { type: 'solve' }, KEY)],
        ['override', () => lead.override(id, { state: 'open', reason: 'r' }, KEY)],
      ]
      const answers: unknown[] = []
      for (const [, command] of commands) {
        answers.push(await command())
        await world.advance({ minutes: 1 })
      }
      const before = await everything(world)
      const again: unknown[] = []
      for (const [, command] of commands) again.push(await command())
      for (const [index, [name]] of commands.entries()) expect([name, again[index]]).toEqual([name, answers[index]])
      expect(await everything(world)).toEqual(before)
      await expectSoundWorld(world)
    })

    it('gives the routed ticket again when the first answer was the routed one', async () => {
      const world = await openWorld(create, { routed: true })
      await world.as('admin').directory.putAgent({ id: 'ann', name: 'Ann', capacity: 1 })
      const agent = world.as('agent')
      const assigned = await agent.create(newTicket(), { idempotencyKey: 'a' })
      expect(assigned).toMatchObject({ assignee: 'ann', version: 2 })
      const waiting = await agent.create(newTicket(), { idempotencyKey: 'b' })
      expect(waiting).toMatchObject({ assignee: null, version: 2 })
      await agent.tag(assigned.id, { add: ['later'] })
      await agent.tag(waiting.id, { add: ['later'] })
      expect(await agent.create(newTicket(), { idempotencyKey: 'a' })).toEqual(assigned)
      expect(await agent.create(newTicket(), { idempotencyKey: 'b' })).toEqual(waiting)
    })

    it('still answers when the command has become illegal meanwhile, or would find nothing to do', async () => {
      const world = await openWorld(create)
      const [agent, admin] = [world.as('agent'), world.as('admin')]
      await admin.directory.putAgent({ id: 'ann', name: 'Ann' })
      const { id } = await agent.create(newTicket())
      const solved = await agent.send(id, { type: 'solve' }, KEY)
      const assigned = await agent.assign(id, { agent: 'ann' }, KEY)
      const tagged = await agent.tag(id, { add: ['a'] }, KEY)
      await admin.directory.putAgent({ id: 'ann', name: 'Ann', status: 'removed' })
      await agent.reply(id, { body: 'Something else' })
      expect(await agent.send(id, { type: 'solve' }, KEY)).toEqual(solved)
      expect(await agent.assign(id, { agent: 'ann' }, KEY)).toEqual(assigned)
      expect(await agent.tag(id, { add: ['a'] }, KEY)).toEqual(tagged)
    })

    it('is remembered also when the command found nothing to do', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      const untouched = await agent.tag(id, { remove: ['a'] }, KEY)
      expect(untouched.version).toBe(1)
      await agent.tag(id, { add: ['a'] })
      expect(await agent.tag(id, { remove: ['a'] }, KEY)).toEqual(untouched)
      expect((await agent.get(id)).tags).toEqual(['a'])
      expect(await failure(agent.tag(id, { remove: ['b'] }, KEY))).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
    })

    it('is refused with other input, whatever the state of the ticket', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket(), KEY)
      await agent.setCategory(id, { category: 'a' }, KEY)
      await agent.send(id, { type: 'solve' }, KEY)
      await agent.reply(id, { body: 'x' }, KEY)
      const other = await agent.create(newTicket())
      const before = await everything(world)
      const calls = [
        () => agent.create({ ...newTicket(), subject: 'Other' }, KEY),
        () => agent.create({ ...newTicket(), fields: { amount: 1 } }, KEY),
        () => agent.reply(id, { body: 'y' }, KEY),
        () => agent.reply(other.id, { body: 'x' }, KEY),
        () => agent.setCategory(id, { category: 'b' }, KEY),
        () => agent.setCategory(other.id, { category: 'a' }, KEY),
        () => agent.setCategory(other.id, { category: null }, KEY),
        () => agent.send(id, { type: 'close' }, KEY),
        () => agent.send(id, { type: 'askRequester' }, KEY),
      ]
      for (const call of calls)
        expect(await failure(call)).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', retryable: false })
      expect(await everything(world)).toEqual(before)
    })

    it('belongs to one actor, one command and one tenant', async () => {
      const world = await openWorld(create)
      const desks = [
        world.as('agent', 'a'),
        world.as('agent', 'b'),
        world.as('lead', 'a'),
        world.as('agent', 'a', 'other'),
      ]
      const ids = await Promise.all(desks.map(async (desk) => (await desk.create(newTicket(), KEY)).id))
      expect(new Set(ids).size).toBe(4)
      const [first] = ids
      await desks[0]?.reply(first ?? '', { body: 'x' }, KEY)
      await desks[0]?.note(first ?? '', { body: 'x' }, KEY)
      await desks[1]?.note(first ?? '', { body: 'x' }, KEY)
      expect((await desks[0]?.thread(first ?? ''))?.items).toHaveLength(3)
    })

    it('lets 16 parallel commands take effect once, and all get its answer', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const sixteen = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 16 }, call))
      const created = await sixteen(() => agent.create({ ...newTicket(), body: 'x' }, KEY))
      const [first] = created
      for (const ticket of created) expect(ticket).toEqual(first)
      expect((await agent.list()).items).toHaveLength(1)
      const id = first?.id ?? ''
      const replies = await sixteen(() => agent.reply(id, { body: 'y' }, KEY))
      expect(new Set(replies.map((reply) => reply.id)).size).toBe(1)
      const sent = await sixteen(() => agent.send(id, { type: 'solve' }, KEY))
      for (const ticket of sent) expect(ticket).toEqual(sent[0])
      expect((await agent.get(id)).version).toBe(4)
      const versioned = await sixteen(() => agent.tag(id, { add: ['a'] }, { ...KEY, expectedVersion: 4 }))
      expect(versioned.map(({ version }) => version)).toEqual(Array(16).fill(5))
      await expectSoundWorld(world)
    })

    it('answers a repeated command that expected the version before itself', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      const options = { idempotencyKey: 'k', expectedVersion: 1 }
      const first = await agent.tag(id, { add: ['a'] }, options)
      await agent.tag(id, { add: ['b'] })
      expect(await agent.tag(id, { add: ['a'] }, options)).toEqual(first)
      expect(await failure(agent.tag(id, { add: ['a'] }, { ...options, idempotencyKey: 'new' }))).toMatchObject({
        code: 'VERSION_CONFLICT',
        details: { expected: 1, actual: 3 },
      })
    })

    it('is used up by no command that was refused', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      expect(await failure(agent.send(id, { type: 'reopen' }, KEY))).toMatchObject({ code: 'TRANSITION_REFUSED' })
      expect(await failure(agent.tag(id, { add: ['a'] }, { ...KEY, expectedVersion: 9 }))).toMatchObject({
        code: 'VERSION_CONFLICT',
      })
      await agent.send(id, { type: 'solve' })
      expect((await agent.send(id, { type: 'reopen' }, KEY)).state).toBe('open')
      expect((await agent.tag(id, { add: ['a'] }, KEY)).tags).toEqual(['a'])
    })

    it('is forgotten after 24 hours and not before, when the desk is asked to forget', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const first = await agent.create(newTicket(), KEY)
      await world.advance({ hours: 24 })
      expect(await world.desk.system.forgetIdempotencyKeys()).toBe(0)
      expect(await agent.create(newTicket(), KEY)).toEqual(first)
      await world.fixture.clock.advance(1)
      expect(await world.desk.system.forgetIdempotencyKeys()).toBe(1)
      expect((await agent.create(newTicket(), KEY)).id).not.toBe(first.id)
      expect(await failure(world.desk.system.forgetIdempotencyKeys({ olderThanHours: 23 }))).toMatchObject({
        code: 'INVALID_INPUT',
      })
    })
  })
}
