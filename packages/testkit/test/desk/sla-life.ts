import { describe, expect, it } from 'vitest'
import { expectKeptWorld, MONDAY, openPromises, request, standard, told } from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

const hours = (count: number) => new Date(MONDAY + count * 3_600_000)

/** A promise from its beginning to its end: what is shown of it, and how it is judged. */
export function slaLifeScenarios(create: CreateDeskFixture): void {
  const open = () => openPromises(create, [standard])

  describe('a promise', () => {
    it('is shown with each ticket: targets with their lights, and what the requester can expect', async () => {
      const world = await open()
      const [agent, requester] = [world.as('agent', 'ann'), world.as('requester', 'cem')]
      const { id, sla, expected } = await agent.create(request())
      const green = {
        cycle: 1,
        light: 'green',
        startedAt: hours(0),
        endedAt: null,
        calendar: { id: 'office', version: 1 },
      }
      expect(sla).toEqual({
        policy: { id: 'standard', version: 1 },
        targets: [
          {
            ...green,
            target: 'firstResponse',
            dueAt: hours(1),
            seconds: 3600,
            secondsLeft: 3600,
            changesAt: hours(0.5),
          },
          // Sixteen hours of the office are over on Tuesday at five.
          {
            ...green,
            target: 'resolution',
            dueAt: hours(32),
            seconds: 57_600,
            secondsLeft: 57_600,
            changesAt: hours(8),
          },
        ],
      })
      const reason = { code: 'promised', seconds: 3600 }
      const promised = {
        answer: { at: hours(1), atRisk: false, reason },
        solution: { at: hours(32), atRisk: false, reason: { ...reason, seconds: 57_600 } },
      }
      expect(expected).toEqual(promised)
      expect(await requester.get(id)).toMatchObject({ sla: null, expected: promised })
      await expectKeptWorld(world)
    })

    it('changes its lights as time passes, without anybody looking', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const { id } = await agent.create(request())
      const lights = async () => (await agent.get(id)).sla?.targets.map(({ light }) => light)
      await world.pass({ minutes: 30 })
      expect(await lights()).toEqual(['amber', 'green'])
      // Who may not see the lights is told whether time is short.
      expect((await world.as('requester', 'cem').get(id)).expected).toMatchObject({
        answer: { at: hours(1), atRisk: true },
        solution: { atRisk: false },
      })
      await world.pass({ minutes: 18 })
      expect(await lights()).toEqual(['red', 'green'])
      await world.pass({ minutes: 12 })
      expect(await lights()).toEqual(['red', 'green'])
      await world.pass({ seconds: 0.001 })
      const { sla, expected } = await agent.get(id)
      expect(sla?.targets.map(({ light, changesAt }) => [light, changesAt])).toEqual([
        ['breached', null],
        ['green', hours(8)],
      ])
      expect(expected.answer).toEqual({ at: null, atRisk: false, reason: { code: 'overdue', since: hours(1) } })
      // As it was at an earlier instant, as it was seen then.
      expect((await agent.get(id, { at: hours(0.5) })).sla?.targets[0]).toMatchObject({ light: 'amber' })
    })

    it('is met by what is done in time, and broken by itself where it is not', async () => {
      const world = await open()
      const [agent, requester] = [world.as('agent', 'ann'), world.as('requester', 'cem')]
      const { id } = await agent.create(request())
      await world.work({ minutes: 30 })
      await agent.reply(id, { body: 'Which lamp?' })
      await world.work({ hours: 2.5 })
      await requester.reply(id, { body: 'All of them' })
      await world.work({ hours: 2 })
      await requester.reply(id, { body: 'Hello?' })
      await world.work({ days: 2 })
      await agent.send(id, { type: 'solve' })
      expect(await told(world, id)).toEqual([
        [0, 'applied', 'standard'],
        [0.5, 'met', 'firstResponse'],
        [5, 'breached', 'nextResponse'],
        [32, 'breached', 'resolution'],
        [53, 'completed', 'nextResponse'],
        [53, 'completed', 'resolution'],
      ])
      const verdicts = await agent.verdicts(id)
      expect(
        verdicts.map(({ target, verdict, dueAt, endedAt, secondsLeft }) => [
          target,
          verdict,
          dueAt,
          endedAt,
          secondsLeft,
        ]),
      ).toEqual([
        ['firstResponse', 'met', hours(1), hours(0.5), 1800],
        ['nextResponse', 'breached', hours(5), hours(53), -16 * 3600],
        ['resolution', 'breached', hours(32), hours(53), -5 * 3600],
      ])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectKeptWorld(world)
    })

    it('stands still while it waits for the requester, and goes on with what was left', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const { id } = await agent.create(request())
      await world.work({ hours: 4 })
      await agent.reply(id, { body: 'Which lamp?' })
      const paused = await agent.send(id, { type: 'wait' })
      const [, resolution] = paused.sla?.targets ?? []
      expect(resolution).toMatchObject({ light: 'paused', dueAt: null, secondsLeft: 12 * 3600, changesAt: null })
      expect(paused.expected.solution).toEqual({
        at: null,
        atRisk: false,
        reason: { code: 'paused', secondsLeft: 12 * 3600 },
      })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.work({ days: 30 })
      const resumed = await agent.send(id, { type: 'resume' })
      expect(resumed.sla?.targets[1]).toMatchObject({ light: 'green', secondsLeft: 12 * 3600 })
      await world.work({ days: 1, hours: 4 })
      expect((await agent.get(id)).sla?.targets[1]).toMatchObject({ light: 'red', secondsLeft: 0 })
      await agent.send(id, { type: 'solve' })
      expect((await agent.verdicts(id)).at(-1)).toMatchObject({ target: 'resolution', verdict: 'met', secondsLeft: 0 })
      await expectKeptWorld(world)
    })

    it.each(['looks in time', 'was down for days'])(
      'goes on when the workflow ends the wait by itself, as of then, where the worker %s',
      async (worker) => {
        const world = await open()
        const agent = world.as('agent', 'ann')
        const { id } = await agent.create({ ...request(), workflow: 'snooze' })
        await agent.reply(id, { body: 'On Wednesday' })
        await agent.send(id, { type: 'wait' })
        if (worker === 'looks in time') await world.work({ days: 10 })
        else await world.pass({ days: 10 })
        await world.work({ minutes: 1 })
        const { items } = await agent.history(id)
        expect(items.slice(-2).map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
          ['ticket.transitioned', hours(48)],
          // Sixteen hours of the office after Wednesday at nine, and a millisecond.
          ['sla.breached', new Date(hours(80).getTime() + 1)],
        ])
        await expectKeptWorld(world)
      },
    )

    it('begins anew with a reopening, and its former verdict stays', async () => {
      const world = await open()
      const [agent, requester] = [world.as('agent', 'ann'), world.as('requester', 'cem')]
      const { id } = await agent.create(request())
      await agent.reply(id, { body: 'Done' })
      await agent.send(id, { type: 'solve' })
      await world.work({ hours: 4 })
      await requester.reply(id, { body: 'It hums again' })
      expect((await agent.get(id)).sla?.targets.map(({ target }) => target)).toEqual(['firstResponse', 'resolution'])
      await world.work({ hours: 2 })
      const reopened = await requester.send(id, { type: 'reopen' })
      // The next response is awaited from the reopening on, not from the message to what was solved.
      expect(reopened.expected).toMatchObject({ answer: { at: hours(8) }, solution: { at: hours(54) } })
      await world.work({ days: 3 })
      expect(await told(world, id)).toEqual([
        [0, 'applied', 'standard'],
        [0, 'met', 'firstResponse'],
        [0, 'met', 'resolution'],
        [8, 'breached', 'nextResponse'],
        [54, 'breached', 'resolution'],
      ])
      await agent.send(id, { type: 'solve' })
      expect((await agent.verdicts(id)).map(({ target, cycle, verdict }) => [target, cycle, verdict])).toEqual([
        ['firstResponse', 1, 'met'],
        ['resolution', 1, 'met'],
        ['nextResponse', 1, 'breached'],
        ['resolution', 2, 'breached'],
      ])
      await expectKeptWorld(world)
    })

    it('is longer or shorter with the priority, from its beginning on', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const { id } = await agent.create(request())
      await world.work({ hours: 2 })
      expect((await agent.setPriority(id, { priority: 'urgent' })).sla?.targets[1]).toMatchObject({ dueAt: hours(4) })
      await world.work({ hours: 3 })
      const lowered = await agent.setPriority(id, { priority: 'low' })
      // What was broken stays so, as it was promised then.
      expect(lowered.sla?.targets[1]).toMatchObject({ light: 'breached', dueAt: hours(4) })
      await agent.send(id, { type: 'solve' })
      expect((await agent.verdicts(id)).at(-1)).toMatchObject({
        verdict: 'breached',
        dueAt: hours(4),
        secondsLeft: -3600,
      })
      await expectKeptWorld(world)
    })
  })
}
