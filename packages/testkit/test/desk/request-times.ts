import { describe, expect, it } from 'vitest'
import { asking, forgetfulNotifier, openAsking, toldTo } from './asking-desk.js'
import { course, expectSound, log } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const PARTS = { to: { team: 'parts' }, question: 'Is the switch in stock?' }
const HOUR = 3_600_000

/** The due time of questions to others, and several of them at once. */
export function requestTimeScenarios(create: CreateDeskFixture): void {
  describe('the due time of a request', () => {
    it('is an instant, or time of a calendar of the desk', async () => {
      const { world, id, ann } = await openAsking(create)
      // Monday at nine; the office is open from nine to five.
      const due = async (given: object) => (await ann.request(id, { ...PARTS, due: given as never })).dueAt
      const inHours = (hours: number) => new Date(world.now() + hours * HOUR)
      expect(await due({ at: inHours(3) })).toEqual(inHours(3))
      expect(await due({ within: { hours: 10 } })).toEqual(inHours(10))
      expect(await due({ within: { hours: 10 }, calendar: 'wall' })).toEqual(inHours(10))
      expect(await due({ within: { hours: 10 }, calendar: 'office' })).toEqual(inHours(26))
      await expectSound(world)
    })

    it('passes at its own instant, of which the asked and the asker hear once', async () => {
      const { world, id, bob, pia } = await openAsking(create)
      const { id: request } = await bob.request(id, { ...PARTS, due: { within: { minutes: 90 } } })
      await bob.request(id, { ...PARTS, due: { within: { minutes: 120 } } })
      await world.work({ days: 3 })
      expect((await course(world, id)).slice(-2)).toEqual([
        [90, 'request.overdue'],
        [120, 'request.overdue'],
      ])
      const [overdue] = (await pia.get(id)).requests
      expect(overdue).toMatchObject({ id: request, overdue: true })
      expect((await log(world, id)).at(-2)).toMatchObject({
        actor: { type: 'system' },
        cause: { kind: 'timer', id: 'request' },
        data: { request },
      })
      const asked = ['request.asked', 'request.asked', 'request.overdue', 'request.overdue']
      expect(await toldTo(world, 'pia', 'bob', 'pat')).toEqual({
        pia: asked,
        bob: ['request.overdue', 'request.overdue'],
        pat: [],
      })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await pia.answer(id, { request, body: 'Sorry' })
      expect((await bob.get(id)).requests).toHaveLength(1)
      await expectSound(world)
    })

    it('has passed when it was to, whoever looks first and however late', async () => {
      const { world, ann, bob, pia } = await openAsking(create)
      const late = async () => {
        const { id } = await ann.create({ subject: 'x', requester: { id: 'cem' } })
        const { id: request } = await bob.request(id, { ...PARTS, due: { within: { hours: 2 } } })
        await bob.request(id, { ...PARTS, due: { within: { hours: 2 } } })
        return { id, request }
      }
      const [worker, command, answer] = [await late(), await late(), await late()]
      await world.pass({ days: 2 })
      await pia.tag(command.id, { add: ['x'] })
      await pia.answer(answer.id, { request: answer.request, body: 'Late' })
      await world.desk.system.tick()
      await pia.tag(worker.id, { add: ['x'] })
      const tail = async ({ id }: { readonly id: string }, count: number) => (await course(world, id)).slice(-count)
      const overdue = [120, 'request.overdue']
      expect(await tail(worker, 3)).toEqual([overdue, overdue, [2 * 1440, 'ticket.tagged']])
      expect(await course(world, command.id)).toEqual(await course(world, worker.id))
      const answered = [
        [2 * 1440, 'message.added'],
        [2 * 1440, 'request.answered'],
      ]
      expect(await tail(answer, 4)).toEqual([overdue, overdue, ...answered])
      // Whoever asked is told what came too late, and then that it came.
      const told = (await toldTo(world, 'bob'))['bob'] ?? []
      expect(told.toSorted()).toEqual(['request.answered', ...Array.from({ length: 6 }, () => 'request.overdue')])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('that an answer or a withdrawal came before never passes', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const ask = () => ann.request(id, { ...PARTS, due: { within: { hours: 1 } } })
      const [one, two] = [await ask(), await ask()]
      await pia.answer(id, { request: one.id, body: 'Yes' })
      await ann.withdrawRequest(id, { request: two.id })
      await world.desk.system.tick()
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.work({ days: 1 })
      expect((await log(world, id)).filter(({ type }) => type === 'request.overdue')).toEqual([])
      await expectSound(world)
    })

    it('is told once, however often the telling is tried', async () => {
      const forgetful = forgetfulNotifier('request.overdue', 3)
      const fixture = await create()
      const { world, id, ann } = await openAsking(() => fixture, { notifier: forgetful.on(fixture.store) })
      await ann.request(id, { ...PARTS, due: { within: { hours: 1 } } })
      await world.work({ days: 1 })
      expect(forgetful.asked.filter((one) => one === 'request.overdue ann').length).toBeGreaterThan(1)
      expect(await toldTo(world, 'ann', 'pia')).toEqual({
        ann: ['request.overdue'],
        pia: ['request.asked', 'request.overdue'],
      })
    })

    it('stands while an import tells of the past', async () => {
      const { world, ann } = await openAsking(create)
      const bring = async (position: number, ...commands: object[]) => {
        const entry = { position, occurredAt: new Date(world.now() - 1_000), commands }
        const ticket = { externalId: 'T', entries: [entry] }
        for await (const report of world.as('service').import({ source: 'old', tickets: [ticket as never] }))
          return report.ticketId
        throw new Error('nothing was imported')
      }
      const id = await bring(1, { type: 'create', subject: 'x', requester: { id: 'cem' } })
      const asked = await ann.request(id, { ...PARTS, due: { within: { hours: 1 } } })
      await world.pass({ hours: 2 })
      await bring(2, { type: 'note', body: 'x' })
      expect((await ann.get(id)).requests).toEqual([asked])
      await world.desk.system.tick()
      expect((await ann.get(id)).requests).toEqual([{ ...asked, overdue: true }])
      await expectSound(world)
    })
  })

  describe('requests at the same time', () => {
    it('all 32 are asked, from two nodes, and each is answered once of 32 answers', async () => {
      const { world, id, ann } = await openAsking(create)
      const nodes = [world, await world.node(asking())]
      const on = (index: number, who: string) => (nodes[index % 2] ?? world).as('agent', who)
      const all = await Promise.all(Array.from({ length: 32 }, (_, index) => on(index, 'ann').request(id, PARTS)))
      expect(new Set(all.map((one) => one.id)).size).toBe(32)
      const [first] = (await ann.get(id)).requests
      const request = first?.id ?? ''
      const answers = await Promise.allSettled(
        Array.from({ length: 32 }, (_, index) => on(index, 'pia').answer(id, { request, body: 'Mine' })),
      )
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const one of answers) {
        if (one.status === 'rejected') {
          expect(await failure(Promise.reject(one.reason))).toMatchObject({ code: 'COMMAND_REFUSED' })
        }
      }
      expect((await ann.get(id)).requests).toHaveLength(31)
      expect((await ann.thread(id)).items.filter(({ body }) => body === 'Mine')).toHaveLength(1)
      expect((await toldTo(world, 'ann'))['ann']).toEqual(['request.answered'])
      await expectSound(world)
    })

    it('are at most 50 that are open', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      for (let count = 0; count < 40; count += 1) await ann.request(id, PARTS)
      const more = await Promise.allSettled(Array.from({ length: 20 }, () => ann.request(id, PARTS)))
      expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
      const full = await failure(ann.request(id, PARTS))
      expect(full).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { reasons: [{ code: 'requests', limit: 50 }] } })
      const { requests } = await ann.get(id)
      expect(requests).toHaveLength(50)
      await pia.answer(id, { request: requests[0]?.id ?? '', body: 'x' })
      await ann.request(id, PARTS)
      await expectSound(world)
    })

    it('answered and withdrawn at once are one of both', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      for (let round = 0; round < 5; round += 1) {
        const { id: request } = await ann.request(id, PARTS)
        const both = await Promise.allSettled([
          pia.answer(id, { request, body: 'x' }),
          ann.withdrawRequest(id, { request }),
        ])
        expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      }
      expect((await ann.get(id)).requests).toEqual([])
      await expectSound(world)
    })

    it('under a key are one, and are answered the same again', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const KEY = { idempotencyKey: 'k' }
      const ask = () => ann.request(id, { ...PARTS, due: { within: { hours: 1 } } }, KEY)
      const asked = await ask()
      expect(await ask()).toEqual(asked)
      const answer = () => pia.answer(id, { request: asked.id, body: 'Yes' }, KEY)
      const answered = await answer()
      await world.pass({ hours: 2 })
      expect([await answer(), await ask()]).toEqual([answered, asked])
      const { id: request } = await ann.request(id, PARTS)
      const withdraw = () => ann.withdrawRequest(id, { request }, KEY)
      const withdrawn = await withdraw()
      expect(await withdraw()).toEqual(withdrawn)
      expect(await failure(ann.request(id, PARTS, KEY))).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
      expect((await ann.get(id)).requests).toEqual([])
      await expectSound(world)
    })
  })
}
