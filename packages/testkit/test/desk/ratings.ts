import { defaultAccess, defineDesk } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Definition } from './changing-desk.js'
import {
  type DecidingNode,
  type DecidingWorld,
  expectSound,
  jobWorkflow,
  log,
  mortal,
  openDeciding,
  request,
  toldOf,
} from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

type Survey = NonNullable<Parameters<typeof defineDesk>[0]['survey']>

const heeding = { ...jobWorkflow, states: { ...jobWorkflow.states } }
heeding.states['solved'] = { ...jobWorkflow.states['solved'], onReply: 'reopen' } as never

const deskWith = (survey?: Survey, fields: object = {}, personal: readonly string[] = []) =>
  defineDesk({
    workflows: [heeding],
    access: defaultAccess(),
    fields: z.object(fields as Record<string, z.ZodType>),
    personal,
    ...(survey && { survey }),
  } as never) as unknown as Definition

const following = deskWith({ followUp: { team: 'lamps', priority: 'normal', subject: 'A bad rating' } })

/** A ticket of the customer cem that was solved a minute ago. */
async function solved(create: CreateDeskFixture, desk: Definition = following, more: object = {}) {
  const world = await openDeciding(create, desk)
  await world.put('sam')
  const { id } = await world.sam.create(request(more))
  await world.sam.assign(id, { agent: 'sam', team: 'lamps' })
  await world.sam.send(id, { type: 'solve' })
  await world.pass({ minutes: 1 })
  return { world, id, cem: world.as('requester', 'cem') }
}

const codeOf = async (call: Promise<unknown>) => {
  const { code, details } = await failure(call)
  return [code, (details['reasons'] as { code: string }[] | undefined)?.[0]?.code]
}

/** The tickets that followed. */
const followUps = async ({ sam }: DecidingNode, id: string) =>
  (await sam.list({ limit: 100 })).items.filter((ticket) => ticket.external?.id === id)

const rated = async (world: DecidingWorld, id: string) =>
  (await log(world, id)).filter(({ type }) => type === 'ticket.rated').map(({ data }) => data['score'])

/** What requesters think of it, and what follows when that is bad. */
export function ratingScenarios(create: CreateDeskFixture): void {
  describe('a rating', () => {
    it('is kept with its words, and the last one counts; it reopens nothing and waits for no answer', async () => {
      const { world, id, cem } = await solved(create)
      const { facts } = (await world.store.load('acme', id)) ?? {}
      expect((await cem.rate(id, { score: 4, comment: 'Quick, but loud' })).rating?.score).toBe(4)
      expect(await world.store.load('acme', id)).toMatchObject({ state: 'solved', facts })
      expect((await world.sam.thread(id)).items).toMatchObject([
        { visibility: 'public', body: 'Quick, but loud', author: { type: 'requester', id: 'cem' } },
      ])
      expect(JSON.stringify(await log(world, id))).not.toContain('loud')
      await world.pass({ minutes: 1 })
      expect(await cem.rate(id, { score: 5 })).toMatchObject({ rating: { score: 5, at: new Date(world.now()) } })
      const { version } = await cem.get(id)
      expect((await cem.rate(id, { score: 5 })).version).toBe(version)
      expect(await rated(world, id)).toEqual([4, 5])
      await world.sam.send(id, { type: 'reopen' })
      // The words were no question.
      expect((await world.store.load('acme', id))?.facts.answer).toBeNull()
      await world.work({ days: 1 })
      expect(await toldOf(world, 'agent', 'sam')).toEqual([])
      expect(await followUps(world, id)).toEqual([])
      await expectSound(world)
    })

    it('is taken of what is solved or closed, until its time is over to the millisecond', async () => {
      const { world, id, cem } = await solved(create, deskWith({ until: { days: 2 } }))
      const open = await world.sam.create(request())
      expect(await codeOf(cem.rate(open.id, { score: 3 }))).toEqual(['COMMAND_REFUSED', 'not-solved-yet'])
      await world.sam.send(id, { type: 'close' })
      await world.fixture.clock.advance(2 * 86_400_000 - 60_000 - 1)
      expect((await cem.rate(id, { score: 3 })).rating?.score).toBe(3)
      await world.fixture.clock.advance(1)
      expect(await codeOf(cem.rate(id, { score: 1 }))).toEqual(['COMMAND_REFUSED', 'survey-over'])
      // What is solved anew can be rated anew.
      await world.sam.send(id, { type: 'reopen' })
      expect(await codeOf(cem.rate(id, { score: 1 }))).toEqual(['COMMAND_REFUSED', 'not-solved-yet'])
      await world.sam.send(id, { type: 'solve' })
      expect((await cem.rate(id, { score: 1 })).rating?.score).toBe(1)
      await expectSound(world)
    })

    it("is the requester's, or a service's for them, and from 1 to 5", async () => {
      const { world, id, cem } = await solved(create)
      await world.sam.watch(id, { watcher: 'colin' })
      const score = { score: 2 } as const
      for (const actor of [world.sam, world.as('lead', 'lea'), world.as('collaborator', 'colin')]) {
        expect(await codeOf(actor.rate(id, score))).toEqual(['FORBIDDEN', 'action-not-granted'])
      }
      for (const actor of [world.as('requester', 'dora'), world.as('requester', 'cem', 'other')]) {
        expect((await failure(actor.rate(id, score))).code).toBe('NOT_FOUND')
      }
      for (const wrong of [0, 6, 2.5, '3', null, Number.NaN]) {
        expect((await failure(cem.rate(id, { score: wrong as never }))).code).toBe('INVALID_INPUT')
      }
      expect((await failure(cem.rate(id, { score: 3, comment: '' }))).code).toBe('INVALID_INPUT')
      await world.as('service').rate(id, { score: 3, comment: 'By post' })
      const record = await world.store.load('acme', id)
      expect(record).toMatchObject({ state: 'solved', facts: { agentMessages: 0, firstResponseAt: null } })
      await expectSound(world)
    })

    it('that is bad tells the lead and opens one linked ticket, however often and however late', async () => {
      const { world, id, cem } = await solved(create)
      for (const score of [5, 2, 1, 4, 1] as const) await cem.rate(id, { score }, { idempotencyKey: `k${score}` })
      await cem.rate(id, { score: 2 })
      await world.pass({ days: 10 })
      await world.work({ hours: 1 })
      const [next, ...others] = await followUps(world, id)
      expect(others).toEqual([])
      expect(next).toMatchObject({
        subject: 'A bad rating',
        requester: { id: 'cem' },
        team: 'lamps',
        priority: 'normal',
        state: 'open',
        links: [{ kind: 'caused-by', ticketId: id }],
      })
      expect((await world.sam.get(id)).links).toEqual([{ kind: 'causes', ticketId: next?.id }])
      expect((await cem.get(next?.id ?? '')).subject).toBe('A bad rating')
      expect((await toldOf(world, 'agent', 'lea')).filter(([kind]) => kind === 'rating.low')).toEqual([
        ['rating.low', id],
      ])
      const [begun] = await log(world, next?.id ?? '')
      expect(begun).toMatchObject({ actor: { type: 'system' }, cause: { kind: 'effect' } })
      await expectSound(world)
    })

    it('opens one ticket when 32 bad ratings come at once and many workers deliver', async () => {
      const { world, id, cem } = await solved(create)
      const scores = Array.from({ length: 32 }, (_, index) => (1 + (index % 2)) as 1 | 2)
      const said = await Promise.allSettled(scores.map((score, index) => cem.rate(id, { score, comment: `${index}` })))
      expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
      expect(await rated(world, id)).toHaveLength(5)
      const node = await world.node(following)
      await Promise.all([world, node, world, node].map(({ desk }) => desk.system.tick()))
      await world.work({ hours: 1 })
      expect(await followUps(world, id)).toHaveLength(1)
      expect(await toldOf(world, 'agent', 'lea')).toContainEqual(['rating.low', id])
      await expectSound(world)
    })

    // Commits of the effect: the new ticket's, then the link's; what dies before its message is settled is delivered again.
    it.each([1, 2])('opens one ticket when the worker dies after commit %s', async (commits) => {
      const { world, id, cem } = await solved(create)
      await cem.rate(id, { score: 1 })
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(following, { wrap })
      dieAfter(commits)
      await dying.desk.system.tick().catch(() => {})
      expect(await followUps(world, id)).toHaveLength(1)
      // Long enough that keys against doubles are forgotten too.
      await world.pass({ days: 3 })
      await world.desk.system.forgetIdempotencyKeys()
      await world.work({ days: 1 })
      const [next, ...others] = await followUps(world, id)
      expect([next?.links, others]).toEqual([[{ kind: 'caused-by', ticketId: id }], []])
      expect((await world.sam.get(id)).links).toHaveLength(1)
      expect(await world.as('admin').deadLetters()).toEqual([])
      await expectSound(world)
    })

    it('opens a ticket about the same thing, where a desk needs fields, and one without a team that is gone', async () => {
      const known = { orderId: z.string(), phone: z.string().optional() }
      const desk = deskWith({ low: 3, followUp: { team: 'gone' } }, known, ['phone'])
      const { world, id, cem } = await solved(create, desk, { fields: { orderId: 'o-1', phone: '5' } })
      await cem.rate(id, { score: 3 })
      await world.work({ hours: 1 })
      const [next, ...others] = await followUps(world, id)
      expect([next?.subject, next?.team, others]).toEqual(['Follow-up', null, []])
      expect(next?.fields).toEqual({ orderId: 'o-1' })
      await expectSound(world)
    })

    it('can be changed four times, with a comment each', async () => {
      const { world, id, cem } = await solved(create, deskWith())
      for (const score of [5, 4, 3, 2, 1]) await cem.rate(id, { score, comment: `${score}` } as never)
      expect(await codeOf(cem.rate(id, { score: 1, comment: 'And another thing' }))).toEqual([
        'LIMIT_EXCEEDED',
        'ratings',
      ])
      expect(await codeOf(world.as('service').rate(id, { score: 5 }))).toEqual(['LIMIT_EXCEEDED', 'ratings'])
      // It says nothing new.
      expect((await cem.rate(id, { score: 1 })).rating?.score).toBe(1)
      expect((await world.sam.thread(id)).items.map(({ body }) => body)).toEqual(['5', '4', '3', '2', '1'])
      await expectSound(world)
    })

    it('opens a ticket without a copy of what is personal, which would outlive an erasure, in the same category', async () => {
      const known = { orderId: z.string(), phone: z.string(), kind: z.string().default('none') }
      const desk = deskWith({ followUp: {} }, known, ['phone'])
      const { world, id, cem } = await solved(create, desk, {
        category: 'lamps',
        fields: { orderId: 'o-1', phone: '555-1' },
      })
      await cem.rate(id, { score: 1 })
      await world.work({ hours: 1 })
      const [next] = await followUps(world, id)
      expect(next).toMatchObject({ category: 'lamps', fields: { orderId: 'o-1', kind: 'none' } })
      await world.as('admin').erase(id)
      expect(JSON.stringify(await world.store.load('acme', next?.id ?? ''))).not.toContain('555-1')
      // It is asked for anew.
      const filled = await world.sam.update(next?.id ?? '', { fields: { phone: '555-2' } } as never)
      expect(filled.fields).toMatchObject({ phone: '555-2' })
      await expectSound(world)
    })

    it('opens a ticket in no category where that of the rated one is retired, and where the rated one is erased', async () => {
      const desk = deskWith({ followUp: {} }, { phone: z.string() }, ['phone'])
      const { world, id, cem } = await solved(create, desk, { category: 'lamps', fields: { phone: '1' } })
      const { categories } = world.as('admin')
      await categories.add({ id: 'lamps', label: { en: 'Lamps' } })
      await categories.retire({ id: 'lamps' })
      await cem.rate(id, { score: 1 })
      await world.as('admin').erase(id)
      await world.work({ hours: 1 })
      const [next] = await followUps(world, id)
      expect([next?.category, next?.subject]).toEqual([null, 'Follow-up'])
      expect(await world.as('admin').deadLetters()).toEqual([])
    })

    it('opens nothing where the desk says nothing of it; the lead hears all the same', async () => {
      const { world, id, cem } = await solved(create, deskWith())
      await cem.rate(id, { score: 1 })
      await world.work({ hours: 1 })
      expect((await world.sam.list()).items).toHaveLength(1)
      expect(await toldOf(world, 'agent', 'lea')).toEqual([['rating.low', id]])
      await expectSound(world)
    })
  })
}
