import type { ActorDesk, Reason } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { expectSound, log, request } from './deciding-desk.js'
import { openStaged, photoOf } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

/** The reasons with which a call is refused, with their items. */
const reasons = async (call: Promise<unknown>) =>
  ((await failure(call)).details.reasons ?? []).map(({ code, item }: Reason) => [code, item])

const loose = async (desk: ActorDesk, type = 'image/png') =>
  (await desk.upload({ name: 'loose', type, bytes: new Uint8Array([1]) })).id

const types = async (...given: Parameters<typeof log>) =>
  (await log(...given)).map(({ type }) => type).filter((type) => /^(item|attachment)\./.test(type))

/** Items of a checklist that are checked in one command, with files that come onto the ticket by it. */
export function checklistAtOnceScenarios(create: CreateDeskFixture): void {
  describe('a checklist worked through at once', () => {
    it('takes several items in one command, with a file of one’s own, and a second person the same way', async () => {
      const world = await openStaged(create)
      const [ann, ada] = [world.as('agent', 'ann'), world.as('agent', 'ada')]
      const { id } = await world.sam.create(request())
      await ann.update(id, { fields: { serial: 'X1' } })
      const photo = await loose(ann)
      const before = await ann.get(id)
      const items = [{ item: 'looked' }, { item: 'photo', attachmentId: photo }, { item: 'serial' }, { item: 'sealed' }]
      const done = await ann.check(id, { items })
      expect(done.checks.map(({ item, attachmentId }) => [item, attachmentId])).toEqual([
        ['looked', null],
        ['photo', photo],
        ['serial', null],
        ['sealed', null],
      ])
      const written = (await log(world, id)).filter(({ seq }) => seq > before.version)
      expect(written.map(({ type }) => type)).toEqual([
        'attachment.added',
        ...Array.from({ length: 4 }, () => 'item.checked'),
      ])
      expect((await ada.download(photo)).attachment.ticketId).toBe(id)
      // What is checked stays as it is, and whoever says it too is the second person where one is needed.
      const confirmed = await ada.check(id, { items: [{ item: 'looked' }, { item: 'sealed' }] })
      expect(confirmed.version).toBe(done.version + 1)
      expect(confirmed.checks.find(({ item }) => item === 'sealed')?.confirmedBy).toEqual({ type: 'agent', id: 'ada' })
      expect((await ada.check(id, { items: [{ item: 'sealed' }] })).version).toBe(confirmed.version)
      await expectSound(world)
    })

    it('checks all of them or none, and says what each lacks', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      await ann.check(id, { item: 'sealed' })
      const { version } = await ann.get(id)
      const text = await loose(ann, 'text/plain')
      const items = [
        { item: 'looked' },
        { item: 'photo', attachmentId: text },
        { item: 'serial' },
        { item: 'sealed' },
        { item: 'nothing' },
        { item: 'paper', attachmentId: text },
      ]
      expect(await reasons(ann.check(id, { items }))).toEqual([
        ['attachment-type', 'photo'],
        ['field-missing', 'serial'],
        ['second-person-is-the-first', 'sealed'],
        ['item-unknown', 'nothing'],
        ['field-missing', 'paper'],
        ['approval-missing', 'paper'],
      ])
      expect((await ann.get(id)).version).toBe(version)
      // The file is still nowhere.
      expect((await ann.download(text)).attachment.ticketId).toBeNull()
      await ann.send(id, { type: 'giveUp' })
      expect(await reasons(ann.check(id, { items }))).toEqual([['no-stage', undefined]])
    })

    it('takes one file for two items once, and none of somebody else', async () => {
      const world = await openStaged(create)
      const [ann, ada] = [world.as('agent', 'ann'), world.as('agent', 'ada')]
      const { id } = await world.sam.create(request())
      const other = await world.sam.create(request())
      const [mine, theirs] = [await loose(ann), await loose(ada)]
      // The same name in another role, or in another tenant, is somebody else.
      const strangers = [theirs, await loose(world.as('lead', 'ann')), await loose(world.as('agent', 'ann', 'other'))]
      for (const attachmentId of [...strangers, await photoOf(ann, other.id), 'no-such-file']) {
        expect(await reasons(ann.check(id, { items: [{ item: 'looked' }, { item: 'photo', attachmentId }] }))).toEqual([
          ['attachment-of-another-ticket', 'photo'],
        ])
      }
      expect((await ann.get(id)).checks).toEqual([])
      const items = ['looked', 'photo'].map((item) => ({ item, attachmentId: mine }))
      expect((await ann.check(id, { items })).checks).toMatchObject([{ attachmentId: mine }, { attachmentId: mine }])
      expect(await types(world, id)).toEqual(['attachment.added', 'item.checked', 'item.checked'])
      // It is this ticket's now, also for others who work on it, and nobody's on another.
      const again = await ada.check(id, { item: 'sealed', attachmentId: mine })
      expect(again.checks.at(-1)).toMatchObject({ item: 'sealed', by: { id: 'ada' }, attachmentId: mine })
      expect(await types(world, id)).toHaveLength(4)
      expect(await reasons(ann.check(other.id, { item: 'photo', attachmentId: mine }))).toEqual([
        ['attachment-of-another-ticket', 'photo'],
      ])
    })

    it('gives a file to one ticket when many take it at once, and keeps to its key', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const made = await Promise.all(Array.from({ length: 8 }, () => world.sam.create(request())))
      const file = await loose(ann)
      const calls = made.flatMap(({ id }) =>
        [1, 2, 3, 4].map(() => ann.check(id, { items: [{ item: 'looked' }, { item: 'photo', attachmentId: file }] })),
      )
      const results = await Promise.allSettled(calls)
      const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
      const codes = new Set(refused.map(({ reason }) => reason.code))
      expect([...codes].filter((code) => code !== 'COMMAND_REFUSED' && code !== 'ATTACHMENT_UNAVAILABLE')).toEqual([])
      const { ticketId } = (await ann.download(file)).attachment
      for (const { id } of made) {
        const expected = id === ticketId ? ['attachment.added', 'item.checked', 'item.checked'] : []
        expect(await types(world, id)).toEqual(expected)
      }
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
      const { id } = made.find((one) => one.id !== ticketId) ?? { id: '' }
      const input = { items: [{ item: 'looked' }, { item: 'photo', attachmentId: await loose(ann) }] }
      const keyed = await ann.check(id, input, { idempotencyKey: 'k' })
      await ann.uncheck(id, { item: 'looked' })
      expect((await ann.check(id, input, { idempotencyKey: 'k' })).version).toBe(keyed.version)
      expect((await ann.get(id)).checks.map(({ item }) => item)).toEqual(['photo'])
      expect((await failure(ann.check(id, { items: [] }, { idempotencyKey: 'k' }))).code).toBe('INVALID_INPUT')
      expect((await failure(ann.check(id, { item: 'looked' }, { idempotencyKey: 'k' }))).code).toBe(
        'IDEMPOTENCY_MISMATCH',
      )
      await expectSound(world)
    })

    it('is confirmed by one second person when 32 check all at once', async () => {
      const world = await openStaged(create)
      const { id } = await world.sam.create(request())
      const items = [{ item: 'looked' }, { item: 'sealed' }]
      const calls = Array.from({ length: 32 }, (_, index) => world.as('agent', `agent-${index}`).check(id, { items }))
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      expect(await types(world, id)).toEqual(['item.checked', 'item.checked', 'item.confirmed'])
      await expectSound(world)
    })

    it('refuses wrong input, and is for those who work at the desk', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      const looked = { item: 'looked' }
      for (const input of [
        { items: [] },
        { items: looked },
        { items: ['looked'] },
        { items: [looked, looked] },
        { items: [{ item: 'looked', extra: 1 }] },
        { items: [{}] },
        { ...looked, items: [looked] },
        { items: [looked], attachmentId: 'f' },
        { attachmentId: 'f' },
        { items: Array.from({ length: 101 }, (_, index) => ({ item: `i${index}` })) },
      ]) {
        expect((await failure(ann.check(id, input as never))).code, JSON.stringify(input)).toBe('INVALID_INPUT')
      }
      await ann.watch(id, { watcher: 'col' })
      for (const [role, who, code] of [
        ['requester', 'cem', 'FORBIDDEN'],
        ['requester', 'eve', 'NOT_FOUND'],
        ['collaborator', 'col', 'FORBIDDEN'],
      ] as const) {
        const desk = world.as(role, who)
        expect((await failure(desk.check(id, { items: [looked] }))).code).toBe(code)
      }
      expect((await failure(world.as('agent', 'ann', 'other').check(id, { items: [looked] }))).code).toBe('NOT_FOUND')
      expect((await ann.get(id)).checks).toEqual([])
    })
  })
}
