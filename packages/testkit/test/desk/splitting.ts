import type { ActorDesk, Message, Reason, Store } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { request as asked, expectKeptWorld, openPromises, standard } from './promising-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

async function thread(by: ActorDesk, id: string, limit = 500): Promise<readonly Message[]> {
  const found: Message[] = []
  for (let after: number | string | null = null; ; ) {
    const page: Awaited<ReturnType<ActorDesk['thread']>> = await by.thread(id, { after, limit })
    found.push(...page.items)
    if (page.next === null) return found
    after = page.next
  }
}

const bodies = async (by: ActorDesk, id: string) => (await thread(by, id)).map(({ body }) => body)

const refused = async (call: Promise<unknown>) => {
  const { code, details } = await failure(call)
  return [code, (details['reasons'] as readonly Reason[] | undefined)?.map((reason) => reason.code)]
}

/** What a split of a ticket promises. */
export function splittingScenarios(create: CreateDeskFixture): void {
  describe('splitting', () => {
    /** A ticket of cem's with the messages `lamp`, `bill` (with a file), the note `hm` (with one too) and `thanks`. */
    async function open() {
      const world = await openDeciding(create, deciding({}), { files: memoryFileStore() })
      const cem = world.as('requester', 'cem')
      const file = async (by: ActorDesk) =>
        (await by.upload({ name: 'f.txt', type: 'text/plain', bytes: new Uint8Array(3) })).id
      const mail = { channel: 'email', id: 'm1', from: { id: 'cem' }, subject: 'Two things', text: 'lamp' }
      const { ticket: source } = await world.as('service', 'mail').receive(mail)
      await world.pass({ minutes: 1 })
      const [billFile, noteFile, otherFile] = [await file(cem), await file(world.sam), await file(cem)]
      const bill = await cem.reply(source.id, { body: 'bill', attachments: [billFile] })
      await world.pass({ minutes: 1 })
      const hm = await world.sam.note(source.id, { body: 'hm', attachments: [noteFile] })
      await world.pass({ minutes: 1 })
      const thanks = await cem.reply(source.id, { body: 'thanks', attachments: [otherFile] })
      await world.sam.watch(source.id, { watcher: 'cole' })
      await world.pass({ minutes: 1 })
      return { world, cem, source: source.id, bill, hm, thanks, billFile, noteFile, otherFile }
    }

    const messagesOf = (...messages: readonly Message[]) => ({
      subject: 'The bill is wrong',
      messages: messages.map(({ id }) => id),
    })

    it('lets messages with their files go on in a ticket of their own, and shows them in both', async () => {
      const { world, cem, source, bill, hm, thanks, billFile } = await open()
      const options = { tags: ['money'], priority: 'urgent', team: 'lamps' } as const
      const made = await world.sam.split(source, { ...messagesOf(hm, bill), ...options })
      expect(made).toMatchObject({
        state: 'open',
        subject: 'The bill is wrong',
        requester: { id: 'cem' },
        channel: 'email',
        priority: 'urgent',
        team: 'lamps',
        tags: ['money'],
        watchers: ['cole'],
        links: [{ kind: 'related', ticketId: source }],
        splitFrom: source,
        splitInto: [],
      })
      expect(await world.sam.get(source)).toMatchObject({
        subject: 'Two things',
        links: [{ kind: 'related', ticketId: made.id }],
        splitFrom: null,
        splitInto: [made.id],
      })
      const shown = await thread(world.sam, made.id)
      expect(shown.map(({ body, ticketId }) => [body, ticketId === source])).toEqual([
        ['bill', true],
        ['hm', true],
      ])
      expect(shown[0]?.attachments.map(({ id }) => id)).toEqual([billFile])
      await cem.reply(made.id, { body: 'about the bill' })
      await cem.reply(source, { body: 'about the lamp' })
      expect(await bodies(world.sam, made.id)).toEqual(['bill', 'hm', 'about the bill'])
      expect(await bodies(world.sam, source)).toEqual(['lamp', 'bill', 'hm', 'thanks', 'about the lamp'])
      for (const limit of [1, 2]) {
        expect((await thread(world.sam, made.id, limit)).map(({ body }) => body)).toHaveLength(3)
      }
      // The texts are in one place alone: they are found there.
      const found = async (text: string) => (await world.sam.search(text)).items.map(({ ticket }) => ticket.id)
      expect(await found('thanks')).toEqual([source])
      expect((await found('wrong')).includes(made.id)).toBe(true)
      expect((await log(world, made.id)).map(({ type }) => type).slice(0, 4)).toEqual([
        'ticket.created',
        'ticket.splitOff',
        'ticket.linked',
        'ticket.watched',
      ])
      expect(JSON.stringify(await log(world, made.id))).not.toContain('"bill"')
      // What is left can be split once more, and what was split off too.
      const again = await world.sam.split(source, messagesOf(thanks))
      expect((await world.sam.get(source)).splitInto.toSorted()).toEqual([made.id, again.id].toSorted())
      const at = new Date(world.now())
      expect(await world.sam.get(source, { at })).toEqual(await world.sam.get(source))
      expect(await world.sam.get(made.id, { at })).toEqual(await world.sam.get(made.id))
      await world.work({ days: 5 })
      await expectSound(world)
    })

    it('shows each what the messages were for him: notes to the desk alone, files with their messages', async () => {
      const { world, cem, source, bill, hm, billFile, noteFile, otherFile } = await open()
      const made = await world.sam.split(source, messagesOf(bill, hm))
      await world.sam.watch(made.id, { watcher: 'dan' })
      const [cole, dan] = [world.as('collaborator', 'cole'), world.as('collaborator', 'dan')]
      expect(await bodies(cem, made.id)).toEqual(['bill'])
      expect(await bodies(cole, made.id)).toEqual(['bill', 'hm'])
      expect(await bodies(dan, made.id)).toEqual(['bill', 'hm'])
      // Dan reaches the new ticket alone: what is on it, and nothing else of the other one.
      expect((await dan.download(billFile)).attachment.ticketId).toBe(source)
      expect((await dan.download(noteFile)).attachment.ticketId).toBe(source)
      for (const call of [() => dan.download(otherFile), () => dan.get(source), () => dan.thread(source)]) {
        expect((await failure(call())).code).toBe('NOT_FOUND')
      }
      expect((await cem.download(billFile)).attachment.id).toBe(billFile)
      expect((await failure(cem.download(noteFile))).code).toBe('NOT_FOUND')
      expect((await cem.get(made.id)).splitFrom).toBe(source)
      expect((await cem.get(source)).splitInto).toEqual([])
      for (const stranger of [world.as('requester', 'dora'), world.as('agent', 'sam', 'elsewhere')]) {
        expect((await failure(stranger.get(made.id))).code).toBe('NOT_FOUND')
        expect((await failure(stranger.thread(made.id))).code).toBe('NOT_FOUND')
        expect((await failure(stranger.download(billFile))).code).toBe('NOT_FOUND')
      }
      await expectSound(world)
    })

    it('refuses no messages, all of them, others’, those that were split, merged tickets, and whoever may not', async () => {
      const { world, cem, source, bill, hm, thanks } = await open()
      const other = await cem.create({ subject: 'Other', body: 'other' })
      const foreign = (await thread(world.sam, other.id))[0]
      const there = world.as('agent', 'sam', 'elsewhere')
      const strange = (await thread(there, (await there.create(request({ body: 'x' }))).id))[0]
      if (!foreign || !strange) throw new Error('A message is missing.')
      const before = await log(world, source)
      const by = (desk: ActorDesk, input: object) => refused(desk.split(source, { subject: 'x', ...input } as never))
      for (const input of [
        { messages: [] },
        {},
        { messages: 'x' },
        { messages: [''] },
        { messages: Array.from({ length: 101 }, (_, n) => `m${n}`) },
        { ...messagesOf(bill), subject: '' },
        { ...messagesOf(bill), requester: { id: 'dora' } },
        { ...messagesOf(bill), body: 'x' },
        { ...messagesOf(bill), external: { source: 's', id: '1' } },
      ]) {
        expect(await by(world.sam, input)).toEqual(['INVALID_INPUT', undefined])
      }
      for (const wrong of [foreign, strange, { ...bill, id: 'no-such-message' }]) {
        const error = await failure(world.sam.split(source, messagesOf(bill, wrong)))
        const reasons = [{ code: 'message-of-another-ticket', messageId: wrong.id }]
        expect([error.code, error.details['reasons']]).toEqual(['COMMAND_REFUSED', reasons])
      }
      const [first] = await thread(world.sam, source)
      if (!first) throw new Error('The first message is missing.')
      expect(await by(world.sam, messagesOf(first, bill, hm, thanks))).toEqual([
        'COMMAND_REFUSED',
        ['split-leaves-nothing'],
      ])
      expect(await by(world.sam, { ...messagesOf(bill), team: 'none' })).toEqual(['COMMAND_REFUSED', ['team-unknown']])
      for (const desk of [cem, world.as('collaborator', 'cole')]) {
        expect((await by(desk, messagesOf(bill)))[0]).toBe('FORBIDDEN')
      }
      for (const desk of [world.as('requester', 'dora'), there]) {
        expect((await by(desk, messagesOf(bill)))[0]).toBe('NOT_FOUND')
      }
      expect((await failure(world.sam.split(source, messagesOf(bill), { expectedVersion: 1 }))).code).toBe(
        'VERSION_CONFLICT',
      )
      expect(await log(world, source)).toEqual(before)
      const made = await world.sam.split(source, messagesOf(bill))
      const error = await failure(world.sam.split(source, messagesOf(bill, hm)))
      expect(error.details['reasons']).toEqual([{ code: 'message-split', messageId: bill.id, into: made.id }])
      // Those that it shows are not its own.
      expect(await refused(world.sam.split(made.id, messagesOf(bill)))).toEqual([
        'COMMAND_REFUSED',
        ['message-of-another-ticket'],
      ])
      await world.sam.merge(source, { into: other.id })
      expect(await by(world.sam, messagesOf(hm))).toEqual(['COMMAND_REFUSED', ['merged']])
      await expectSound(world)
    })

    it('takes effect once, whether repeated, two at once, or while others write', async () => {
      const { world, cem, source, bill, hm, thanks } = await open()
      const both = await Promise.allSettled([1, 2].map(() => world.sam.split(source, messagesOf(bill))))
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const key = { idempotencyKey: 'once' }
      const repeated = await Promise.all([1, 2, 3].map(() => world.sam.split(source, messagesOf(hm), key)))
      expect(new Set(repeated.map(({ id }) => id)).size).toBe(1)
      expect((await failure(world.sam.split(source, messagesOf(thanks), key))).code).toBe('IDEMPOTENCY_MISMATCH')
      const lines: Message[] = []
      for (let n = 0; n < 12; n += 1) lines.push(await cem.reply(source, { body: `line ${n}` }))
      const replies = Array.from({ length: 16 }, (_, n) => cem.reply(source, { body: `w${n}` }))
      const made = await Promise.all([...lines.map((line) => world.sam.split(source, messagesOf(line))), ...replies])
      expect(new Set(made.map(({ id }) => id)).size).toBe(28)
      expect((await world.sam.get(source)).splitInto).toHaveLength(14)
      const { items } = await world.sam.list({ where: {}, limit: 100 })
      expect(items).toHaveLength(15)
      await world.as('admin').erase(source)
      expect((await world.sam.split(source, messagesOf(hm), key)).id).toBe(repeated[0]?.id)
      await expectSound(world)
    })

    it('reads the messages together, for the split and for each page of its thread', async () => {
      const read: string[] = []
      const wrap = (store: Store): Store => ({
        ...store,
        messages: async (tenant, ids) => {
          read.push(ids.length > 0 ? 'messages' : 'nothing')
          return store.messages(tenant, ids)
        },
      })
      const world = await openDeciding(create, deciding({}), { wrap })
      const { id } = await world.sam.create(request({ body: 'lamp' }))
      const lines: Message[] = []
      for (let n = 0; n < 12; n += 1) lines.push(await world.sam.note(id, { body: `line ${n}` }))
      read.length = 0
      const made = await world.sam.split(id, messagesOf(...lines))
      expect(read).toEqual(['messages'])
      read.length = 0
      const { items } = await world.sam.thread(made.id, { limit: 12 })
      expect(items.map(({ body }) => body)).toEqual(lines.map(({ body }) => body))
      expect(read).toEqual(['messages'])
    })

    it('gives up as other commands do when others never stop changing the ticket, and has done nothing then', async () => {
      let busy = false
      const wrap = (store: Store): Store => ({
        ...store,
        commit: async (commit) => {
          if (!busy) return store.commit(commit)
          const [{ ticketId, version } = { ticketId: '', version: 0 }] = commit.expect.filter((one) => one.version > 0)
          return { ok: false, conflict: { kind: 'version', ticketId, actual: version + 1 } }
        },
      })
      const world = await openDeciding(create, deciding({}), { wrap })
      const { id } = await world.sam.create(request({ body: 'lamp' }))
      const bill = await world.sam.reply(id, { body: 'bill' })
      const before = await log(world, id)
      busy = true
      const calls = [world.sam.split(id, messagesOf(bill)), world.sam.reply(id, { body: 'on it' })]
      expect((await Promise.all(calls.map(failure))).map(({ code }) => code)).toEqual(['BUSY', 'BUSY'])
      busy = false
      expect(await log(world, id)).toEqual(before)
      await world.sam.split(id, messagesOf(bill))
      await expectSound(world)
    })

    it('shows no more of a message than its ticket has, once either is erased', async () => {
      const { world, source, bill, hm, billFile } = await open()
      const made = await world.sam.split(source, messagesOf(bill))
      const other = await world.sam.split(source, messagesOf(hm))
      await world.sam.reply(made.id, { body: 'answer' })
      await world.as('admin').erase(made.id)
      expect(await bodies(world.sam, made.id)).toEqual(['bill', null])
      expect(await bodies(world.sam, source)).toEqual(['lamp', 'bill', 'hm', 'thanks'])
      await world.as('admin').erase(source)
      expect(await bodies(world.sam, made.id)).toEqual([null, null])
      expect(await bodies(world.sam, other.id)).toEqual([null])
      expect((await failure(world.sam.download(billFile))).code).toBe('NOT_FOUND')
      expect((await world.sam.search('bill')).items.map(({ ticket }) => ticket.id)).toEqual([other.id])
      await expectSound(world)
    })

    it('goes together with merges: what it shows goes along, once', async () => {
      const { world, cem, source, bill, hm } = await open()
      const made = await world.sam.split(source, messagesOf(bill, hm))
      await cem.reply(made.id, { body: 'more' })
      const wide = await cem.create({ subject: 'Wide', body: 'wide' })
      const dora = world.as('requester', 'dora')
      const doras = await dora.create({ subject: 'Hers', body: 'hers' })
      await world.sam.merge(made.id, { into: wide.id })
      expect(await bodies(world.sam, wide.id)).toEqual(['bill', 'hm', 'more', 'wide'])
      expect(await bodies(cem, wide.id)).toEqual(['bill', 'more', 'wide'])
      for (const limit of [1, 2, 3]) {
        expect((await thread(world.sam, wide.id, limit)).map(({ body }) => body)).toEqual([
          'bill',
          'hm',
          'more',
          'wide',
        ])
      }
      await world.sam.unmerge(made.id)
      // Another's: the desk reads it there, she does not.
      await world.sam.merge(made.id, { into: doras.id })
      expect(await bodies(dora, doras.id)).toEqual(['hers'])
      expect(await bodies(world.sam, doras.id)).toEqual(['bill', 'hm', 'more', 'hers'])
      await world.sam.unmerge(made.id)
      // Back into where it came from: each message once.
      await world.sam.merge(made.id, { into: source })
      expect(await bodies(world.sam, source)).toEqual(['lamp', 'bill', 'hm', 'thanks', 'more'])
      await world.sam.unmerge(made.id)
      // Both in one.
      await world.sam.merge(source, { into: wide.id })
      await world.sam.merge(made.id, { into: wide.id })
      expect(await bodies(world.sam, wide.id)).toEqual(['lamp', 'bill', 'hm', 'thanks', 'more', 'wide'])
      await expectSound(world)
    })

    it('waits since the first of its messages, not since the split', async () => {
      const world = await openPromises(create, [standard])
      const ann = world.as('agent', 'ann')
      const cem = world.as('requester', 'cem')
      const source = await ann.create({ ...asked('first'), body: 'one' })
      await world.pass({ minutes: 20 })
      const second = await cem.reply(source.id, { body: 'two' })
      await world.pass({ minutes: 20 })
      const made = await ann.split(source.id, { subject: 'Two', messages: [second.id] })
      const due = (targets: typeof made.sla) =>
        targets?.targets.find(({ target }) => target === 'firstResponse')?.dueAt?.getTime()
      expect(due(made.sla)).toBe(second.createdAt.getTime() + 3_600_000)
      // Nobody can put off an answer by splitting what was promised.
      await ann.reply(source.id, { body: 'We look at one.' })
      await world.work({ hours: 1 })
      const verdicts = await ann.verdicts(made.id)
      expect(verdicts.map(({ target, verdict }) => [target, verdict])).toEqual([['firstResponse', 'breached']])
      const third = await cem.reply(source.id, { body: 'three' })
      await ann.reply(source.id, { body: 'Answered.' })
      const answered = await ann.split(source.id, { subject: 'Three', messages: [third.id] })
      expect(answered.sla?.targets.map(({ target }) => target)).toContain('resolution')
      await world.work({ days: 10 })
      await expectKeptWorld(world)
    })
  })
}
