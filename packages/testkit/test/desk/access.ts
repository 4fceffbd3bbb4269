import { describe, expect, it } from 'vitest'
import { type Actor, METHODS } from './access-methods.js'
import { type CreateDeskFixture, everything, failure, newTicket, openWorld, type World } from './world.js'

async function richTicket(world: World) {
  const agent = world.as('agent')
  const other = await agent.create(newTicket('Another'))
  const file = await world.as('requester').upload({ name: 'f', type: 'a/b', bytes: new Uint8Array(1) })
  const inside = await agent.upload({ name: 'inside', type: 'a/b', bytes: new Uint8Array(1) })
  const { id } = await agent.create({ ...newTicket(), tags: ['secret-tag'] })
  await world.as('requester').reply(id, { body: 'Hello', attachments: [file.id] })
  const note = await agent.note(id, { body: 'secret-note', attachments: [inside.id] })
  await agent.watch(id, { watcher: 'secret-watcher' })
  await agent.link(id, { kind: 'related', ticketId: other.id })
  return { id, file, inside, note, other }
}

/** Who reaches what, by every entrance. */
export function accessScenarios(create: CreateDeskFixture): void {
  describe('access', () => {
    it('takes no channel from a requester, because promises and answers go by it', async () => {
      const world = await openWorld(create)
      const mine = world.as('requester', 'cem')
      const { id, channel } = await mine.create({ subject: 'The lamp hums', channel: 'web' })
      expect(channel).toBe('web')
      for (const named of [
        mine.create({ subject: 'x', channel: 'phone' }),
        mine.reply(id, { body: 'x', channel: 'sms' }),
      ]) {
        expect(await failure(named)).toMatchObject({
          code: 'FORBIDDEN',
          details: { reasons: [{ code: 'own-channel' }, {}] },
        })
      }
    })

    it('makes a ticket out of reach the same as none at all, by every method', async () => {
      const world = await openWorld(create)
      const { id, file } = await richTicket(world)
      const strangers: [string, Actor][] = [
        ['agent of another tenant', world.as('agent', 'agent-1', 'other')],
        ['admin of another tenant', world.as('admin', 'admin-1', 'other')],
        ['another requester', world.as('requester', 'requester-2')],
        ['a collaborator who does not watch', world.as('collaborator')],
        ['a partner with other tickets', world.as('partner', 'partner-1')],
        ['an unknown role', world.as('ghost', 'requester-1')],
      ]
      const before = await everything(world)
      for (const [who, desk] of strangers) {
        for (const [method, call] of Object.entries(METHODS)) {
          const foreign = await failure(call(desk, id, file.id))
          const missing = await failure(call(desk, 'no-such-ticket', file.id))
          expect([who, method, foreign.toJSON()]).toEqual([who, method, missing.toJSON()])
          expect([who, method, foreign.code]).toEqual([who, method, 'NOT_FOUND'])
        }
      }
      expect(await everything(world)).toEqual(before)
    })

    it('hides a ticket also as the other end of a link, and as the holder of a file', async () => {
      const world = await openWorld(create)
      const { id, file, inside } = await richTicket(world)
      const partner = world.as('partner', 'requester-9')
      const own = await world.as('agent').create({ ...newTicket(), requester: { id: 'requester-9' } })
      const far = await world.as('agent', 'a', 'other').create(newTicket())
      const before = await everything(world)
      const same = async (call: (id: string) => Promise<unknown>, foreign: string, code: string) => {
        const [one, other] = [(await failure(call(foreign))).toJSON(), (await failure(call('no-such-id'))).toJSON()]
        const anonymous = (error: object) => JSON.stringify(error).replaceAll(/an-id-of-[a-z]+-\d+|no-such-id/g, 'ID')
        expect(anonymous(one)).toBe(anonymous(other))
        expect(one.code).toBe(code)
      }
      for (const desk of [partner, world.as('agent', 'a', 'other')]) {
        const mine = desk === partner ? own.id : far.id
        for (const method of ['link', 'unlink'] as const) {
          const to = (ticketId: string) => desk[method](mine, { kind: 'related', ticketId })
          await same(to, id, 'NOT_FOUND')
        }
        await same((into) => desk.merge(mine, { into }), id, desk === partner ? 'FORBIDDEN' : 'NOT_FOUND')
        for (const { id: fileId } of [file, inside]) {
          await same((one) => desk.download(one), fileId, 'NOT_FOUND')
          const attach = (attachmentId: string) => desk.attach(mine, { attachmentId })
          await same(attach, fileId, 'ATTACHMENT_UNAVAILABLE')
          const reply = (attachment: string) => desk.reply(mine, { body: 'x', attachments: [attachment] })
          await same(reply, fileId, 'ATTACHMENT_UNAVAILABLE')
        }
      }
      expect(await everything(world)).toEqual(before)
    })

    it('shows a requester no note, tag, watcher or link, by any entrance', async () => {
      const world = await openWorld(create)
      const { id, file, inside } = await richTicket(world)
      const requester = world.as('requester')
      const seen = [
        await requester.get(id),
        await requester.thread(id),
        await requester.timeline(id),
        await requester.list(),
        await requester.events(id),
        await requester.reply(id, { body: 'y' }),
        await requester.send(id, { type: 'solve' }),
        await requester.send(id, { type: 'solve' }).catch((error) => error.toJSON()),
        await requester.create({ subject: 'z' }),
      ]
      expect(JSON.stringify(seen)).not.toMatch(/secret|inside|"related"/)
      expect((await requester.download(file.id)).attachment.id).toBe(file.id)
      const hidden = await failure(requester.download(inside.id))
      expect(hidden.toJSON()).toEqual((await failure(requester.download('no-such-id'))).toJSON())
      // What is hidden must not be found out by asking for it either.
      for (const where of [{ tag: 'secret-tag' }, { tag: 'no' }, { watcher: 'secret-watcher' }, { watcher: 'no' }]) {
        expect(await failure(requester.list({ where }))).toMatchObject({ code: 'FORBIDDEN' })
      }
      for (const [method, call] of Object.entries(METHODS)) {
        if (
          ['get', 'thread', 'timeline', 'events', 'duplicates', 'handle.get', 'handle.send'].includes(method) ||
          /^(reply|send|rate|nudge)/.test(method)
        )
          continue
        const expected = method === 'attach' ? 'ATTACHMENT_UNAVAILABLE' : 'FORBIDDEN'
        expect([method, (await failure(call(requester, id, file.id))).code]).toEqual([method, expected])
      }
    })

    it('gives a file to its uploader alone until it is on a ticket, and a note of the desk to the desk', async () => {
      const world = await openWorld(create)
      const [agent, requester] = [world.as('agent'), world.as('requester')]
      const { id } = await requester.create({ subject: 'x' })
      const upload = (desk: Actor) => desk.upload({ name: 'f', type: 'a/b', bytes: new Uint8Array(1) })
      const [ofAgent, ofRequester] = [await upload(agent), await upload(requester)]
      const mayNot = async (desk: Actor, { id: file }: { readonly id: string }) =>
        expect(await failure(desk.download(file))).toMatchObject({ code: 'NOT_FOUND' })
      expect((await agent.download(ofAgent.id)).attachment).toEqual(ofAgent)
      for (const desk of [world.as('agent', 'agent-2'), world.as('admin'), requester, world.as('lead', 'agent-1')]) {
        await mayNot(desk, ofAgent)
      }
      await mayNot(world.as('agent', 'requester-1'), ofRequester)
      await agent.attach(id, { attachmentId: ofAgent.id })
      await requester.attach(id, { attachmentId: ofRequester.id })
      expect((await world.as('agent', 'agent-2').download(ofAgent.id)).attachment.ticketId).toBe(id)
      expect((await requester.download(ofRequester.id)).attachment.ticketId).toBe(id)
      await mayNot(requester, ofAgent)
    })

    it('names no ticket out of reach when an external id is taken', async () => {
      const world = await openWorld(create)
      const external = { source: 'shop', id: 'order-1' }
      const taken = await world.as('agent').create({ ...newTicket(), external })
      await world.as('agent').reply(taken.id, { body: 'x', external })
      const stranger = world.as('partner', 'partner-1')
      const mine = { subject: 'Mine', requester: { id: 'partner-1' } }
      const own = await stranger.create(mine)
      for (const call of [
        () => stranger.create({ ...mine, external }),
        () => stranger.reply(own.id, { body: 'x', external }),
      ]) {
        const error = await failure(call)
        expect(error.code).toBe('EXTERNAL_ID_TAKEN')
        expect(JSON.stringify(error)).not.toContain(taken.id)
      }
      const requester = world.as('requester', 'partner-1')
      for (const one of [external, { source: 'shop', id: 'free' }]) {
        const refused = [
          () => requester.create({ subject: 'x', external: one }),
          () => requester.reply(own.id, { body: 'x', external: one }),
        ]
        for (const call of refused) expect(await failure(call)).toMatchObject({ code: 'FORBIDDEN' })
      }
      const known = await failure(world.as('agent').create({ ...newTicket(), external }))
      expect(known).toMatchObject({ code: 'EXTERNAL_ID_TAKEN', details: { ticketId: taken.id } })
    })

    it('lets a requester begin tickets in their own name alone, and decide nothing that is for the desk', async () => {
      const world = await openWorld(create)
      const requester = world.as('requester')
      await world.as('admin').directory.putTeam({ id: 'lamps', name: 'Lamps' })
      const before = await everything(world)
      const refused = [
        { requester: { id: 'requester-2' } },
        { priority: 'urgent' },
        { team: 'lamps' },
        { tags: ['vip'] },
      ] as const
      for (const more of refused) {
        expect(await failure(requester.create({ subject: 'x', ...more }))).toMatchObject({ code: 'FORBIDDEN' })
      }
      expect(await everything(world)).toEqual(before)
      const own = await requester.create({
        subject: 'x',
        requester: { id: 'requester-1', locale: 'de' },
        category: 'lamps',
      })
      expect(own).toMatchObject({ requester: { id: 'requester-1', locale: 'de' }, priority: 'normal' })
    })

    it('lets a collaborator see and annotate what they watch, and no longer than they watch it', async () => {
      const world = await openWorld(create)
      const { id, inside } = await richTicket(world)
      const collaborator = world.as('collaborator', 'secret-watcher')
      expect((await collaborator.get(id)).tags).toEqual(['secret-tag'])
      expect((await collaborator.thread(id)).items).toHaveLength(2)
      await collaborator.note(id, { body: 'Mine' })
      expect((await collaborator.download(inside.id)).attachment.name).toBe('inside')
      expect(await failure(collaborator.reply(id, { body: 'x' }))).toMatchObject({ code: 'FORBIDDEN' })
      expect((await collaborator.list()).items).toHaveLength(1)
      await world.as('agent').unwatch(id, { watcher: 'secret-watcher' })
      expect(await failure(collaborator.get(id))).toMatchObject({ code: 'NOT_FOUND' })
      expect((await collaborator.list()).items).toEqual([])
    })

    it('lets a role of the host do what it lists and nothing else, and an unknown role nothing', async () => {
      const world = await openWorld(create)
      const { id } = await richTicket(world)
      const auditor = world.as('auditor')
      expect((await auditor.history(id)).items.length).toBeGreaterThan(3)
      expect((await auditor.events(id)).every(({ allowed }) => !allowed)).toBe(true)
      expect(await failure(auditor.reply(id, { body: 'x' }))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await failure(auditor.create(newTicket()))).toMatchObject({ code: 'FORBIDDEN' })
      const ghost = world.as('ghost')
      for (const call of [
        () => ghost.create(newTicket()),
        () => ghost.list(),
        () => ghost.upload({ name: 'f', type: 'a/b', bytes: new Uint8Array(1) }),
        () => ghost.deadLetters(),
        () => ghost.directory.agents(),
        () => ghost.import({ source: 's', tickets: [] }).next(),
      ]) {
        expect(await failure(call)).toMatchObject({
          code: 'FORBIDDEN',
          details: { reasons: [{ code: 'role-unknown' }] },
        })
      }
    })

    it('takes the right to import before it looks at what is imported', async () => {
      const world = await openWorld(create)
      let asked = 0
      const tickets = {
        *[Symbol.iterator]() {
          asked += 1
          yield { externalId: '1', entries: [] }
        },
      }
      for (const role of ['requester', 'collaborator', 'agent', 'lead']) {
        const importing = world.as(role).import({ source: 's', tickets })
        expect(await failure(importing.next())).toMatchObject({ code: 'FORBIDDEN' })
      }
      expect(asked).toBe(0)
    })

    it('gives nobody the answer of another actor', async () => {
      const world = await openWorld(create)
      const { id } = await world.as('agent').create(newTicket())
      const options = { idempotencyKey: 'k' }
      await world.as('agent', 'requester-2').reply(id, { body: 'secret' }, options)
      const stranger = world.as('requester', 'requester-2')
      expect(await failure(stranger.reply(id, { body: 'secret' }, options))).toMatchObject({ code: 'NOT_FOUND' })
      const far = world.as('agent', 'requester-2', 'other')
      expect(await failure(far.reply(id, { body: 'secret' }, options))).toMatchObject({ code: 'NOT_FOUND' })
    })

    it('keeps the tenant * and the role system for the desk itself', async () => {
      const world = await openWorld(create)
      for (const call of [() => world.as('agent', 'a', '*'), () => world.as('system'), () => world.as('agent', '')]) {
        expect(await failure(call)).toMatchObject({ code: 'INVALID_INPUT' })
      }
      expect(await failure(() => world.desk.as(undefined as never))).toMatchObject({ code: 'INVALID_INPUT' })
      expect(await failure(() => world.desk.as({ tenant: 'acme' } as never))).toMatchObject({ code: 'INVALID_INPUT' })
    })
  })
}
