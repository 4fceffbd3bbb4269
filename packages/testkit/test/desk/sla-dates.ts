import { describe, expect, it } from 'vitest'
import { expectKeptWorld, MONDAY, openPromises, request, standard, told } from './promising-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const hours = (count: number) => new Date(MONDAY + count * 3_600_000)

/** Acceptance, derivations of due dates, lists by them, and duplicates. */
export function slaDateScenarios(create: CreateDeskFixture): void {
  const open = () => openPromises(create, [standard])

  describe('the promise of acceptance', () => {
    it('is kept by accepting, which only the assignee can, and by anything else that the assignee does', async () => {
      const world = await open()
      const [ann, bob] = [world.as('agent', 'ann'), world.as('agent', 'bob')]
      const [first, second] = [await bob.create(request()), await bob.create(request())]
      for (const { id } of [first, second]) await bob.assign(id, { agent: 'ann' })
      expect(await failure(bob.accept(first.id))).toMatchObject({
        code: 'COMMAND_REFUSED',
        details: { reasons: [{ code: 'not-the-assignee' }] },
      })
      await world.pass({ minutes: 10 })
      expect((await ann.accept(first.id)).sla?.targets[0]).toMatchObject({ target: 'acceptance', light: 'met' })
      const { version } = await ann.accept(first.id)
      expect((await ann.get(first.id)).version).toBe(version)
      await ann.note(second.id, { body: 'Looking' })
      for (const { id } of [first, second]) {
        expect(await ann.verdicts(id)).toMatchObject([{ target: 'acceptance', verdict: 'met', secondsLeft: 1200 }])
      }
      await expectKeptWorld(world)
    })

    it('is broken half an hour after the assignment, and made again to the next agent', async () => {
      const world = await open()
      const bob = world.as('agent', 'bob')
      const { id } = await bob.create(request())
      await bob.assign(id, { agent: 'ann' })
      await world.work({ minutes: 31 })
      await bob.assign(id, { agent: 'bob' })
      await world.work({ minutes: 5 })
      expect((await bob.verdicts(id)).map(({ target, cycle, verdict }) => [target, cycle, verdict])).toEqual([
        ['acceptance', 1, 'breached'],
        // Who takes a ticket has accepted it.
        ['acceptance', 2, 'met'],
      ])
      await expectKeptWorld(world)
    })
  })

  describe('a due date', () => {
    it('comes with its derivation, instants as dates', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const { id } = await agent.create(request())
      await world.pass({ hours: 1 })
      await agent.send(id, { type: 'wait' })
      await world.pass({ hours: 2 })
      await agent.send(id, { type: 'resume' })
      const { dates } = await agent.explain(id)
      expect(dates.map(({ target, event, dueAt }) => [target, event, dueAt])).toEqual([
        ['firstResponse', null, hours(1)],
        ['resolution', null, hours(50)],
      ])
      const [policy, within, calendar, from, ...rest] = dates[1]?.reasons ?? []
      expect([policy, within, calendar, from]).toMatchObject([
        { code: 'sla-policy', policy: 'standard', version: 1, target: 'resolution' },
        { code: 'within', seconds: 57_600 },
        { code: 'calendar', calendar: 'office', version: 1, timeZones: expect.stringMatching(/^20\d\d[a-z]$/) },
        { code: 'counted-from', at: hours(0) },
      ])
      expect(rest).toEqual([
        { code: 'paused', from: hours(1), to: hours(3) },
        { code: 'counted', date: '2030-03-04', from: hours(0), to: hours(1), seconds: 3600 },
        { code: 'counted', date: '2030-03-04', from: hours(3), to: hours(8), seconds: 5 * 3600 },
        { code: 'counted', date: '2030-03-05', from: hours(24), to: hours(32), seconds: 8 * 3600 },
        { code: 'counted', date: '2030-03-06', from: hours(48), to: hours(50), seconds: 2 * 3600 },
      ])
    })

    it('sorts and filters lists, which leave out what is not due', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const ids: Record<string, string> = {}
      for (const name of ['late', 'answered', 'paused', 'solved', 'urgent']) {
        ids[name] = (await agent.create(request(name))).id
      }
      const of = (name: string) => ids[name] ?? ''
      for (const name of ['answered', 'paused', 'solved', 'urgent']) await agent.reply(of(name), { body: 'x' })
      await agent.send(of('paused'), { type: 'wait' })
      await agent.send(of('solved'), { type: 'solve' })
      await agent.setPriority(of('urgent'), { priority: 'urgent' })
      await world.work({ hours: 2 })
      const subjects = async (query: Parameters<typeof agent.list>[0]) =>
        (await agent.list(query)).items.map(({ subject }) => subject)
      expect(await subjects({ sort: 'dueAt' })).toEqual(['late', 'urgent', 'answered'])
      expect(await subjects({ sort: 'dueAt', direction: 'desc' })).toEqual(['answered', 'urgent', 'late'])
      expect(await subjects({ where: { dueAt: { before: hours(2) } } })).toEqual(['late'])
      expect(await subjects({ where: { dueAt: { from: hours(4), before: hours(32) } } })).toEqual(['urgent'])
      const first = await agent.list({ sort: 'dueAt', limit: 2 })
      expect(
        (await agent.list({ sort: 'dueAt', limit: 2, after: first.next })).items.map(({ subject }) => subject),
      ).toEqual(['answered'])
    })
  })

  describe('duplicates', () => {
    it('keep the promise of whoever asked first', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const older = await agent.create(request('first'))
      await agent.reply(older.id, { body: 'Thanks' })
      await world.work({ hours: 6 })
      const [from, to] = [await agent.create(request('again')), await agent.create(request('and again'))]
      expect(from.sla?.targets[1]?.dueAt).toEqual(hours(54))
      await agent.link(older.id, { kind: 'duplicates', ticketId: from.id })
      // Linked from either side it is the same.
      await agent.link(to.id, { kind: 'duplicated-by', ticketId: older.id })
      for (const { id } of [from, to]) {
        const { sla } = await agent.get(id)
        expect(sla?.targets.map(({ target, dueAt, light }) => [target, dueAt, light])).toEqual([
          // The older one had been answered: nobody waits for an answer since then.
          ['firstResponse', hours(7), 'green'],
          ['resolution', hours(32), 'green'],
        ])
      }
      await world.work({ hours: 30 })
      for (const { id } of [from, to]) {
        expect((await told(world, id)).slice(1)).toEqual([
          [6, 'inherited', null],
          [7, 'breached', 'firstResponse'],
          [32, 'breached', 'resolution'],
        ])
      }
      await expectKeptWorld(world)
    })

    it('take over nothing from one that is younger', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const older = await agent.create(request())
      await world.work({ minutes: 30 })
      const younger = await agent.create(request())
      const linked = await agent.link(younger.id, { kind: 'duplicates', ticketId: older.id })
      expect(linked.sla?.targets[0]?.dueAt).toEqual(hours(1.5))
      expect((await told(world, older.id)).map(([, type]) => type)).toEqual(['applied'])
    })
  })
}
