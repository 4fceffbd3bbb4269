import type { ActorDesk, EffectMessage } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const reasonsOf = async (call: Promise<unknown>) => {
  const { code, details } = await failure(call)
  return [code, ...((details['reasons'] ?? []) as { code: string }[]).map((reason) => reason.code)]
}

const HOUR = 3_600_000

/** What becomes of what was on its way to a ticket that is merged meanwhile. */
export function mergedMeanwhileScenarios(create: CreateDeskFixture): void {
  describe('a merge meanwhile', () => {
    const two = async (world: DecidingWorld) => {
      const [a, b] = [await world.sam.create(request()), await world.sam.create(request())]
      return [a.id, b.id] as const
    }

    it('links what follows a bad rating to the ticket in which the rated one goes on', async () => {
      const survey = { low: 2, followUp: { subject: 'A bad rating' } } as const
      const world = await openDeciding(create, deciding({ survey } as never))
      const [a, b] = await two(world)
      const c = (await world.sam.create(request())).id
      await world.sam.send(a, { type: 'solve' })
      await world.as('requester', 'cem').rate(a, { score: 1 })
      await world.sam.merge(a, { into: b })
      await world.sam.merge(b, { into: c })
      await world.work({ days: 5 })
      const { items } = await world.sam.list({ limit: 100 })
      const followed = items.filter(({ subject }) => subject === 'A bad rating')
      expect(followed.map(({ links }) => links)).toEqual([[{ kind: 'caused-by', ticketId: c }]])
      expect(await world.as('admin').deadLetters()).toEqual([])
      await expectSound(world)
    })

    it('lets the answer of an effect arrive where the ticket goes on, once', async () => {
      const calls: string[] = []
      let service: ActorDesk | null = null
      const refund = async ({ id, ticketId }: EffectMessage) => {
        calls.push(id)
        await service?.tag(ticketId, { add: ['paid'] }, { idempotencyKey: id })
      }
      const rules = [
        { id: 'r', on: 'ticket.tagged', when: { tag: 'pay' }, do: [{ action: 'effect', effect: 'refund' }] },
      ]
      const desk = deciding({ rules, effects: { refund: {} } } as never)
      const world = await openDeciding(create, desk, { effects: { refund } } as never)
      service = world.as('service', 'payments')
      const [a, b] = await two(world)
      await world.sam.tag(a, { add: ['pay'] })
      await world.sam.merge(a, { into: b })
      await world.work({ days: 5 })
      expect(calls).toHaveLength(1)
      expect((await world.sam.get(b)).tags).toEqual(['paid'])
      expect((await world.sam.get(a)).tags).toEqual(['pay'])
      expect(await world.as('admin').deadLetters()).toEqual([])
      // Called again, as after an answer that got lost, it changes nothing, also once the ticket is taken out again.
      const { version } = await world.sam.get(b)
      await refund({ id: calls[0] ?? '', ticketId: a } as EffectMessage)
      await world.sam.unmerge(a)
      await refund({ id: calls[0] ?? '', ticketId: a } as EffectMessage)
      expect((await world.sam.get(b)).tags).toEqual(['paid'])
      expect((await world.sam.get(b)).version).toBe(version + 2)
      expect((await world.sam.get(a)).tags).toEqual(['pay'])
      await expectSound(world)
    })

    it('redirects tags and fields of the desk through several merges, for those who reach both', async () => {
      const world = await openDeciding(create, deciding({}))
      const [a, b] = await two(world)
      const c = (await world.sam.create(request({ requester: { id: 'dora' } }))).id
      await world.sam.merge(a, { into: b })
      expect((await world.sam.tag(a, { add: ['x'] })).id).toBe(b)
      expect((await world.as('service', 's').update(a, { fields: { amount: 5 } } as never)).id).toBe(b)
      await world.sam.merge(b, { into: c })
      expect(await world.sam.tag(a, { add: ['y'] })).toMatchObject({ id: c, tags: ['y'] })
      expect(await world.sam.get(b)).toMatchObject({ tags: ['x'], fields: { amount: 5 } })
      // Fields of the one are not the other one's, nor is a subject.
      const refused = ['COMMAND_REFUSED', 'merged']
      for (const change of [{ fields: { phone: '1' } }, { subject: 'Hers' }]) {
        expect(await reasonsOf(world.sam.update(a, change as never))).toEqual(refused)
      }
      expect(await reasonsOf(world.sam.send(a, { type: 'solve' }))).toEqual(refused)
      const cem = world.as('requester', 'cem')
      for (const call of [() => cem.tag(a, { add: ['z'] }), () => cem.update(a, { subject: 'Mine' })]) {
        expect(await reasonsOf(call())).toEqual(['FORBIDDEN', 'action-not-granted'])
      }
      expect(await world.sam.get(c)).toMatchObject({ tags: ['y'], subject: 'The lamp hums' })
      // The version that is expected is that of the ticket which is named.
      expect((await failure(world.sam.tag(a, { add: ['z'] }, { expectedVersion: 1 }))).code).toBe('VERSION_CONFLICT')
      await expectSound(world)
    })

    it('leaves the links of a merged ticket to the merge, from the other end too', async () => {
      const world = await openDeciding(create, deciding({}))
      const [a, b] = await two(world)
      const c = (await world.sam.create(request())).id
      await world.sam.link(c, { kind: 'parent-of', ticketId: a })
      await world.sam.merge(a, { into: b })
      const before = await Promise.all([a, b, c].map((id) => log(world, id)))
      for (const call of [
        () => world.sam.link(a, { kind: 'related', ticketId: c }),
        () => world.sam.link(c, { kind: 'related', ticketId: a }),
        () => world.sam.link(c, { kind: 'parent-of', ticketId: a }),
        () => world.sam.unlink(c, { kind: 'parent-of', ticketId: a }),
        () => world.sam.unlink(b, { kind: 'duplicated-by', ticketId: a }),
      ]) {
        expect((await failure(call())).details['reasons']).toEqual([{ code: 'merged', ticketId: a, into: b }])
      }
      expect(await Promise.all([a, b, c].map((id) => log(world, id)))).toEqual(before)
      await world.sam.unmerge(a)
      await world.sam.unlink(c, { kind: 'parent-of', ticketId: a })
      await expectSound(world)
    })

    it('ends a snooze in so many words', async () => {
      const world = await openDeciding(create, deciding({}))
      await world.put('ann')
      const [a, b] = await two(world)
      await world.sam.assign(a, { agent: 'ann' })
      await world.sam.snooze(a, { until: new Date(world.now() + 5 * HOUR) })
      await world.sam.merge(a, { into: b })
      expect((await world.sam.get(a)).snoozedUntil).toBeNull()
      const woken = async () => (await log(world, a)).filter(({ type }) => type === 'ticket.woken')
      expect((await woken()).map(({ data, actor }) => [data['by'], actor.id])).toEqual([['person', 'sam']])
      await world.sam.unmerge(a)
      await world.work({ days: 1 })
      expect((await world.sam.get(a)).snoozedUntil).toBeNull()
      expect(await woken()).toHaveLength(1)
      await expectSound(world)
    })
  })
}
