import type { ImportedTicket } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const desk = deciding({})
const DAY = 86_400_000
const from = Date.UTC(2029, 2, 1)

/** 1,200 tickets of March, one each of 400 customers in three rounds, each solved after an hour. */
function past(): ImportedTicket[] {
  return Array.from({ length: 1_200 }, (_, index) => {
    const [round, customer] = [Math.floor(index / 400), index % 400]
    // The second round comes after 6 days, the third after 12 more.
    const at = from + customer + ([0, 6, 18][round] ?? 0) * DAY
    return {
      externalId: `${index}`,
      entries: [
        {
          position: 0,
          occurredAt: new Date(at),
          commands: [
            {
              type: 'create' as const,
              subject: 'x',
              requester: { id: `c${customer}` },
              ...(customer % 2 === 0 && { category: customer % 4 === 0 || round === 0 ? 'lamp' : 'bulb' }),
            },
          ],
        },
        { position: 1, occurredAt: new Date(at + 3_600_000), commands: [{ type: 'move' as const, state: 'solved' }] },
      ],
    }
  })
}

/** How often tickets come twice or again. */
export function repeatRateScenarios(create: CreateDeskFixture): void {
  describe('the repeat rate', () => {
    it('counts what was merged or linked, and what came again after a solution', async () => {
      const world = await openDeciding(create, desk)
      const { sam } = world
      const since = new Date(world.now())
      const make = async (category?: string, requester = 'cem') =>
        (await sam.create(request({ requester: { id: requester }, ...(category !== undefined && { category }) }))).id
      const [first, none] = [await make('lamp'), await make()]
      await world.pass({ minutes: 1 })
      for (const id of [first, none]) await sam.send(id, { type: 'solve' } as never)
      await world.pass({ days: 7 })
      // Again; another matter; another customer; of no category.
      const again = await make('lamp')
      for (const [category, requester] of [
        ['bulb', 'cem'],
        ['lamp', 'dora'],
        [undefined, 'cem'],
      ] as const) {
        await make(category, requester)
      }
      const [merged, linked] = [await make('lamp'), await make('lamp')]
      await sam.merge(merged, { into: again })
      await sam.link(linked, { kind: 'duplicates', ticketId: again })
      await world.pass({ minutes: 1 })
      // What was merged was not solved by itself, and the first was solved more than 7 days ago.
      await make('lamp')
      await world.pass({ days: 1 })
      const until = new Date(world.now())
      const lead = world.as('lead')
      expect(await lead.repeatRate({ since, until })).toEqual({
        since,
        until,
        tickets: 9,
        duplicates: 2,
        repeats: 1,
        rate: 3 / 9,
      })
      expect(await lead.repeatRate({ since: new Date(0), until: since })).toMatchObject({ tickets: 0, rate: null })
      expect((await world.as('lead', 'eve', 'elsewhere').repeatRate({ since, until })).tickets).toBe(0)
    })

    it('reads all tickets, page by page, and knows categories that were merged', async () => {
      const world = await openDeciding(create, desk)
      for await (const _ of world.as('service').import({ source: 'old', tickets: past() }));
      const lead = world.as('lead')
      const time = { since: new Date(from), until: new Date(from + 30 * DAY) }
      // In the second round, those who stay with their category: every fourth.
      expect(await lead.repeatRate(time)).toMatchObject({ tickets: 1_200, duplicates: 0, repeats: 100 })
      const { categories } = world.as('admin')
      for (const id of ['lamp', 'bulb', 'light']) await categories.add({ id, label: { en: id } })
      await categories.merge({ from: 'bulb', into: 'light' })
      await categories.merge({ from: 'lamp', into: 'light' })
      expect((await lead.repeatRate(time)).repeats).toBe(200)
      const second = { since: new Date(from + 6 * DAY), until: new Date(from + 7 * DAY) }
      expect(await lead.repeatRate(second)).toMatchObject({ tickets: 400, repeats: 200, rate: 0.5 })
    })

    it('is for leads and admins, of a time that ends after it begins', async () => {
      const world = await openDeciding(create, desk)
      const time = { since: new Date(from), until: new Date(from + DAY) }
      for (const role of ['requester', 'collaborator', 'agent', 'service']) {
        expect((await failure(world.as(role).repeatRate(time))).code).toBe('FORBIDDEN')
      }
      expect((await world.as('admin').repeatRate(time)).tickets).toBe(0)
      for (const input of [undefined, {}, { since: time.until, until: time.since }, { ...time, since: '2029' }]) {
        expect((await failure(world.as('lead').repeatRate(input as never))).code).toBe('INVALID_INPUT')
      }
    })
  })
}
