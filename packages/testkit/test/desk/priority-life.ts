import { scored, type Ticket, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { hours, MONDAY } from './changing-desk.js'
import {
  course,
  type DecidingWorld,
  deciding,
  expectSound,
  log,
  openDeciding,
  request,
  toldOf,
} from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const levels = { urgent: 80, high: 60, normal: 30, low: 0 }
/** Low at first, normal after three hours of waiting, high after six, urgent after eight. */
const rising = weighted({ levels, waiting: { weight: 100, full: { hours: 10 } } })
const desk = deciding({ priority: rising })

/** When a ticket's level changed, in minutes since Monday at nine, to what, and who decided. */
async function changes(world: DecidingWorld, id: string) {
  const events = (await log(world, id)).filter(({ type }) => type === 'ticket.prioritized')
  return events.map(({ occurredAt, data, actor }) => [
    (occurredAt.getTime() - MONDAY) / 60_000,
    data['priority'],
    actor.type,
  ])
}

/** How a ticket's priority changes as time passes, and by hand. */
export function priorityLifeScenarios(create: CreateDeskFixture): void {
  describe('a priority', () => {
    it('changes by itself at its very instants, and says before when it will', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const now = async (): Promise<[Ticket['priority'], Date | null | undefined]> => [
        (await world.sam.get(id)).priority,
        (await world.sam.explain(id)).priority?.changesAt,
      ]
      expect(await now()).toEqual(['low', hours(3)])
      await world.work({ hours: 2, minutes: 59, seconds: 59.999 })
      expect(await now()).toEqual(['low', hours(3)])
      await world.work({ seconds: 0.001 })
      expect(await now()).toEqual(['normal', hours(6)])
      await world.work({ hours: 30 })
      expect(await now()).toEqual(['urgent', null])
      expect(await changes(world, id)).toEqual([
        [180, 'normal', 'system'],
        [360, 'high', 'system'],
        [480, 'urgent', 'system'],
      ])
      const { reasons } = (await world.sam.explain(id)).priority ?? {}
      expect(reasons?.[0]).toEqual({
        code: 'factor',
        factor: 'waiting',
        value: 28_800,
        share: 0.8,
        weight: 100,
        points: 80,
      })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('stops rising when the requester is answered, and falls', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      await world.work({ hours: 7 })
      await world.sam.reply(id, { body: 'x' })
      expect((await world.sam.get(id)).priority).toBe('low')
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.work({ hours: 30 })
      await world.as('requester', 'cem').reply(id, { body: 'x' })
      expect((await world.sam.explain(id)).priority?.changesAt).toEqual(hours(40))
      await world.sam.send(id, { type: 'solve' })
      await world.work({ hours: 30 })
      expect(await changes(world, id)).toEqual([
        [180, 'normal', 'system'],
        [360, 'high', 'system'],
        [420, 'low', 'agent'],
      ])
      await expectSound(world)
    })

    it('is written at its instants also by whoever looks first after a downtime: a command, or a worker', async () => {
      for (const late of ['worker', 'command'] as const) {
        const world = await openDeciding(create, desk)
        const { id } = await world.sam.create(request())
        await world.pass({ hours: 50 })
        if (late === 'command') await world.sam.tag(id, { add: ['x'] })
        await world.work({ minutes: 1 })
        expect(await changes(world, id)).toEqual([
          [180, 'normal', 'system'],
          [360, 'high', 'system'],
          [480, 'urgent', 'system'],
        ])
        await expectSound(world)
      }
    })

    it('set by hand keeps its reason as a note, and ends at its instant; the policy then decides as of then', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const until = hours(7)
      const set = await world.sam.setPriority(id, { priority: 'urgent', reason: 'Their shop is closed.', until })
      expect(set.priority).toBe('urgent')
      const { items } = await world.sam.thread(id)
      expect(items.map(({ body, visibility }) => [body, visibility])).toEqual([['Their shop is closed.', 'internal']])
      expect((await world.sam.explain(id)).priority).toMatchObject({
        policy: 'manual',
        by: { id: 'sam' },
        reasons: [{ code: 'set', priority: 'urgent', note: items[0]?.id }],
        changesAt: until,
      })
      await world.work({ hours: 6, minutes: 59, seconds: 59.999 })
      expect((await world.sam.get(id)).priority).toBe('urgent')
      await world.work({ seconds: 0.001 })
      expect((await world.sam.get(id)).priority).toBe('high')
      await world.work({ days: 2 })
      expect(await changes(world, id)).toEqual([
        [0, 'urgent', 'agent'],
        [420, 'high', 'system'],
        [480, 'urgent', 'system'],
      ])
      await expectSound(world)
    })

    it('set by hand without an end stays until it is given back', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      await world.sam.setPriority(id, { priority: 'low' })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.work({ hours: 7 })
      expect((await world.sam.get(id)).priority).toBe('low')
      expect(await world.sam.setPriority(id, { priority: null, reason: 'It grew.' })).toMatchObject({
        priority: 'high',
      })
      expect((await world.sam.explain(id)).priority).toMatchObject({ policy: 'weighted', changesAt: hours(8) })
      await world.work({ hours: 2 })
      expect(await changes(world, id)).toEqual([
        [0, 'low', 'agent'],
        [420, 'high', 'agent'],
        [480, 'urgent', 'system'],
      ])
      await expectSound(world)
    })

    it('given by hand at the creation is held too, and another one in place of it holds as long as that one says', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request({ priority: 'high' }))
      await world.sam.setPriority(id, { priority: 'normal', until: hours(1) })
      await world.sam.setPriority(id, { priority: 'urgent', until: hours(2) })
      await world.work({ hours: 5 })
      expect(await changes(world, id)).toEqual([
        [0, 'normal', 'agent'],
        [0, 'urgent', 'agent'],
        [120, 'low', 'system'],
        [180, 'normal', 'system'],
      ])
      await expectSound(world)
    })

    it.each([
      ['now', { priority: 'urgent', until: hours(0) }, 'until'],
      ['in the past', { priority: 'urgent', until: hours(-1) }, 'until'],
      ['at no time', { priority: 'urgent', until: new Date(Number.NaN) }, 'until'],
      ['in the year 10000', { priority: 'urgent', until: new Date(Date.UTC(10_000, 0)) }, 'until'],
      ['without a level', { priority: null, until: hours(1) }, 'until'],
      ['as a text', { priority: 'urgent', until: '2030-03-05' }, 'until'],
    ])('cannot end %s', async (_when, input, place) => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const call = world.sam.setPriority(id, input as Parameters<typeof world.sam.setPriority>[1])
      expect(await failure(call)).toMatchObject({ code: 'INVALID_INPUT', details: { issues: [{ path: [place] }] } })
      expect(await failure(world.sam.setPriority(id, { priority: 'hot' }))).toMatchObject({ code: 'COMMAND_REFUSED' })
      expect((await log(world, id)).map(({ type }) => type)).toEqual(['ticket.created'])
      expect((await world.sam.thread(id)).items).toEqual([])
    })

    it('raised by a ladder stays raised, whatever the policy says later', async () => {
      const step = { after: {}, do: [{ action: 'raisePriority' as const, to: 'urgent' }] }
      const sla = [{ id: 'all', targets: { firstResponse: { within: { hours: 1 }, escalate: [step] } } }]
      const world = await openDeciding(create, deciding({ priority: rising, sla }))
      const { id } = await world.sam.create(request())
      await world.work({ hours: 1, minutes: 1 })
      await world.sam.reply(id, { body: 'x' })
      expect((await world.sam.explain(id)).priority).toMatchObject({ policy: 'raised', changesAt: null })
      await world.work({ hours: 30 })
      expect(await changes(world, id)).toEqual([[expect.closeTo(60, 3), 'urgent', 'system']])
      expect(await world.sam.setPriority(id, { priority: null })).toMatchObject({ priority: 'low' })
      await expectSound(world)
    })

    it('that changes by itself brings the promise of its level, from its instant on', async () => {
      const within = (count: number) => ({ resolution: { within: { hours: count }, escalate: [] } })
      const sla = [
        { id: 'high', when: { priority: ['urgent', 'high'] }, targets: within(8) },
        { id: 'all', targets: within(100) },
      ]
      const world = await openDeciding(create, deciding({ priority: rising, sla }))
      const { id } = await world.sam.create(request())
      const due = async () =>
        (await world.sam.get(id)).sla?.targets.find(({ target }) => target === 'resolution')?.dueAt
      expect(await due()).toEqual(hours(100))
      // Nobody looks until the shorter promise is broken, too.
      await world.pass({ hours: 20 })
      await world.work({ minutes: 1 })
      expect(await due()).toEqual(hours(8))
      const told = (await course(world, id)).filter(([, type]) => type !== 'ticket.created')
      expect(told).toEqual([
        [0, 'sla.applied'],
        [180, 'ticket.prioritized'],
        [360, 'ticket.prioritized'],
        [360, 'sla.applied'],
        [480, 'ticket.prioritized'],
        [expect.closeTo(480, 3), 'sla.breached'],
      ])
      await expectSound(world)
    })

    it('does not wobble with a score around a threshold, and does not fall before the score is well below it', async () => {
      const priority = weighted({ levels, hysteresis: 10, sentiment: { weight: 100 } })
      const world = await openDeciding(create, deciding({ priority }))
      const { id } = await world.sam.create(request())
      const service = world.as('service')
      const seen: string[] = []
      for (const points of [59, 60, 59, 51, 60, 50, 49.9, 59, 20, 19.9, 80]) {
        seen.push((await service.setInputs(id, { sentiment: 1 - points / 50 })).priority)
      }
      expect(seen.join(' ')).toBe('normal high high high high high normal normal normal low urgent')
      await expectSound(world)
    })

    it('says of inputs that nobody has given that they are absent', async () => {
      const priority = weighted({ levels, sentiment: { weight: 50 }, nudges: { weight: 10, full: 3 } })
      const world = await openDeciding(create, deciding({ priority }))
      const { id } = await world.sam.create(request())
      expect((await world.sam.explain(id)).priority?.reasons).toEqual([
        { code: 'absent', factor: 'sentiment' },
        { code: 'absent', factor: 'nudges' },
        { code: 'score', score: 0, level: 'low', threshold: 0 },
      ])
      expect(await world.as('service').setInputs(id, { sentiment: -1 })).toMatchObject({ priority: 'normal' })
    })

    it("never says that it changes in the past, also when a policy's own instants bring nothing new", async () => {
      const priority = scored({
        id: 'hourly',
        levels,
        score: ({ createdAt }, now) => {
          const passed = Math.floor((now - createdAt) / 3_600_000)
          return { score: passed >= 5 ? 90 : 0, reasons: [], changesAt: createdAt + (passed + 1) * 3_600_000 }
        },
      })
      const world = await openDeciding(create, deciding({ priority }))
      const { id } = await world.sam.create(request())
      await world.work({ hours: 3, minutes: 30 })
      expect((await log(world, id)).map(({ type }) => type)).toEqual(['ticket.created'])
      expect((await world.sam.explain(id)).priority?.changesAt).toEqual(hours(4))
      await world.work({ hours: 2 })
      expect(await changes(world, id)).toEqual([[300, 'urgent', 'system']])
      await expectSound(world)
    })

    it('that a service may not set is refused, and nothing of it is told to the customer', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const cem = world.as('requester', 'cem')
      expect(await failure(cem.setPriority(id, { priority: 'urgent' }))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await failure(cem.explain(id))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await toldOf(world, 'requester', 'cem')).toEqual([])
    })
  })
}
