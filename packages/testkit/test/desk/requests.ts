import { describe, expect, it } from 'vitest'
import { kindsOf, openAsking, toldTo } from './asking-desk.js'
import { expectSound, log } from './deciding-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

const PARTS = { to: { team: 'parts' }, question: 'Is the switch in stock?' }
const HOUR = 3_600_000

/** Questions to other teams within a ticket. */
export function requestScenarios(create: CreateDeskFixture): void {
  describe('a request', () => {
    it('asks the present agents of a team, with a file, and the customer sees nothing of it', async () => {
      const { world, id, ann, bob, pia, cem } = await openAsking(create)
      const file = await bob.upload({ name: 'switch.png', type: 'image/png', bytes: new Uint8Array(3) })
      const asked = await bob.request(id, { ...PARTS, attachments: [file.id] })
      expect(asked).toEqual({
        id: asked.id,
        team: 'parts',
        agent: null,
        askedBy: { type: 'agent', id: 'bob' },
        askedAt: new Date(world.now()),
        dueAt: null,
        messageId: asked.messageId,
        overdue: false,
      })
      expect((await pia.get(id)).requests).toEqual([asked])
      const question = (await pia.thread(id)).items.at(-1)
      expect(question).toMatchObject({ id: asked.messageId, visibility: 'internal', body: PARTS.question })
      expect((await pia.download(question?.attachments[0]?.id ?? '')).attachment.name).toBe('switch.png')
      expect(await toldTo(world, 'pia', 'pat', 'bob', 'ann')).toEqual({
        pia: ['request.asked'],
        pat: [],
        bob: [],
        ann: ['message.colleagueWrote'],
      })
      expect((await world.as('agent', 'pia').inbox.list()).items[0]?.data).toMatchObject({ request: asked.id })
      expect((await cem.get(id)).requests).toEqual([])
      expect(JSON.stringify(await cem.thread(id))).not.toContain('stock')
      expect((await ann.history(id)).items.at(-1)).toMatchObject({
        type: 'request.asked',
        data: { request: asked.id, team: 'parts', agent: null, dueAt: null, messageId: asked.messageId },
      })
      await expectSound(world)
    })

    it('is closed by the first answer, of which the asker and the assignee hear once', async () => {
      const { world, id, bob, pia } = await openAsking(create)
      const { id: request } = await bob.request(id, { to: { agent: 'pia' }, question: 'In stock?' })
      const file = await pia.upload({ name: 'stock.txt', type: 'text/plain', bytes: new Uint8Array(3) })
      await world.pass({ minutes: 5 })
      const answer = await pia.answer(id, { request, body: 'Two left', attachments: [file.id] })
      expect(answer).toMatchObject({ visibility: 'internal', body: 'Two left', author: { type: 'agent', id: 'pia' } })
      expect(answer.attachments).toMatchObject([{ name: 'stock.txt' }])
      expect((await bob.get(id)).requests).toEqual([])
      expect(await toldTo(world, 'bob', 'pia', 'ann')).toEqual({
        bob: ['request.answered'],
        pia: ['request.asked'],
        ann: ['message.colleagueWrote', 'request.answered'],
      })
      await expectSound(world)
    })

    it('of the assignee itself is answered to it once, and its own answer is told to nobody', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const one = await ann.request(id, PARTS)
      await pia.answer(id, { request: one.id, body: 'Yes' })
      const other = await ann.request(id, { to: { agent: 'ann' }, question: 'Was I right?' })
      await ann.answer(id, { request: other.id, body: 'I was' })
      expect(await toldTo(world, 'ann', 'pia')).toEqual({ ann: ['request.answered'], pia: ['request.asked'] })
    })

    it('is answered to whoever asked, also to one who is no agent of the directory', async () => {
      const { world, id, pia } = await openAsking(create)
      const cem = world.as('partner', 'cem')
      const [own, lead] = [await cem.request(id, PARTS), await world.as('lead', 'leo').request(id, PARTS)]
      for (const { id: request } of [own, lead]) await pia.answer(id, { request, body: 'Yes' })
      await world.desk.system.tick()
      expect(await kindsOf(world, 'cem', 'partner')).toEqual(['request.answered'])
      expect(await kindsOf(world, 'cem')).toEqual([])
      expect(await kindsOf(world, 'leo', 'lead')).toEqual(['request.answered'])
    })

    it('is answered by whoever may write notes there, and asked by whoever works at the desk', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      await ann.watch(id, { watcher: 'wei' })
      const { id: request } = await ann.request(id, PARTS)
      const wei = world.as('collaborator', 'wei')
      const far = world.as('agent', 'pia', 'other')
      const all = { request, body: 'x' }
      for (const [who, code] of [
        [cem, 'FORBIDDEN'],
        [world.as('requester', 'eve'), 'NOT_FOUND'],
        [far, 'NOT_FOUND'],
        [world.as('ghost'), 'NOT_FOUND'],
      ] as const) {
        expect(await failure(who.request(id, PARTS))).toMatchObject({ code })
        expect(await failure(who.answer(id, all))).toMatchObject({ code })
        expect(await failure(who.withdrawRequest(id, { request }))).toMatchObject({ code })
      }
      for (const call of [() => wei.request(id, PARTS), () => wei.withdrawRequest(id, { request })]) {
        expect(await failure(call)).toMatchObject({ code: 'FORBIDDEN' })
      }
      await wei.answer(id, all)
      expect((await ann.get(id)).requests).toEqual([])
    })

    it('to whom nobody knows is refused by name', async () => {
      const { world, id, ann } = await openAsking(create)
      await world.put('bob', { status: 'removed' })
      await world.directory.putTeam({ id: 'old', name: 'Old', status: 'removed' })
      const before = await everything(world as never)
      for (const to of [{ agent: 'bob' }, { agent: 'nobody' }, { team: 'old' }, { team: 'nobodies' }]) {
        const code = 'agent' in to ? 'agent-unknown' : 'team-unknown'
        const error = await failure(ann.request(id, { to, question: 'x' }))
        expect(error).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons: [{ code, ...to }] } })
        expect(error.message).toContain(Object.values(to)[0])
      }
      expect(await everything(world as never)).toEqual(before)
    })

    it('that is not open is named with those that are, and nothing is written', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const [one, two, three] = [
        await ann.request(id, PARTS),
        await ann.request(id, PARTS),
        await ann.request(id, PARTS),
      ]
      await pia.answer(id, { request: one.id, body: 'Yes' })
      const elsewhere = await ann.create({ subject: 'x', requester: { id: 'cem' } })
      const foreign = await ann.request(elsewhere.id, PARTS)
      const before = await everything(world as never)
      for (const request of [one.id, foreign.id, 'no-such', '__proto__', 'constructor']) {
        const reasons = [{ code: 'request-unknown', request, open: [two.id, three.id] }]
        for (const call of [() => pia.answer(id, { request, body: 'x' }), () => ann.withdrawRequest(id, { request })]) {
          const error = await failure(call)
          expect(error).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons } })
          expect(error.message).toContain(`${two.id}, ${three.id}`)
        }
      }
      expect(await everything(world as never)).toEqual(before)
    })

    it('is withdrawn by who asked, a lead or an admin', async () => {
      const { world, id, ann, bob, pia } = await openAsking(create)
      const people = [ann, world.as('lead', 'lea'), world.as('admin')]
      for (const person of people) {
        const { id: request } = await ann.request(id, PARTS)
        for (const other of [bob, pia, world.as('agent', 'lea')]) {
          expect(await failure(other.withdrawRequest(id, { request }))).toMatchObject({
            code: 'FORBIDDEN',
            details: { reasons: [{ code: 'not-the-asker', request, askedBy: { type: 'agent', id: 'ann' } }] },
          })
        }
        expect((await person.withdrawRequest(id, { request })).requests).toEqual([])
        expect(await failure(pia.answer(id, { request, body: 'x' }))).toMatchObject({ code: 'COMMAND_REFUSED' })
      }
      expect((await log(world, id)).filter(({ type }) => type === 'request.withdrawn')).toHaveLength(3)
      // A customer's id may be that of somebody at the desk.
      const { id: request } = await world.as('agent', 'cem').request(id, PARTS)
      const namesake = world.as('partner', 'cem')
      expect(await failure(namesake.withdrawRequest(id, { request }))).toMatchObject({ code: 'FORBIDDEN' })
    })

    it('refuses what is no request, place by place', async () => {
      const { world, id, ann } = await openAsking(create)
      const before = await everything(world as never)
      const at = (ms: number) => ({ ...PARTS, due: { at: new Date(world.now() + ms) } })
      const within = (due: object) => ({ ...PARTS, due })
      const refused = [
        {},
        { to: { team: 'parts' } },
        { question: 'x' },
        { to: { team: 'parts', agent: 'pia' }, question: 'x' },
        { to: {}, question: 'x' },
        { to: 'parts', question: 'x' },
        { ...PARTS, question: '' },
        { ...PARTS, question: 'x'.repeat(200_001) },
        { ...PARTS, question: 'a\u0000' },
        { ...PARTS, priority: 'high' },
        at(0),
        at(-1),
        { ...PARTS, due: { at: new Date(Number.NaN) } },
        { ...PARTS, due: { at: 7 } },
        { ...PARTS, due: { at: new Date(Date.UTC(2250, 0, 1)) } },
        within({}),
        within({ within: {} }),
        within({ within: { hours: 0 } }),
        within({ within: { hours: -1 } }),
        within({ within: { days: 1 } }),
        within({ within: { hours: Number.POSITIVE_INFINITY } }),
        within({ within: { hours: 24 * 4_000 } }),
        within({ within: { hours: 1 }, calendar: 'nights' }),
        within({ within: { hours: 1 }, calendar: '__proto__' }),
        within({ within: { hours: 1 }, at: new Date(world.now() + HOUR) }),
        { ...PARTS, attachments: Array.from({ length: 51 }, (_, index) => `f${index}`) },
      ]
      for (const input of refused) {
        const error = await failure(ann.request(id, input as never))
        expect([input, error.code]).toEqual([input, 'INVALID_INPUT'])
      }
      const unknown = await failure(ann.request(id, within({ within: { hours: 1 }, calendar: 'nights' }) as never))
      expect(unknown.message).toContain('wall, office')
      for (const input of [{}, { request: 'x' }, { request: 'x', body: '' }, { request: 7, body: 'x' }]) {
        expect(await failure(ann.answer(id, input as never))).toMatchObject({ code: 'INVALID_INPUT' })
      }
      const file = await failure(ann.request(id, { ...PARTS, attachments: ['no-such-file'] }))
      expect(file).toMatchObject({ code: 'ATTACHMENT_UNAVAILABLE' })
      expect(await everything(world as never)).toEqual(before)
    })
  })

  describe('a transition that requires answers', () => {
    it('is refused with each open request, and taken when none is open', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const team = await ann.request(id, PARTS)
      const agent = await ann.request(id, { to: { agent: 'pia' }, question: 'x', due: { within: { hours: 1 } } })
      const reasons = [
        { code: 'request-open', request: team.id, team: 'parts', agent: null },
        { code: 'request-open', request: agent.id, team: null, agent: 'pia' },
      ]
      const refused = await failure(ann.send(id, { type: 'solve' }))
      expect(refused).toMatchObject({ code: 'TRANSITION_REFUSED', details: { reasons } })
      expect((await ann.events(id)).find(({ event }) => event === 'solve')).toMatchObject({ allowed: false, reasons })
      await pia.answer(id, { request: agent.id, body: 'x' })
      await ann.withdrawRequest(id, { request: team.id })
      expect(await ann.send(id, { type: 'solve' })).toMatchObject({ state: 'solved' })
      await expectSound(world)
    })

    it('is another way than to give up: that goes with open requests, which stay', async () => {
      const { id, ann, pia } = await openAsking(create)
      const { id: request } = await ann.request(id, PARTS)
      expect(await ann.send(id, { type: 'giveUp' })).toMatchObject({ state: 'closed', requests: [{ id: request }] })
      await pia.answer(id, { request, body: 'Too late' })
      expect((await ann.get(id)).requests).toEqual([])
    })
  })

  describe('erasure', () => {
    it('leaves the request, and nothing of what was asked and answered', async () => {
      const { world, id, ann, pia } = await openAsking(create)
      const [one, two] = [
        await ann.request(id, { ...PARTS, question: 'Canary 1' }),
        await ann.request(id, { ...PARTS, question: 'Canary 2' }),
      ]
      await pia.answer(id, { request: one.id, body: 'Canary 3' })
      await world.as('admin').erase(id)
      expect((await ann.get(id)).requests).toEqual([two])
      expect(JSON.stringify(await everything(world as never))).not.toContain('Canary')
      expect((await world.fixture.rows?.()) ?? '').not.toContain('Canary')
    })
  })
}
