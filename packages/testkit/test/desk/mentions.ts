import type { ActorDesk } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { forgetfulNotifier, kindsOf, openAsking, toldTo } from './asking-desk.js'
import { expectSound, log } from './deciding-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

/** Whom a message mentions. */
export function mentionScenarios(create: CreateDeskFixture): void {
  describe('a mention', () => {
    it('tells each agent once, not the author, and nothing of what was written', async () => {
      const { world, id, ann } = await openAsking(create)
      await ann.note(id, { body: 'The secret is 42', mentions: ['bob', 'pia', 'bob', 'ann'] })
      await ann.reply(id, { body: 'We ask Bob', mentions: ['bob'] })
      const told = { bob: ['message.mentioned', 'message.mentioned'], pia: ['message.mentioned'], ann: [], lea: [] }
      expect(await toldTo(world, 'bob', 'pia', 'ann', 'lea')).toEqual(told)
      const [item] = (await world.as('agent', 'pia').inbox.list()).items
      expect(item).toMatchObject({ ticketId: id, data: { visibility: 'internal', mentions: ['bob', 'pia', 'ann'] } })
      expect(JSON.stringify(item)).not.toContain('secret')
      await expectSound(world)
    })

    it('is kept in the log, and nothing is kept where nobody is mentioned', async () => {
      const { world, id, ann } = await openAsking(create)
      await ann.note(id, { body: 'x', mentions: ['bob'] })
      await ann.note(id, { body: 'x', mentions: [] })
      await ann.note(id, { body: 'x' })
      const added = (await log(world, id)).filter(({ type }) => type === 'message.added').slice(-3)
      expect(added.map(({ data }) => data['mentions'])).toEqual([['bob'], undefined, undefined])
      expect(added.map(({ data }) => Object.hasOwn(data, 'mentions'))).toEqual([true, false, false])
    })

    it('takes the place of what an assignee is told anyway', async () => {
      const { world, id, bob } = await openAsking(create)
      await bob.note(id, { body: 'Look, Ann', mentions: ['ann'] })
      await bob.note(id, { body: 'Look' })
      await bob.note(id, { body: 'Look, Pia', mentions: ['pia'] })
      expect(await toldTo(world, 'ann', 'pia')).toEqual({
        ann: ['message.mentioned', 'message.colleagueWrote', 'message.colleagueWrote'],
        pia: ['message.mentioned'],
      })
    })

    it('grants nothing: nobody watches or has the ticket for it', async () => {
      const { world, id, ann } = await openAsking(create)
      await ann.note(id, { body: 'x', mentions: ['bob'] })
      expect(await ann.get(id)).toMatchObject({ watchers: [], assignee: 'ann' })
      expect(await failure(world.as('collaborator', 'bob').get(id))).toMatchObject({ code: 'NOT_FOUND' })
    })

    it('of whom nobody knows, or who was removed, is refused by name, and nothing is written', async () => {
      const { world, id, ann } = await openAsking(create)
      await world.put('bob', { status: 'removed' })
      await world.as('admin', 'admin-1', 'other').directory.putAgent({ id: 'far', name: 'Far' })
      const before = await everything(world as never)
      for (const write of ['note', 'reply'] as const) {
        const error = await failure(ann[write](id, { body: 'x', mentions: ['pia', 'far', 'bob', '__proto__'] }))
        expect(error).toMatchObject({
          code: 'COMMAND_REFUSED',
          details: {
            reasons: [
              { code: 'agent-unknown', agent: 'far' },
              { code: 'agent-removed', agent: 'bob' },
              { code: 'agent-unknown', agent: '__proto__' },
            ],
          },
        })
        expect(error.message).toContain('far, bob, __proto__')
      }
      expect(await everything(world as never)).toEqual(before)
    })

    it('is for those who see notes: no customer finds out who works here', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      await ann.watch(id, { watcher: 'wei' })
      for (const agent of ['bob', 'nobody']) {
        const refused = await failure(cem.reply(id, { body: 'x', mentions: [agent] }))
        expect(refused).toMatchObject({
          code: 'FORBIDDEN',
          details: { reasons: [{ code: 'action-not-granted', role: 'requester', action: 'readInternal' }] },
        })
      }
      await cem.reply(id, { body: 'x', mentions: [] })
      await world.as('collaborator', 'wei').note(id, { body: 'x', mentions: ['bob'] })
      expect(await toldTo(world, 'bob')).toEqual({ bob: ['message.mentioned'] })
    })

    it('is refused in any other shape', async () => {
      const { world, id, ann } = await openAsking(create)
      const before = await everything(world as never)
      const many = Array.from({ length: 51 }, (_, index) => `a${index}`)
      for (const mentions of [many, 'bob', [''], [7], [null], ['a\u0000'], [' bob'], {}, null]) {
        expect(await failure(ann.note(id, { body: 'x', mentions: mentions as never }))).toMatchObject({
          code: 'INVALID_INPUT',
        })
      }
      const entry = { position: 9, occurredAt: new Date(world.now()), commands: [] }
      const imported = { type: 'note', body: 'x', mentions: ['bob'] }
      const begun = { type: 'create', subject: 'x', requester: { id: 'cem' } }
      const ticket = { externalId: 'T', entries: [{ ...entry, commands: [begun, imported] }] }
      const run = world.as('service').import({ source: 'old', tickets: [ticket as never] })
      expect(await failure(run.next())).toMatchObject({ code: 'INVALID_INPUT' })
      expect(await everything(world as never)).toEqual(before)
    })

    it('under a key is one, also when the agent has left before the key comes again', async () => {
      const { world, id, ann } = await openAsking(create)
      const write = () => ann.note(id, { body: 'x', mentions: ['bob'] }, { idempotencyKey: 'k' })
      const first = await write()
      await world.put('bob', { status: 'removed' })
      expect(await write()).toEqual(first)
      expect(await failure(ann.note(id, { body: 'x' }, { idempotencyKey: 'k' }))).toMatchObject({
        code: 'IDEMPOTENCY_MISMATCH',
      })
    })

    it('tells once, however often the telling is tried', async () => {
      const forgetful = forgetfulNotifier('message.mentioned', 3)
      const fixture = await create()
      const { world, id, bob } = await openAsking(() => fixture, { notifier: forgetful.on(fixture.store) })
      await bob.reply(id, { body: 'x', mentions: ['pia', 'lea'] })
      await world.work({ days: 1 })
      expect(forgetful.asked.filter((one) => one === 'message.mentioned pia').length).toBeGreaterThan(1)
      expect(await kindsOf(world, 'pia')).toEqual(['message.mentioned'])
      expect(await kindsOf(world, 'lea')).toEqual(['message.mentioned'])
      expect(await kindsOf(world, 'ann')).toEqual(['message.colleagueWrote'])
    })
  })
}

/** What a note is about. */
export function aboutScenarios(create: CreateDeskFixture): void {
  describe('a note about something', () => {
    it('names a message of the same thread, which the log keeps', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      const { id: message } = await cem.reply(id, { body: 'It smells' })
      const note = await ann.note(id, { body: 'A known fault.', about: { message } })
      const event = (await log(world, id)).find(({ seq }) => seq === note.seq)
      expect(event?.data).toMatchObject({ messageId: note.id, about: { message } })
      // Also of a ticket that was merged into it, wherever it is written.
      const other = await ann.create({ subject: 'Again', requester: { id: 'cem' } })
      const { id: its } = await cem.reply(other.id, { body: 'And again' })
      await ann.merge(other.id, { into: id })
      for (const ticket of [id, other.id]) await ann.note(ticket, { body: 'x', about: { message: its } })
      await expectSound(world)
    })

    it('names a file that the ticket shows: its own, a merged one’s, or one of a message that goes on in it', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      const file = async (by: ActorDesk) =>
        (await by.upload({ name: 'f.txt', type: 'text/plain', bytes: new Uint8Array(3) })).id
      const [own, ofMessage, merged, ofSplit, loose] = await Promise.all(Array.from({ length: 5 }, () => file(cem)))
      const other = await ann.create({ subject: 'Again', requester: { id: 'cem' } })
      const apart = await ann.create({ subject: 'Apart', body: 'x', requester: { id: 'cem' } })
      const about = (attachment = '') => ({ body: 'x', about: { attachment } })
      await cem.attach(id, { attachmentId: own ?? '' })
      await cem.reply(id, { body: 'See', attachments: [ofMessage ?? ''] })
      await cem.reply(other.id, { body: 'See', attachments: [merged ?? ''] })
      const moved = await cem.reply(apart.id, { body: 'See', attachments: [ofSplit ?? ''] })
      const refused = async (ticket: string, attachment = '') => {
        const before = await log(world, ticket)
        const { code, details } = await failure(ann.note(ticket, about(attachment)))
        expect([code, details.reasons]).toEqual(['COMMAND_REFUSED', [{ code: 'attachment-unknown', attachment }]])
        expect(await log(world, ticket)).toEqual(before)
      }
      // Its own uploads too: nobody but who uploaded them would find them there.
      for (const attachment of [merged, ofSplit, loose, await file(ann), 'nothing']) await refused(id, attachment)
      const note = await ann.note(id, about(own))
      const event = (await log(world, id)).find(({ seq }) => seq === note.seq)
      expect(event?.data).toMatchObject({ messageId: note.id, about: { attachment: own } })
      await ann.note(id, about(ofMessage))
      await ann.merge(other.id, { into: id })
      for (const ticket of [id, other.id]) await ann.note(ticket, about(merged))
      const { id: made } = await ann.split(apart.id, { messages: [moved.id], subject: 'Moved' })
      for (const ticket of [made, apart.id]) await ann.note(ticket, about(ofSplit))
      await ann.unmerge(other.id)
      await refused(id, merged)
      const far = world.as('agent', 'eve', 'other')
      const foreign = await far.create({ subject: 'x', requester: { id: 'c' } })
      expect((await failure(far.note(foreign.id, about(own)))).details.reasons).toEqual([
        { code: 'attachment-unknown', attachment: own },
      ])
      for (const wrong of [{ attachment: 1 }, { attachment: own, item: 'x' }, { attachmentId: own }]) {
        expect((await failure(ann.note(id, { body: 'x', about: wrong as never }))).code).toBe('INVALID_INPUT')
      }
      await expectSound(world)
    })

    it('is refused of another ticket, of nothing, and of an item that the stage does not have', async () => {
      const { world, id, ann, cem } = await openAsking(create)
      const other = await ann.create({ subject: 'Another', requester: { id: 'cem' } })
      const { id: its } = await cem.reply(other.id, { body: 'x' })
      const foreign = (await world.as('agent', 'eve', 'other').create({ subject: 'x', requester: { id: 'c' } })).id
      const { id: far } = await world.as('agent', 'eve', 'other').note(foreign, { body: 'x' })
      for (const message of [its, far, 'nothing']) {
        const refused = await failure(ann.note(id, { body: 'x', about: { message } }))
        expect([refused.code, refused.details.reasons]).toEqual([
          'COMMAND_REFUSED',
          [{ code: 'message-unknown', message }],
        ])
      }
      const refused = await failure(ann.note(id, { body: 'x', about: { item: '__proto__' } }))
      expect(refused.details.reasons).toEqual([{ code: 'item-unknown', stage: null, items: [] }])
      for (const about of [{}, { message: its, item: 'x' }, 'x', { ticket: id }]) {
        expect((await failure(ann.note(id, { body: 'x', about: about as never }))).code).toBe('INVALID_INPUT')
      }
      const reply = { body: 'x', about: { message: its } } as never
      expect((await failure(ann.reply(id, reply))).code).toBe('INVALID_INPUT')
      await expectSound(world)
    })
  })
}
