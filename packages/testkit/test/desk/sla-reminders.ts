import { describe, expect, it } from 'vitest'
import { expectKeptWorld, openPromises, type PromisingOptions, request } from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

/** What an assignee is told without any policy: that somebody wrote. */
export function slaReminderScenarios(create: CreateDeskFixture): void {
  const open = async (options: PromisingOptions = {}) => {
    const world = await openPromises(create, [], options)
    const { id } = await world.as('agent', 'bob').create({ ...request(), body: 'It hums' })
    await world.as('agent', 'bob').assign(id, { agent: 'ann' })
    const kinds = async (agent = 'ann') => {
      await world.desk.system.tick()
      return (await world.as('agent', agent).inbox.list()).items.map(({ kind }) => kind).toReversed()
    }
    return { world, id, kinds }
  }

  describe('reminders', () => {
    it('tell the assignee that the requester or a colleague wrote, without a rule', async () => {
      const { world, id, kinds } = await open()
      expect(await kinds()).toEqual([])
      await world.as('requester', 'cem').reply(id, { body: 'And hums' })
      await world.pass({ seconds: 1 })
      await world.as('agent', 'bob').note(id, { body: 'Try the switch' })
      await world.pass({ seconds: 1 })
      await world.as('agent', 'ann').reply(id, { body: 'Tried' })
      expect(await kinds()).toEqual(['message.requesterWrote', 'message.colleagueWrote'])
      expect(await kinds('bob')).toEqual([])
      expect((await world.as('agent').get(id)).sla).toBeNull()
      await expectKeptWorld(world)
    })

    it('tell whoever has the ticket when the reminder goes out', async () => {
      const { world, id, kinds } = await open()
      await world.as('requester', 'cem').reply(id, { body: 'Hello?' })
      await world.as('agent', 'bob').assign(id, { agent: 'bob' })
      expect([await kinds(), await kinds('bob')]).toEqual([[], ['message.requesterWrote']])
    })

    it("tell the team's lead that the requester wrote while nobody has the ticket, else whoever leads", async () => {
      const { world, id, kinds } = await open()
      const bob = world.as('agent', 'bob')
      await bob.assign(id, { team: 'lamps' })
      await world.as('requester', 'cem').reply(id, { body: 'Hello?' })
      await bob.note(id, { body: 'Who takes it?' })
      expect([await kinds(), await kinds('lea')]).toEqual([[], ['message.requesterWrote']])
      const other = await bob.create(request())
      await world.as('requester', 'cem').reply(other.id, { body: 'Hello?' })
      await world.desk.system.tick()
      const { items } = await world.as('lead', 'anybody').inbox.list()
      expect(items.map(({ ticketId, kind }) => [ticketId, kind])).toEqual([[other.id, 'message.requesterWrote']])
    })

    it('can be turned off, each by itself', async () => {
      for (const [reminders, expected] of [
        [{ requesterWrote: false }, ['message.colleagueWrote']],
        [{ colleagueWrote: false }, ['message.requesterWrote']],
        [{ requesterWrote: false, colleagueWrote: false }, []],
      ] as const) {
        const { world, id, kinds } = await open({ reminders })
        await world.as('requester', 'cem').reply(id, { body: 'Hello?' })
        await world.as('agent', 'bob').reply(id, { body: 'Ann is at lunch' })
        expect(await kinds()).toEqual(expected)
      }
    })

    it('hold nothing of what was written', async () => {
      const { world, id, kinds } = await open()
      await world.as('requester', 'cem').reply(id, { body: 'The secret is 42' })
      await kinds()
      const { items } = await world.as('agent', 'ann').inbox.list()
      expect(items).toMatchObject([{ ticketId: id, data: { visibility: 'public', byRequester: true } }])
      expect(JSON.stringify(items)).not.toContain('secret')
    })
  })
}
