import type { ActorDesk, Message, Ticket } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { request as asked, expectKeptWorld, openPromises, standard } from './promising-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

/** All messages of a ticket as somebody pages through them. */
async function wholeThread(by: ActorDesk, id: string, limit = 500): Promise<readonly Message[]> {
  const found: Message[] = []
  for (let after: number | string | null = null; ; ) {
    const page: Awaited<ReturnType<ActorDesk['thread']>> = await by.thread(id, { after, limit })
    found.push(...page.items)
    if (page.next === null) return found
    after = page.next
  }
}

const bodies = async (by: ActorDesk, id: string) => (await wholeThread(by, id)).map(({ body }) => body)

/** What a merge of tickets promises. */
export function mergingScenarios(create: CreateDeskFixture): void {
  describe('merging', () => {
    const open = () => openDeciding(create, deciding({}), { files: memoryFileStore() })
    const make = async (world: DecidingWorld, body: string, requester = 'cem') => {
      const { id } = await world.sam.create(request({ body, requester: { id: requester } }))
      await world.pass({ minutes: 1 })
      return id
    }

    it('lets a ticket go on in another with its messages, files and watchers, all in one commit', async () => {
      const world = await open()
      const [source, target] = [await make(world, 'a1'), await make(world, 'b1')]
      const cem = world.as('requester', 'cem')
      const file = await cem.upload({ name: 'f.txt', type: 'text/plain', bytes: new Uint8Array(3) })
      await cem.reply(source, { body: 'a2', attachments: [file.id] })
      await world.pass({ minutes: 1 })
      await world.sam.note(target, { body: 'b2' })
      await world.sam.watch(source, { watcher: 'cole' })
      await world.sam.watch(target, { watcher: 'dan' })
      await world.pass({ minutes: 1 })
      const merged = await world.sam.merge(source, { into: target })
      expect(merged).toMatchObject({ id: source, state: 'closed', phase: 'terminal', mergedInto: target })
      expect(merged.links).toEqual([{ kind: 'duplicates', ticketId: target }])
      expect(await world.sam.get(target)).toMatchObject({
        state: 'open',
        absorbed: [source],
        watchers: ['dan', 'cole'],
        links: [{ kind: 'duplicated-by', ticketId: source }],
      })
      const shown = await wholeThread(world.sam, target)
      expect(shown.map(({ body, ticketId }) => [body, ticketId === source])).toEqual([
        ['a1', true],
        ['b1', false],
        ['a2', true],
        ['b2', false],
      ])
      expect(shown[2]?.attachments.map(({ id }) => id)).toEqual([file.id])
      expect(await bodies(cem, target)).toEqual(['a1', 'b1', 'a2'])
      expect(await bodies(cem, source)).toEqual(['a1', 'a2'])
      // Whoever watches reads on.
      expect(await bodies(world.as('collaborator', 'cole'), target)).toEqual(['a1', 'b1', 'a2', 'b2'])
      expect((await world.as('collaborator', 'dan').download(file.id)).attachment.ticketId).toBe(source)
      expect((await log(world, source)).map(({ type }) => type).slice(-2)).toEqual(['ticket.linked', 'ticket.merged'])
      expect((await log(world, target)).map(({ type }) => type).slice(-3)).toEqual([
        'ticket.linked',
        'ticket.watched',
        'ticket.absorbed',
      ])
      await expectSound(world)
    })

    it('redirects what is written later, through several merges, and refuses the rest', async () => {
      const world = await open()
      const [a, b, c] = [await make(world, 'a'), await make(world, 'b'), await make(world, 'c')]
      await world.sam.merge(a, { into: b })
      await world.sam.merge(b, { into: c })
      expect((await world.sam.get(c)).absorbed).toEqual([b, a])
      expect(await bodies(world.sam, c)).toEqual(['a', 'b', 'c'])
      const cem = world.as('requester', 'cem')
      const keyed = { idempotencyKey: 'once' }
      const reply = await cem.reply(a, { body: 'still broken' }, keyed)
      expect(reply.ticketId).toBe(c)
      expect(await cem.reply(a, { body: 'still broken' }, keyed)).toEqual(reply)
      expect((await world.sam.note(b, { body: 'seen' })).ticketId).toBe(c)
      expect(await bodies(world.sam, c)).toEqual(['a', 'b', 'c', 'still broken', 'seen'])
      const others: readonly ((desk: ActorDesk) => Promise<unknown>)[] = [
        (by) => by.send(a, { type: 'reopen' } as never),
        (by) => by.override(a, { state: 'open' } as never),
        (by) => by.assign(a, { team: 'lamps' }),
        (by) => by.setPriority(a, { priority: 'low' }),
        (by) => by.watch(a),
        (by) => by.link(a, { kind: 'related', ticketId: c }),
        (by) => by.merge(a, { into: c }),
      ]
      for (const call of others) {
        const error = await failure(call(world.as('admin')))
        expect([error.code, error.details['reasons']]).toEqual([
          'COMMAND_REFUSED',
          [{ code: 'merged', ticketId: a, into: b }],
        ])
      }
      // Done already: nothing happens.
      const { version } = await world.sam.get(a)
      expect((await world.sam.merge(a, { into: b })).version).toBe(version)
      await world.as('admin').archive(a)
      await world.as('admin').erase(a)
      expect(await bodies(world.sam, c)).toEqual([null, 'b', 'c', 'still broken', 'seen'])
      await world.as('admin').erase(c)
      expect(await bodies(world.sam, c)).toEqual([null, 'b', null, null, null])
      await world.work({ days: 5 })
      await expectSound(world)
    })

    it('shows no requester what another wrote, and takes no answer away from either', async () => {
      const world = await open()
      const [source, target] = [await make(world, 'from cem'), await make(world, 'from dora', 'dora')]
      const [cem, dora] = [world.as('requester', 'cem'), world.as('requester', 'dora')]
      const upload = await cem.upload({ name: 'f.txt', type: 'text/plain', bytes: new Uint8Array(3) })
      await cem.reply(source, { body: 'my file', attachments: [upload.id] })
      await world.sam.merge(source, { into: target })
      expect(await bodies(world.sam, target)).toEqual(['from cem', 'from dora', 'my file'])
      expect(await bodies(dora, target)).toEqual(['from dora'])
      expect((await dora.thread(target, { limit: 1 })).next).toBe(null)
      expect((await failure(dora.download(upload.id))).code).toBe('NOT_FOUND')
      expect((await failure(cem.thread(target))).code).toBe('NOT_FOUND')
      // What cem writes reaches the desk, what the desk writes to cem reaches cem, and dora nothing of either.
      expect((await cem.reply(source, { body: 'hello?' })).ticketId).toBe(source)
      expect((await world.sam.reply(source, { body: 'to cem' })).ticketId).toBe(source)
      expect((await world.sam.reply(target, { body: 'to dora' })).ticketId).toBe(target)
      expect((await world.sam.note(source, { body: 'inside' })).ticketId).toBe(target)
      expect(await bodies(cem, source)).toEqual(['from cem', 'my file', 'hello?', 'to cem'])
      expect(await bodies(dora, target)).toEqual(['from dora', 'to dora'])
      expect((await bodies(world.sam, target)).toSorted()).toEqual(
        ['from cem', 'my file', 'hello?', 'to cem', 'from dora', 'to dora', 'inside'].toSorted(),
      )
      expect(await world.sam.get(source)).toMatchObject({ state: 'closed', phase: 'terminal' })
      expect((await dora.get(target)).absorbed).toEqual([])
      await expectSound(world)
    })

    it('pages through several threads without a gap or a repeat, whatever is written or merged meanwhile', async () => {
      const world = await open()
      const ids = [await make(world, '0.0'), await make(world, '1.0'), await make(world, '2.0')]
      for (let n = 1; n <= 5; n += 1) {
        for (const [index, id] of ids.entries()) {
          await world.sam.reply(id, { body: `${index}.${n}` })
          // Of one instant: the order is the ids'.
          if (n % 2 === 0) await world.pass({ seconds: 1 })
        }
      }
      const [one = '', two = '', target = ''] = ids
      const first = await world.sam.thread(target, { limit: 2 })
      expect(first.next).toEqual(expect.any(Number))
      await world.sam.merge(one, { into: target })
      await world.sam.merge(two, { into: target })
      const all = (await wholeThread(world.sam, target)).map(({ body }) => body)
      expect(all).toHaveLength(18)
      for (const limit of [1, 2, 5, 17, 18]) {
        expect((await wholeThread(world.sam, target, limit)).map(({ body }) => body)).toEqual(all)
      }
      // The page before the merge goes on with all that it has not given.
      const rest = [...first.items]
      for (let after: number | string | null = first.next; after !== null; ) {
        const page: Awaited<ReturnType<ActorDesk['thread']>> = await world.sam.thread(target, { after, limit: 3 })
        rest.push(...page.items)
        if (rest.length < 9) await world.sam.reply(target, { body: `new ${rest.length}` })
        after = page.next
      }
      const seen = rest.map(({ body }) => body)
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.toSorted()).toEqual(await bodies(world.sam, target).then((found) => found.toSorted()))
      for (const after of ['x', '', Buffer.from('["thread","other",[]]').toString('base64url'), 'é'.repeat(9)]) {
        expect([after, (await failure(world.sam.thread(target, { after }))).code]).toEqual([after, 'CURSOR_INVALID'])
      }
    })

    it('refuses itself, circles, what is over or merged, other tenants, and whoever may not', async () => {
      const world = await open()
      const [a, b, over] = [await make(world, 'a'), await make(world, 'b'), await make(world, 'c')]
      await world.as('lead').override(over, { state: 'closed' } as never)
      const elsewhere = await world.as('agent', 'sam', 'elsewhere').create(request())
      const refused = async (call: Promise<Ticket>) => {
        const { code, details } = await failure(call)
        return [code, (details['reasons'] as readonly { code: string }[] | undefined)?.map((reason) => reason.code)]
      }
      expect(await refused(world.sam.merge(a, { into: a }))).toEqual(['COMMAND_REFUSED', ['merge-with-itself']])
      expect(await refused(world.sam.merge(a, { into: over }))).toEqual(['COMMAND_REFUSED', ['target-over']])
      for (const into of ['nothing', elsewhere.id]) {
        expect((await failure(world.sam.merge(a, { into }))).code).toBe('NOT_FOUND')
      }
      for (const input of [undefined, {}, { into: 7 }, { into: '' }, { into: b, also: 'x' }]) {
        expect((await failure(world.sam.merge(a, input as never))).code).toBe('INVALID_INPUT')
      }
      await world.sam.watch(a, { watcher: 'cole' })
      for (const [role, id] of [
        ['requester', 'cem'],
        ['collaborator', 'cole'],
      ] as const) {
        expect((await failure(world.as(role, id).merge(a, { into: b }))).code).toBe('FORBIDDEN')
      }
      await world.put('ann')
      const asked = await world.sam.request(a, { to: { agent: 'ann' }, question: 'Why?' })
      expect(await refused(world.sam.merge(a, { into: b }))).toEqual(['COMMAND_REFUSED', ['request-open']])
      await world.sam.withdrawRequest(a, { request: asked.id })
      const { version } = await world.sam.get(b)
      await world.sam.merge(a, { into: b }, { expectedVersion: (await world.sam.get(a)).version })
      expect((await world.sam.get(b)).version).toBeGreaterThan(version)
      expect(await refused(world.sam.merge(b, { into: a }))).toEqual(['COMMAND_REFUSED', ['merge-circle']])
      const other = await make(world, 'd')
      expect(await refused(world.sam.merge(other, { into: a }))).toEqual(['COMMAND_REFUSED', ['merged']])
      expect((await failure(world.sam.merge(other, { into: b }, { expectedVersion: 9 }))).code).toBe('VERSION_CONFLICT')
      await expectSound(world)
    })

    it('heeds the limits of the other ticket, whole or not at all', async () => {
      const world = await open()
      const [a, b] = [await make(world, 'a'), await make(world, 'b')]
      for (let n = 0; n < 251; n += 1) {
        await world.sam.watch(a, { watcher: `a${n}` })
        await world.sam.watch(b, { watcher: `b${n}` })
      }
      const before = [await log(world, a), await log(world, b)]
      const { code, details } = await failure(world.sam.merge(a, { into: b }))
      expect([code, details['reasons']]).toEqual(['LIMIT_EXCEEDED', [{ code: 'watchers', limit: 500 }]])
      expect([await log(world, a), await log(world, b)]).toEqual(before)
      await world.sam.unwatch(a, { watcher: 'a0' })
      await world.sam.unwatch(b, { watcher: 'b0' })
      await world.sam.merge(a, { into: b })
      expect((await world.sam.get(b)).watchers).toHaveLength(500)
    })

    it('takes effect once, whether two merge one at once, each into the other, or 32 write meanwhile', async () => {
      const world = await open()
      const [a, b, c] = [await make(world, 'a'), await make(world, 'b'), await make(world, 'c')]
      const both = await Promise.allSettled([world.sam.merge(a, { into: b }), world.sam.merge(a, { into: c })])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const { mergedInto } = await world.sam.get(a)
      const absorbed = await Promise.all([b, c].map(async (id) => (await world.sam.get(id)).absorbed))
      expect(absorbed).toEqual(mergedInto === b ? [[a], []] : [[], [a]])
      const crossed = await Promise.allSettled([world.sam.merge(b, { into: c }), world.sam.merge(c, { into: b })])
      expect(crossed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const [d, e] = [await make(world, 'd'), await make(world, 'e')]
      const writes = Array.from({ length: 32 }, (_, n) => world.as('requester', 'cem').reply(d, { body: `w${n}` }))
      await Promise.all([...writes.slice(0, 16), world.sam.merge(d, { into: e }), ...writes.slice(16)])
      expect((await bodies(world.sam, e)).toSorted()).toEqual(
        ['d', 'e', ...Array.from({ length: 32 }, (_, n) => `w${n}`)].toSorted(),
      )
      const many = await Promise.all(Array.from({ length: 12 }, (_, n) => make(world, `many ${n}`)))
      await Promise.all(many.map((id) => world.sam.merge(id, { into: e }, { idempotencyKey: id })))
      expect((await world.sam.get(e)).absorbed.toSorted()).toEqual([d, ...many].toSorted())
      const { version } = await world.sam.get(e)
      await Promise.all(many.map((id) => world.sam.merge(id, { into: e }, { idempotencyKey: id })))
      expect((await world.sam.get(e)).version).toBe(version)
      const at = new Date(world.now())
      expect(await world.sam.get(e, { at })).toEqual(await world.sam.get(e))
      await expectSound(world)
    })

    it('can be taken back, whole or not at all', async () => {
      const world = await open()
      const [a, b, c] = [await make(world, 'a'), await make(world, 'b'), await make(world, 'c')]
      await world.sam.send(b, { type: 'wait' } as never)
      await world.sam.merge(a, { into: b })
      await world.sam.merge(b, { into: c })
      await world.sam.reply(b, { body: 'later' })
      const reasons = async (id: string) =>
        ((await failure(world.sam.unmerge(id))).details['reasons'] as readonly { code: string }[]).map(
          ({ code }) => code,
        )
      expect(await reasons(a)).toEqual(['target-merged'])
      expect(await reasons(c)).toEqual(['not-merged'])
      for (const [role, id] of [
        ['requester', 'cem'],
        ['collaborator', 'cole'],
      ] as const) {
        await world.sam.watch(c, { watcher: 'cole' })
        expect((await failure(world.as(role, id).unmerge(b))).code).toMatch(/FORBIDDEN|NOT_FOUND/)
      }
      const keyed = { idempotencyKey: 'once' }
      const [taken] = await Promise.all([world.sam.unmerge(b, keyed), world.sam.unmerge(b, keyed)])
      expect(taken).toMatchObject({ state: 'waiting', phase: 'waiting', mergedInto: null, absorbed: [a] })
      expect(taken.links.map(({ kind }) => kind)).toEqual(['duplicated-by'])
      expect(await world.sam.get(c)).toMatchObject({ absorbed: [], links: [] })
      expect(await bodies(world.sam, b)).toEqual(['a', 'b'])
      expect(await bodies(world.sam, c)).toEqual(['c', 'later'])
      expect(await world.sam.unmerge(a)).toMatchObject({ state: 'open', mergedInto: null })
      expect((await world.sam.reply(a, { body: 'mine again' })).ticketId).toBe(a)
      // What was over before stays so, and can be merged again.
      await world.as('lead').override(a, { state: 'closed' } as never)
      await world.sam.merge(a, { into: c })
      expect(await world.sam.unmerge(a)).toMatchObject({ state: 'closed', mergedInto: null })
      await world.sam.merge(a, { into: c })
      const many = await Promise.allSettled(Array.from({ length: 32 }, () => world.sam.unmerge(a)))
      expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const at = new Date(world.now())
      expect(await world.sam.get(c, { at })).toEqual(await world.sam.get(c))
      await world.work({ days: 5 })
      await expectSound(world)
    })

    it('keeps the older promise', async () => {
      const world = await openPromises(create, [standard])
      const ann = world.as('agent', 'ann')
      const source = await ann.create(asked('first'))
      await world.pass({ minutes: 30 })
      const target = await ann.create(asked('again'))
      await ann.merge(source.id, { into: target.id })
      const { sla } = await ann.get(target.id)
      expect(sla?.targets.map(({ dueAt }) => dueAt)).toEqual(source.sla?.targets.map(({ dueAt }) => dueAt))
      await world.work({ days: 5 })
      await expectKeptWorld(world)
    })
  })
}
