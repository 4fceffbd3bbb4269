import { type ActorDesk, type Category, DocketError, type ImportedTicket } from '@docket/core'
import { seededRandom } from '@docket/core/testing'
import { describe, expect, it } from 'vitest'
import { deciding, openDeciding } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const desk = deciding({})
const LAMP = 'lamp hums flickers bulb dark night socket dimmer glow switch'.split(' ')
const BILL = 'invoice paid tax refund account bank twice amount receipt booking'.split(' ')
const PRINTER = 'printer paper jam toner page tray queue driver cartridge blank'.split(' ')
const from = new Date(Date.UTC(2029, 2, 1))

/** 620 tickets of March and April, one after the other. */
function past(): ImportedTicket[] {
  const random = seededRandom(5)
  const say = (words: readonly string[]) =>
    Array.from({ length: 4 }, () => words[Math.floor(random.next() * words.length)]).join(' ')
  const make = (count: number, category: string | null, words: readonly string[]) =>
    Array.from({ length: count }, () => ({ category, subject: say(words) }))
  const told = [
    ...make(150, 'lamp', LAMP),
    ...make(150, 'lamp', BILL),
    ...make(200, 'printer', PRINTER),
    ...make(40, 'print', PRINTER),
    ...make(20, 'lamps', LAMP),
    ...make(30, 'other', ['help', 'please', 'question']),
    ...make(30, null, ['hello', 'thanks']),
  ]
  return told.map(({ category, subject }, index) => ({
    externalId: `${index}`,
    entries: [
      {
        position: 0,
        // Those of one category come one after the other, spread over the two months.
        occurredAt: new Date(from.getTime() + ((index * 7) % 61) * 86_400_000 + index),
        commands: [
          { type: 'create' as const, subject, requester: { id: 'cem' }, ...(category !== null && { category }) },
        ],
      },
    ],
  }))
}

/** What a review says of a tenant's categories. */
export function categoryReviewScenarios(create: CreateDeskFixture): void {
  describe('a review of categories', () => {
    it('names what was to be looked at again by now, which the tree shows to those who work at the desk', async () => {
      const world = await openDeciding(create, desk)
      const { categories } = world.as('admin')
      const at = (hours: number) => new Date(world.now() + hours * 3_600_000)
      const label = { en: 'x' }
      await categories.add({ id: 'soon', label, reviewAt: at(2) })
      await categories.add({ id: 'sooner', label, reviewAt: at(1) })
      await categories.add({ id: 'late', label, reviewAt: at(100) })
      await categories.add({ id: 'never', label })
      await categories.add({ id: 'gone', label, reviewAt: at(1) })
      await categories.retire({ id: 'gone' })
      const due = async () => {
        const review = await world.as('lead').categories.review({ since: from, until: at(0) })
        return review.due.map(({ category }) => category)
      }
      expect(await due()).toEqual([])
      await world.pass({ hours: 2 })
      expect(await due()).toEqual(['sooner', 'soon'])
      const [soon] = (await world.sam.categories.tree()).categories
      expect(soon?.reviewAt).toEqual(at(0))
      expect((await world.as('requester').categories.tree()).categories[0]?.reviewAt).toBeNull()
      expect((await categories.planReview({ id: 'soon', reviewAt: null })).reviewAt).toBeNull()
      expect((await categories.planReview({ id: 'never', reviewAt: at(0) })).reviewAt).toEqual(at(0))
      expect(await due()).toEqual(['sooner', 'never'])
      const history = await categories.history()
      expect(history.at(-1)?.categories.find(({ id }) => id === 'never')?.reviewAt).toEqual(at(0))
      for (const wrong of [
        { id: 'none', reviewAt: at(1) },
        { id: 'gone', reviewAt: at(1) },
      ]) {
        expect((await failure(categories.planReview(wrong))).code).toBe('COMMAND_REFUSED')
      }
      expect((await failure(categories.planReview({ id: 'soon', reviewAt: 'x' as never }))).code).toBe('INVALID_INPUT')
      const refused = world.sam.categories.planReview({ id: 'soon', reviewAt: null })
      expect((await failure(refused)).code).toBe('FORBIDDEN')
    })

    it('is a ticket once its date is reached, where a job of the host makes it one; one for each date', async () => {
      const world = await openDeciding(create, desk)
      const other = await world.node(desk)
      await world.directory.putTeam({ id: 'leads', name: 'Leads' })
      const { categories } = world.as('admin')
      const at = (hours: number) => new Date(world.now() + hours * 3_600_000)
      await categories.add({ id: 'lamp', label: { en: 'Lamp' } })
      await categories.add({ id: 'bulb', label: { en: 'Bulb' }, parent: 'lamp', reviewAt: at(1) })
      const flat = (found: readonly Category[]): Category[] => found.flatMap((one) => [one, ...flat(one.children)])
      const run = async (job: ActorDesk) => {
        for (const { id, reviewAt } of flat((await job.categories.tree()).categories)) {
          if (reviewAt === null || reviewAt > at(0)) continue
          const external = { source: 'category-review', id: `${reviewAt.toISOString()} ${id}` }
          const review = { subject: `Review ${id}`, requester: { id: 'reviews' }, team: 'leads', external }
          await job.create(review).catch((error) => {
            if (!DocketError.is(error) || error.code !== 'EXTERNAL_ID_TAKEN') throw error
          })
        }
      }
      const runs = () => Promise.all([world, other, world, other].map((node) => run(node.as('service', 'reviews'))))
      const reviews = async () =>
        (await world.sam.list({ where: { team: 'leads' } })).items.map(({ subject }) => subject)
      await runs()
      expect(await reviews()).toEqual([])
      await world.pass({ days: 3 })
      await runs()
      await world.pass({ days: 1 })
      await runs()
      expect(await reviews()).toEqual(['Review bulb'])
      await categories.planReview({ id: 'bulb', reviewAt: at(2) })
      await world.pass({ days: 1 })
      await runs()
      expect(await reviews()).toEqual(['Review bulb', 'Review bulb'])
    })

    it('counts all tickets of a time, page by page, and finds what to merge and to split', async () => {
      const world = await openDeciding(create, desk)
      const { categories } = world.as('admin')
      const reports = []
      for await (const report of world.as('service').import({ source: 'old', tickets: past() })) reports.push(report)
      for (const id of ['lamp', 'printer', 'print', 'lamps', 'scanner']) await categories.add({ id, label: { en: id } })
      await categories.add({ id: 'other', label: { en: 'Other' }, other: true })
      await categories.merge({ from: 'lamps', into: 'lamp' })
      await world.as('admin').erase(reports[0]?.ticketId ?? '')
      const until = new Date(Date.UTC(2029, 4, 1))
      const lead = world.as('lead')
      const found = await lead.categories.review({ since: from, until })
      expect(found.tickets).toBe(620)
      const rows = found.categories.map(({ category, tickets, compared }) => [category, tickets, compared])
      expect(rows).toEqual([
        ['lamp', 320, 319],
        ['printer', 200, 200],
        ['print', 40, 40],
        [null, 30, 0],
        ['other', 30, 30],
      ])
      for (const { tickets, share, months } of found.categories) {
        expect(share).toBeCloseTo(tickets / 620, 12)
        expect(Object.keys(months)).toEqual(['2029-03', '2029-04'])
        expect(Object.values(months).reduce((sum, count) => sum + count, 0)).toBe(tickets)
      }
      expect(found.other).toEqual({ tickets: 60, share: 60 / 620 })
      expect(found.unused).toEqual(['scanner'])
      expect(found.overlaps.map((one) => one.categories)).toEqual([['printer', 'print']])
      expect(found.overlaps[0]?.confusion).toBeGreaterThan(0.35)
      expect(found.overlaps[0]?.sharedWords).toHaveLength(5)
      expect(found.merges).toMatchObject([{ from: 'print', into: 'printer', tickets: { from: 40, into: 200 } }])
      expect(found.splits.map(({ category }) => category)).toEqual(['lamp'])
      const [larger, smaller] = found.splits[0]?.groups ?? []
      expect([larger?.tickets, smaller?.tickets]).toEqual([169, 150])
      expect(larger?.words.every((word) => LAMP.includes(word))).toBe(true)
      expect(smaller?.words.every((word) => BILL.includes(word))).toBe(true)
      expect(await lead.categories.review({ since: from, until })).toEqual(found)
      const march = await lead.categories.review({ since: from, until: new Date(Date.UTC(2029, 3, 1)) })
      expect(march.tickets).toBe(found.categories.reduce((sum, { months }) => sum + (months['2029-03'] ?? 0), 0))
      const stranger = await world.as('lead', 'eve', 'elsewhere').categories.review({ since: from, until })
      expect([stranger.tickets, stranger.categories]).toEqual([0, []])
    })

    it('is for leads and admins, of a time that ends after it begins', async () => {
      const world = await openDeciding(create, desk)
      const time = { since: from, until: new Date(Date.UTC(2029, 4, 1)) }
      for (const role of ['requester', 'collaborator', 'agent', 'service']) {
        expect((await failure(world.as(role).categories.review(time))).code).toBe('FORBIDDEN')
      }
      expect((await world.as('admin').categories.review(time)).tickets).toBe(0)
      for (const input of [undefined, {}, { since: time.until, until: from }, { ...time, since: '2029' }]) {
        const error = await failure(world.as('lead').categories.review(input as never))
        expect(error.code).toBe('INVALID_INPUT')
      }
    })
  })
}
