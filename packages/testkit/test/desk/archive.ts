import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, expectSoundWorld, failure, newTicket, openWorld, type World } from './world.js'

/** A ticket that is over, with a message of its requester. */
async function overTicket(world: World, subject = 'Lamp 灯'): Promise<string> {
  const agent = world.as('agent')
  const { id } = await agent.create({ ...newTicket(subject), body: 'It hums' })
  await agent.send(id, { type: 'solve' })
  await agent.send(id, { type: 'close' })
  return id
}

const listed = async (world: World, role: string, where?: object) =>
  (await world.as(role).list(where === undefined ? {} : { where })).items.map(({ id }) => id)

/** Tickets that are put out of the lists. */
export function archiveScenarios(create: CreateDeskFixture): void {
  describe('the archive', () => {
    it('takes tickets out of the lists, where they are still found', async () => {
      const world = await openWorld(create)
      const [id, other] = [await overTicket(world), await overTicket(world)]
      await world.as('agent').tag(id, { add: ['vip'] })
      await world.advance({ minutes: 5 })
      const archived = await world.as('agent').archive(id)
      expect(archived).toMatchObject({ phase: 'terminal', archivedAt: new Date(world.now()) })
      for (const role of ['agent', 'requester']) {
        expect(await listed(world, role)).toEqual([other])
        expect(await listed(world, role, { phase: 'terminal' })).toEqual([other])
        expect(await listed(world, role, { archived: true })).toEqual([id])
      }
      expect(await listed(world, 'agent', { tag: 'vip' })).toEqual([])
      expect(await listed(world, 'agent', { tag: 'vip', archived: true })).toEqual([id])
      const found = (await world.as('agent').search('灯')).items.map(({ ticket }) => [ticket.id, ticket.archivedAt])
      expect(found).toEqual(
        expect.arrayContaining([
          [id, archived.archivedAt],
          [other, null],
        ]),
      )
      const among = async (where: object) =>
        (await world.as('agent').search('hums', { where })).items.map(({ ticket }) => ticket.id)
      expect(await among({ archived: true })).toEqual([id])
      expect(await among({ archived: false })).toEqual([other])
      expect((await world.as('agent').get(id)).subject).toBe('Lamp 灯')
      await expectSoundWorld(world)
    })

    it('gives back what its requester writes to, what is reopened, and what somebody brings back', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const id = await overTicket(world)
      const archived = async () => (await agent.get(id)).archivedAt !== null
      await agent.archive(id)
      await agent.reply(id, { body: 'By the way' })
      expect(await archived()).toBe(true)
      await world.as('requester').reply(id, { body: 'It hums again' })
      expect(await archived()).toBe(false)
      await agent.archive(id)
      await world.as('lead').override(id, { state: 'open' })
      expect(await archived()).toBe(false)
      await agent.send(id, { type: 'solve' })
      await agent.send(id, { type: 'close' })
      expect(await archived()).toBe(false)
      await agent.archive(id)
      await agent.unarchive(id)
      expect(await listed(world, 'agent')).toEqual([id])
      const types = (await agent.history(id, { limit: 500 })).items.map(({ type }) => type)
      expect(types.filter((type) => type.includes('archived'))).toEqual([
        'ticket.archived',
        'ticket.archived',
        'ticket.archived',
        'ticket.unarchived',
      ])
      await expectSoundWorld(world)
    })

    it('takes only what is over, once, from those who may', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id: open } = await agent.create(newTicket())
      const refused = await failure(agent.archive(open))
      expect([refused.code, refused.details]).toEqual([
        'COMMAND_REFUSED',
        { reasons: [{ code: 'not-over', phase: 'open' }] },
      ])
      const id = await overTicket(world)
      for (const role of ['requester', 'collaborator', 'auditor']) {
        const code = role === 'collaborator' ? 'NOT_FOUND' : 'FORBIDDEN'
        expect((await failure(world.as(role).archive(id))).code).toBe(code)
        expect((await failure(world.as(role).unarchive(id))).code).toBe(code)
      }
      expect((await failure(world.as('agent', 'x', 'other').archive(id))).code).toBe('NOT_FOUND')
      const { version } = await agent.get(id)
      const other = (await world.node()).as('agent')
      await Promise.all(Array.from({ length: 32 }, (_, place) => (place % 2 === 0 ? agent : other).archive(id)))
      expect((await agent.get(id)).version).toBe(version + 1)
      await agent.archive(id, { idempotencyKey: 'k' })
      await agent.unarchive(id)
      await agent.archive(id, { idempotencyKey: 'k' })
      expect((await agent.get(id)).archivedAt).toBeNull()
      for (const given of [5, '', 'a\u0000']) {
        expect((await failure(agent.archive(given as string))).code).toBe('INVALID_INPUT')
      }
      const wrong = { where: { archived: 'any' } } as never
      expect((await failure(agent.list(wrong))).code).toBe('INVALID_INPUT')
    })
  })
}
