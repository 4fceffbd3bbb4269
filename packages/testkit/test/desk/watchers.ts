import { describe, expect, it } from 'vitest'
import { forgetfulNotifier, kindsOf, openAsking, toldTo } from './asking-desk.js'
import { deciding, expectSound } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

/** What those are told who watch a ticket. */
export function watcherScenarios(create: CreateDeskFixture): void {
  const open = async (options: Parameters<typeof openAsking>[1] = {}) => {
    const scene = await openAsking(create, options)
    await scene.ann.watch(scene.id, { watcher: 'pia' })
    await scene.ann.watch(scene.id, { watcher: 'wei' })
    return scene
  }

  describe('a watcher', () => {
    it('is told of public messages by anybody else, and of no note', async () => {
      const { world, id, ann, bob, pia, cem } = await open()
      await cem.reply(id, { body: 'Hello?' })
      await ann.reply(id, { body: 'Hello' })
      await bob.note(id, { body: 'Psst' })
      await pia.reply(id, { body: 'From me' })
      expect(await toldTo(world, 'pia', 'ann', 'bob', 'cem')).toEqual({
        pia: ['message.written', 'message.written'],
        ann: ['message.requesterWrote', 'message.colleagueWrote', 'message.colleagueWrote'],
        bob: [],
        cem: [],
      })
      const three = ['message.written', 'message.written', 'message.written']
      expect(await kindsOf(world, 'wei', 'collaborator')).toEqual(three)
      expect(await kindsOf(world, 'wei', 'requester')).toEqual([])
      await expectSound(world)
    })

    it('is told that the ticket was solved and ended, by whom or what ever, and of no other state', async () => {
      const { world, id, ann, pia } = await open()
      await ann.send(id, { type: 'again' })
      await ann.send(id, { type: 'solve' })
      await ann.send(id, { type: 'again' })
      await world.work({ days: 8 })
      expect(await ann.get(id)).toMatchObject({ phase: 'terminal' })
      expect(await toldTo(world, 'pia', 'ann', 'cem')).toEqual({
        pia: ['ticket.solved', 'ticket.ended'],
        ann: [],
        cem: [],
      })
      await ann.send(id, { type: 'reopen' })
      await world.as('lead', 'lea').override(id, { state: 'solved' })
      await pia.send(id, { type: 'close' })
      expect(await toldTo(world, 'pia')).toEqual({ pia: ['ticket.solved', 'ticket.ended', 'ticket.solved'] })
      expect(await kindsOf(world, 'wei', 'collaborator')).toHaveLength(4)
      await expectSound(world)
    })

    it('who has the ticket too is told once of an event, as who has it', async () => {
      const { world, id, ann, bob, cem } = await open()
      await ann.watch(id)
      await cem.reply(id, { body: 'Hello?' })
      await bob.reply(id, { body: 'Ann?' })
      await bob.reply(id, { body: 'Ann and Pia?', mentions: ['ann', 'pia'] })
      expect(await toldTo(world, 'ann', 'pia')).toEqual({
        ann: ['message.requesterWrote', 'message.colleagueWrote', 'message.mentioned'],
        pia: ['message.written', 'message.written', 'message.mentioned'],
      })
    })

    it('with the id of the customer is another person', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      await ann.watch(id, { watcher: 'cem' })
      await cem.reply(id, { body: 'Hello?' })
      await world.as('agent', 'cem').reply(id, { body: 'Not me' })
      await world.desk.system.tick()
      expect(await kindsOf(world, 'cem')).toEqual(['message.written'])
      expect(await kindsOf(world, 'cem', 'requester')).toEqual([])
    })

    it('no more is told nothing, whatever was under way', async () => {
      const { world, id, ann, cem } = await open()
      await cem.reply(id, { body: 'Hello?' })
      await ann.unwatch(id, { watcher: 'pia' })
      await cem.reply(id, { body: 'Hello??' })
      expect(await toldTo(world, 'pia')).toEqual({ pia: [] })
      expect(await kindsOf(world, 'wei', 'collaborator')).toHaveLength(2)
    })

    it('of a ticket that is imported on is told nothing of the past', async () => {
      const { world, ann } = await open()
      const entries = (position: number, ...commands: object[]) => [
        { position, occurredAt: new Date(world.now() - 1_000), actor: { type: 'requester', id: 'cem' }, commands },
      ]
      const bring = async (position: number, ...commands: object[]) => {
        const ticket = { externalId: 'T', entries: entries(position, ...commands) }
        for await (const report of world.as('service').import({ source: 'old', tickets: [ticket as never] }))
          return report.ticketId
        throw new Error('nothing was imported')
      }
      const id = await bring(1, { type: 'create', subject: 'x', requester: { id: 'cem' } })
      await ann.watch(id, { watcher: 'pia' })
      await bring(2, { type: 'reply', body: 'Hello?' }, { type: 'move', state: 'closed' })
      expect(await ann.get(id)).toMatchObject({ phase: 'terminal' })
      expect(await toldTo(world, 'pia')).toEqual({ pia: [] })
    })

    it('is told once, however often the telling is tried', async () => {
      const forgetful = forgetfulNotifier('message.written', 4)
      const fixture = await create()
      const { world, id, ann, cem } = await openAsking(() => fixture, { notifier: forgetful.on(fixture.store) })
      for (const watcher of ['ann', 'pia', 'wei']) await ann.watch(id, { watcher })
      await cem.reply(id, { body: 'Hello?' })
      await world.work({ days: 1 })
      expect(forgetful.asked.filter((one) => one === 'message.written pia').length).toBeGreaterThan(1)
      expect([await kindsOf(world, 'ann'), await kindsOf(world, 'pia')]).toEqual([
        ['message.requesterWrote'],
        ['message.written'],
      ])
    })

    it('is told nothing where the desk says so', async () => {
      const { world, id, ann, cem } = await open({ changes: { reminders: { watched: false } } })
      await cem.reply(id, { body: 'Hello?' })
      await ann.send(id, { type: 'solve' })
      expect(await toldTo(world, 'pia', 'ann')).toEqual({ pia: [], ann: ['message.requesterWrote'] })
      for (const reminders of [{ watched: 1 }, { watcher: true }]) {
        expect(await failure(() => deciding({ reminders: reminders as never }))).toMatchObject({
          code: 'INVALID_DEFINITION',
        })
      }
    })
  })
}
