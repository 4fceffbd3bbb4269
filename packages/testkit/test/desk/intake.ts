import { createDesk, defaultAccess, defineDesk, type IncomingMessage, supportWorkflow } from '@docket/core'
import { sequentialIds } from '@docket/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { serviceDesk } from './service-desk.js'
import { type CreateDeskFixture, everything, expectSoundWorld, failure, openWorld, type World } from './world.js'

const CHANNEL = { type: 'service', id: 'channel:sms' }

/** A message by SMS of the requester c1; `more` differs. */
const sms = (id: string, text = 'My lamp hums', more: Partial<IncomingMessage> = {}) => ({
  channel: 'sms',
  id,
  from: { id: 'c1' },
  text,
  ...more,
})

const intake = (world: World, tenant = 'acme') => world.as('service', CHANNEL.id, tenant)
const words = async (world: World, ticketId: string) =>
  (await world.as('agent').thread(ticketId)).items.map(({ body }) => body)

/** What channels bring in. */
export function intakeScenarios(create: CreateDeskFixture): void {
  describe('an incoming message', () => {
    it('begins a ticket, as the words of the requester; the log says who brought them', async () => {
      const world = await openWorld(create)
      const from = { id: 'c1', tier: 'gold', locale: 'zh-CN' }
      const received = await intake(world).receive(sms('m1', '\n My lamp\thums.\nIt began at night.', { from }))
      expect(received).toMatchObject({ created: true, duplicate: false })
      const { ticket } = received
      expect(ticket).toMatchObject({ subject: 'My lamp hums.', requester: from, channel: 'sms', category: null })
      expect(ticket.external).toEqual({ source: 'sms', id: 'm1' })
      const { items } = await world.as('requester', 'c1').thread(ticket.id)
      const author = { type: 'requester', id: 'c1' }
      expect(items).toMatchObject([{ body: '\n My lamp\thums.\nIt began at night.', author, channel: 'sms' }])
      const log = (await world.as('agent').history(ticket.id)).items
      const cause = { kind: 'intake', id: 'sms', by: CHANNEL }
      for (const type of ['ticket.created', 'message.added']) {
        expect(log.find((event) => event.type === type)).toMatchObject({ actor: author, cause })
      }
      expect(log.find(({ type }) => type === 'message.added')?.data).toMatchObject({ byRequester: true })
      await expectSoundWorld(world)
    })

    it('takes the subject, category and fields that the channel gives, for a new ticket', async () => {
      const world = await openWorld(create)
      const admin = world.as('admin')
      await admin.categories.add({ id: 'lamps', label: { en: 'Lamps' } })
      const more = { subject: 'A lamp', category: 'lamps', fields: { severity: 'high', phone: '123' } } as const
      const { ticket } = await intake(world).receive({ ...sms('m1'), ...more })
      expect(ticket).toMatchObject({ subject: 'A lamp', category: 'lamps', fields: { severity: 'high', phone: '123' } })
      const unknown = await failure(
        intake(world).receive({ ...sms('m2', 'x', { from: { id: 'c2' } }), category: 'no' }),
      )
      expect(unknown).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons: [{ code: 'category-unknown' }] } })
      const long = `${'lamp '.repeat(30)}\u{1f4a1}`
      const other = await intake(world).receive(sms('m3', long, { from: { id: 'c3' } }))
      expect(Array.from(other.ticket.subject ?? '')).toHaveLength(100)
      expect(other.ticket.subject).toMatch(/^lamp lamp .*…$/)
    })

    it('goes on in the same ticket whatever channel it comes back on', async () => {
      const world = await openWorld(create)
      const { ticket } = await intake(world).receive(sms('m1'))
      await world.as('agent').reply(ticket.id, { body: 'Which lamp?' })
      const wechat = { channel: 'wechat', id: 'm1', from: { id: 'c1' }, text: 'The big one' }
      const again = await intake(world).receive(wechat)
      expect(again).toMatchObject({ created: false, duplicate: false, ticket: { id: ticket.id, channel: 'sms' } })
      expect(await words(world, ticket.id)).toEqual(['My lamp hums', 'Which lamp?', 'The big one'])
      const [, , last] = (await world.as('agent').thread(ticket.id)).items
      expect(last).toMatchObject({ channel: 'wechat', external: { source: 'wechat', id: 'm1' } })
      await expectSoundWorld(world)
    })

    it('goes to the ticket in which something was said last, not to the one that was begun last', async () => {
      const world = await openWorld(create)
      const customer = world.as('requester', 'c1')
      const old = await customer.create({ subject: 'Old', body: 'x' })
      await world.advance({ hours: 1 })
      const young = await customer.create({ subject: 'Young', body: 'x' })
      expect((await intake(world).receive(sms('m1'))).ticket.id).toBe(young.id)
      await world.advance({ hours: 1 })
      await world.as('agent').reply(old.id, { body: 'About the old one' })
      // What the customer cannot know of says nothing of where the talk is.
      await world.advance({ hours: 1 })
      await world.as('agent').note(young.id, { body: 'Only for us' })
      expect((await intake(world).receive(sms('m2'))).ticket.id).toBe(old.id)
    })

    it('goes to the ticket that the channel names, if it is the sender’s and not over', async () => {
      const world = await openWorld(create)
      const customer = world.as('requester', 'c1')
      const named = await customer.create({ subject: 'Named', body: 'x' })
      await world.advance({ hours: 1 })
      const young = await customer.create({ subject: 'Young', body: 'x' })
      const foreign = await world.as('requester', 'c2').create({ subject: 'Foreign', body: 'x' })
      const before = await words(world, foreign.id)
      const at = (id: string, ticketId: string) => intake(world).receive(sms(id, 'Here', { ticketId }))
      expect((await at('m1', named.id)).ticket.id).toBe(named.id)
      await world.advance({ hours: 1 })
      await customer.reply(young.id, { body: 'Said last' })
      for (const [index, ticketId] of [foreign.id, 'none', 'x'.repeat(200)].entries()) {
        expect((await at(`m${index + 2}`, ticketId)).ticket.id).toBe(young.id)
      }
      expect(await words(world, foreign.id)).toEqual(before)
      await world.as('agent').send(named.id, { type: 'solve' })
      await world.as('agent').send(named.id, { type: 'close' })
      expect((await at('m9', named.id)).ticket.id).toBe(young.id)
    })

    it('reopens a solved ticket, as a reply does, and begins a new one when the last is over', async () => {
      const world = await openWorld(create)
      const { ticket } = await intake(world).receive(sms('m1'))
      await world.as('agent').send(ticket.id, { type: 'solve' })
      const reopened = await intake(world).receive(sms('m2', 'It hums again'))
      expect(reopened.ticket).toMatchObject({ id: ticket.id, phase: 'open' })
      await world.as('agent').send(ticket.id, { type: 'solve' })
      await world.as('agent').send(ticket.id, { type: 'close' })
      const next = await intake(world).receive(sms('m3', 'Another lamp'))
      expect(next).toMatchObject({ created: true, ticket: { subject: 'Another lamp' } })
      expect(next.ticket.id).not.toBe(ticket.id)
    })

    it('begins a new one also where time has ended the last and nobody has looked yet', async () => {
      const world = await openWorld(create)
      const { ticket } = await intake(world).receive(sms('m1'))
      await world.as('agent').send(ticket.id, { type: 'solve' })
      await world.advance({ days: 30 })
      const next = await intake(world).receive(sms('m2'))
      expect(next).toMatchObject({ created: true, duplicate: false })
      expect(next.ticket.id).not.toBe(ticket.id)
      await expectSoundWorld(world)
    })

    it('goes on where a ticket was merged, and stays with it where that is another requester’s', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const first = await intake(world).receive(sms('m1'))
      const into = await world.as('requester', 'c1').create({ subject: 'The same', body: 'x' })
      await agent.merge(first.ticket.id, { into: into.id })
      const named = await intake(world).receive(sms('m2', 'Named', { ticketId: first.ticket.id }))
      expect(named.ticket.id).toBe(into.id)
      const others = await world.as('requester', 'c2').create({ subject: 'The outage', body: 'x' })
      await agent.merge(into.id, { into: others.id })
      const stays = await intake(world).receive(sms('m3', 'Still out?'))
      expect(stays).toMatchObject({ created: false, ticket: { id: into.id } })
      // The desk reads it where the ticket goes on; the other requester does not.
      expect(await words(world, others.id)).toContain('Still out?')
      const shown = (await world.as('requester', 'c2').thread(others.id)).items.map(({ body }) => body)
      expect(shown).not.toContain('Still out?')
      await agent.send(others.id, { type: 'solve' })
      await agent.send(others.id, { type: 'close' })
      expect((await intake(world).receive(sms('m4', 'A new thing'))).created).toBe(true)
      await expectSoundWorld(world)
    })

    it('is one, however often and whenever it comes, with the same answer', async () => {
      const world = await openWorld(create)
      const first = await intake(world).receive(sms('m1'))
      const reply = await intake(world).receive(sms('m2', 'And it smells'))
      const before = await everything(world)
      await world.advance({ days: 3 })
      for (const id of ['m1', 'm2']) {
        const text = id === 'm1' ? 'My lamp hums' : 'Altered by the provider'
        const { ticket, created, duplicate } = await intake(world).receive(sms(id, text))
        expect([ticket.id, created, duplicate]).toEqual([first.ticket.id, id === 'm1', true])
      }
      expect(reply.created).toBe(false)
      const after = await everything(world)
      // What is due comes due meanwhile; nothing else is other.
      expect((after as unknown[]).slice(0, -1)).toEqual((before as unknown[]).slice(0, -1))
      // The same id on another channel, and in another tenant, is another message.
      expect((await intake(world).receive({ ...sms('m1'), channel: 'wechat' })).duplicate).toBe(false)
      expect((await intake(world, 'other').receive(sms('m1'))).duplicate).toBe(false)
    })

    it('is one also five times at once, on two nodes, whether it opens a ticket or replies', async () => {
      const world = await openWorld(create)
      const node = await world.node()
      const five = async (id: string) => {
        const each = Array.from({ length: 5 }, (_, index) => intake(index % 2 ? node : world).receive(sms(id, id)))
        return Promise.all(each)
      }
      const opening = await five('m1')
      const replying = await five('m2')
      for (const all of [opening, replying]) {
        expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
        expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(1)
      }
      expect(new Set(opening.map(({ created }) => created))).toEqual(new Set([true]))
      expect(new Set(replying.map(({ created }) => created))).toEqual(new Set([false]))
      expect(await words(world, opening[0]?.ticket.id ?? '')).toEqual(['m1', 'm2'])
      expect((await world.as('agent').list()).items).toHaveLength(1)
      await expectSoundWorld(world)
    })

    it('that comes first with nine others at once makes one ticket with them, and again after that is over', async () => {
      const world = await openWorld(create)
      const node = await world.node()
      const agent = world.as('agent')
      for (const round of [1, 2, 3]) {
        const ten = Array.from({ length: 10 }, (_, index) =>
          intake(index % 2 ? node : world).receive(sms(`m${round}.${index}`, `${index}`)),
        )
        const all = await Promise.all(ten)
        const ids = new Set(all.map(({ ticket }) => ticket.id))
        expect([ids.size, all.filter(({ created }) => created).length]).toEqual([1, 1])
        const [id = ''] = ids
        expect((await words(world, id)).sort()).toEqual('0123456789'.split(''))
        await agent.send(id, { type: 'solve' })
        await agent.send(id, { type: 'close' })
      }
      expect((await agent.list()).items).toHaveLength(3)
      await expectSoundWorld(world)
    })

    it('begins tickets one after the other also behind one that a clock ahead of ours has begun', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const ahead = await createDesk(serviceDesk, {
        store: world.store,
        clock: { now: () => world.now() + 3_600_000 },
        ids: sequentialIds('an-id-of-the-fast-node'),
        effects: { mail: async () => {}, page: async () => {}, order: async () => {} },
      })
      const requester = { id: 'c1' }
      const fast = ahead.as({ tenant: 'acme', actor: { type: 'agent', id: 'agent-1' } })
      const { id: last } = await fast.create({ subject: 'Of the future', requester })
      const ids = new Set([last])
      for (let index = 0; index < 4; index += 1) {
        const id = [...ids].at(-1) ?? ''
        // As late as the first one, or that one would go back in time.
        const by = id === last ? fast : agent
        await by.send(id, { type: 'solve' })
        await by.send(id, { type: 'close' })
        const { ticket, created } = await intake(world).receive(sms(`m${index}`))
        expect(created).toBe(true)
        ids.add(ticket.id)
      }
      expect(ids.size).toBe(5)
      await expectSoundWorld(world)
    })

    it('needs no form, which no channel shows; a requester on the web needs it', async () => {
      const fixture = await create()
      onTestFinished(async () => fixture.destroy())
      const definition = defineDesk({
        fields: z.object({ serial: z.string().optional(), cost: z.string().optional() }),
        workflows: [supportWorkflow],
        forms: { lamps: { fields: { serial: 'required', cost: { agentOnly: true } } } },
        access: defaultAccess(),
      })
      const desk = await createDesk(definition, { store: fixture.store, clock: fixture.clock })
      const as = (type: string, id: string) => desk.as({ tenant: 'acme', actor: { type, id } })
      await as('admin', 'root').categories.add({ id: 'lamps', label: { en: 'Lamps' } })
      const refused = as('requester', 'c1').create({ subject: 'x', category: 'lamps' })
      expect(await failure(refused)).toMatchObject({ code: 'INVALID_INPUT' })
      const message = { ...sms('m1'), category: 'lamps' }
      const { ticket } = await as('service', CHANNEL.id).receive(message)
      expect(ticket).toMatchObject({ category: 'lamps', fields: {} })
    })

    it('with files alone is written down by their names; they are the service’s own uploads', async () => {
      const world = await openWorld(create)
      const upload = (name: string) => intake(world).upload({ name, type: 'image/png', bytes: new Uint8Array([1]) })
      const [one, two] = [await upload('lamp.png'), await upload('cable.png')]
      const { text: _, ...silent } = sms('m1')
      const { ticket } = await intake(world).receive({ ...silent, files: [one.id, two.id] })
      expect(ticket.subject).toBe('lamp.png')
      const customer = world.as('requester', 'c1')
      const [message] = (await customer.thread(ticket.id)).items
      expect(message?.body).toBe('lamp.png\ncable.png')
      expect(message?.attachments.map(({ name }) => name).sort()).toEqual(['cable.png', 'lamp.png'])
      expect((await customer.download(one.id)).attachment.name).toBe('lamp.png')
      const before = await everything(world)
      const foreign = await world
        .as('agent')
        .upload({ name: 'secret.png', type: 'image/png', bytes: new Uint8Array(1) })
      for (const [index, files] of [[foreign.id], [one.id], ['none']].entries()) {
        for (const from of ['c1', 'c2']) {
          const message = { ...silent, id: `m2.${index}`, from: { id: from }, files }
          expect(await failure(intake(world).receive(message))).toMatchObject({ code: 'ATTACHMENT_UNAVAILABLE' })
        }
      }
      expect(await everything(world)).toEqual(before)
    })

    it('is refused with what is wrong, and nothing is written', async () => {
      const world = await openWorld(create)
      await intake(world).receive(sms('m0'))
      const before = await everything(world)
      const { text: _, ...silent } = sms('m1')
      const wrong: [string, object][] = [
        ['no words', silent],
        ['no words', sms('m1', '')],
        ['no words', sms('m1', ' \n\u3000')],
        ['no words and no files', { ...silent, files: [] }],
        ['too many words', sms('m1', 'x'.repeat(200_001))],
        ['a text that cannot be stored', sms('m1', 'x\u0000')],
        ['half a character', sms('m1', '\ud83d')],
        ['too long a subject', sms('m1', 'x', { subject: 'x'.repeat(501) })],
        ['no id', sms('')],
        ['a long id', sms('x'.repeat(201))],
        ['an id with a line end', sms('m\n1')],
        ['a channel of the desk’s own', { ...sms('m1'), channel: 'docket:split' }],
        ['nobody', { ...sms('m1'), from: {} }],
        ['somebody with more than a reference has', { ...sms('m1'), from: { id: 'c1', role: 'admin' } }],
        ['an unknown key', { ...sms('m1'), author: { type: 'agent', id: 'a' } }],
        ['a visibility', { ...sms('m1'), visibility: 'internal' }],
        ['unknown fields', { ...sms('m1', 'x', { from: { id: 'c9' } }), fields: { salary: 1 } }],
        ['too many files', { ...sms('m1'), files: Array.from({ length: 51 }, (_, index) => `f${index}`) }],
      ]
      for (const [what, message] of wrong) {
        const error = await failure(intake(world).receive(message as IncomingMessage))
        expect([what, error.code]).toEqual([what, 'INVALID_INPUT'])
      }
      expect(await everything(world)).toEqual(before)
    })

    it('is for services alone: nobody else speaks in another’s name', async () => {
      const world = await openWorld(create)
      await intake(world).receive(sms('m0'))
      const before = await everything(world)
      for (const role of ['requester', 'collaborator', 'agent', 'lead', 'auditor', 'partner', 'ghost']) {
        for (const id of ['c1', 'x']) {
          expect(await failure(world.as(role, id).receive(sms('m1')))).toMatchObject({ code: 'FORBIDDEN' })
        }
      }
      expect(await everything(world)).toEqual(before)
      expect((await world.as('admin').receive(sms('m1'))).created).toBe(false)
    })
  })
}
