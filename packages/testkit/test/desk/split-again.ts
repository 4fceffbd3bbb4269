import type { ActorDesk, Message, Reason } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { openStaged, photoOf } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const reasonsOf = async (call: Promise<unknown>) => {
  const { code, details } = await failure(call)
  return [code, ...((details['reasons'] ?? []) as readonly Reason[]).map((reason) => reason.code)]
}

/** A ticket with messages of these texts, a minute apart. */
async function written(world: DecidingWorld, ...[first = '', ...others]: readonly string[]) {
  const { id } = await world.sam.create(request({ body: first }))
  const messages: Message[] = []
  for (const body of others) {
    await world.pass({ minutes: 1 })
    messages.push(await world.sam.reply(id, { body }))
  }
  const [opening] = (await world.sam.thread(id)).items
  if (opening === undefined) throw new Error('The first message is missing.')
  return { id, messages: [opening, ...messages] }
}

const off = (...messages: readonly (Message | undefined)[]) => ({
  subject: 'Another thing',
  messages: messages.flatMap((message) => message?.id ?? []),
})

/** All texts of a thread, with something done after its first page. */
async function paged(by: ActorDesk, id: string, limit: number, meanwhile: () => Promise<unknown>) {
  const first = await by.thread(id, { limit })
  await meanwhile()
  const found = first.items.map(({ body }) => body)
  for (let after: number | string | null = first.next; after !== null; ) {
    const page: Awaited<ReturnType<ActorDesk['thread']>> = await by.thread(id, { after, limit })
    found.push(...page.items.map(({ body }) => body))
    after = page.next
  }
  return found
}

/** What a split promises once more has happened to its tickets. */
export function splitAgainScenarios(create: CreateDeskFixture): void {
  describe('a split and what comes after', () => {
    it('brings the files of its messages as proofs, and no others', async () => {
      const world = await openStaged(create)
      const cem = world.as('requester', 'cem')
      const { id } = await cem.create({ subject: 'Two lamps', body: 'one' })
      const upload = async () => (await cem.upload({ name: 'p.png', type: 'image/png', bytes: new Uint8Array(3) })).id
      const [mine, other] = [await upload(), await upload()]
      const { id: message } = await cem.reply(id, { body: 'and this one', attachments: [mine] })
      await cem.reply(id, { body: 'about the first', attachments: [other] })
      const loose = await photoOf(world.sam, id)
      const made = await world.sam.split(id, { subject: 'The other lamp', messages: [message] })
      const prove = (attachmentId: string) => world.sam.check(made.id, { item: 'photo', attachmentId })
      for (const wrong of [other, loose]) {
        expect(await reasonsOf(prove(wrong))).toEqual(['COMMAND_REFUSED', 'attachment-of-another-ticket'])
      }
      expect((await prove(mine)).checks).toMatchObject([{ item: 'photo', attachmentId: mine }])
      // It is proven by what the ticket shows, also after the first one was here and has gone.
      await world.sam.merge(id, { into: made.id })
      await world.sam.unmerge(id)
      expect((await world.sam.get(made.id)).checks).toMatchObject([{ item: 'photo', attachmentId: mine }])
      await expectSound(world)
    })

    it('does not break what waited for the customer', async () => {
      const sla = [{ id: 'all', targets: { resolution: { within: { hours: 9 } } } }]
      const world = await openDeciding(create, deciding({ sla } as never))
      const { id, messages } = await written(world, 'lamp', 'and the bill')
      await world.sam.send(id, { type: 'wait' })
      await world.work({ days: 10 })
      await world.sam.send(id, { type: 'resume' })
      await world.pass({ minutes: 30 })
      await world.sam.send(id, { type: 'wait' })
      await world.pass({ hours: 20 })
      const made = await world.sam.split(id, off(messages[1]))
      // Half an hour of nine is gone; it does not wait for the customer itself.
      const dueOf = async (ticketId: string) =>
        (await world.sam.get(ticketId)).sla?.targets.map(({ dueAt }) => dueAt?.getTime() ?? null)
      expect(await dueOf(made.id)).toEqual([world.now() + 8.5 * 3_600_000])
      // Nor does a split of the split.
      const more = await world.as('requester', 'cem').reply(made.id, { body: 'more' })
      await world.pass({ hours: 1 })
      await world.sam.note(made.id, { body: 'two things' })
      const third = await world.sam.split(made.id, off(more))
      expect(await dueOf(third.id)).toEqual([world.now() + 8 * 3_600_000])
      await world.work({ hours: 7 })
      expect((await log(world, made.id)).map(({ type }) => type)).not.toContain('sla.breached')
      await world.work({ hours: 2 })
      expect((await world.sam.verdicts(made.id)).map(({ verdict }) => verdict)).toEqual(['breached'])
      await expectSound(world)
    })

    it('can be done anew once it was taken back', async () => {
      const world = await openDeciding(create, deciding({}))
      const { id, messages } = await written(world, 'one', 'two')
      const wrong = await world.sam.split(id, off(messages[1]))
      await world.sam.merge(wrong.id, { into: id })
      const right = await world.sam.split(id, off(messages[1]))
      expect((await world.sam.get(id)).splitInto).toEqual([right.id])
      expect(await reasonsOf(world.sam.split(id, off(messages[1])))).toEqual(['COMMAND_REFUSED', 'message-split'])
      expect(await bodies(world.sam, right.id)).toEqual(['two'])
      expect(await bodies(world.sam, id)).toEqual(['one', 'two'])
      // Both in one: each message once.
      await world.sam.unmerge(wrong.id)
      const { id: wide } = await world.sam.create(request())
      await world.sam.merge(wrong.id, { into: wide })
      await world.sam.merge(right.id, { into: wide })
      expect(await bodies(world.sam, wide)).toEqual(['two'])
      await expectSound(world)
    })

    it('leaves a message, however many splits there are', async () => {
      const world = await openDeciding(create, deciding({}))
      const { id, messages } = await written(world, 'one', 'two', 'three')
      await world.sam.split(id, off(messages[0]))
      const second = await world.sam.split(id, off(messages[2]))
      const nothing = ['COMMAND_REFUSED', 'split-leaves-nothing']
      expect(await reasonsOf(world.sam.split(id, off(messages[1])))).toEqual(nothing)
      // What has come back is left.
      await world.sam.merge(second.id, { into: id })
      await world.sam.split(id, off(messages[1]))
      expect(await reasonsOf(world.sam.split(id, off(messages[2])))).toEqual(nothing)
      await expectSound(world)
    })

    it('shows each message once, also when tickets are merged or taken out between two pages', async () => {
      const world = await openDeciding(create, deciding({}))
      for (const limit of [1, 2]) {
        const { id, messages } = await written(world, 'one', 'two', 'three', 'four')
        const made = await world.sam.split(id, off(...messages.slice(1)))
        const merged = await paged(world.sam, made.id, limit, () => world.sam.merge(id, { into: made.id }))
        expect(merged.toSorted()).toEqual(['four', 'one', 'three', 'two'])
        const whole = await paged(world.sam, made.id, limit + 1, () => world.sam.unmerge(id))
        expect(whole).toEqual(['one', 'two', 'three', 'four'])
        const wide = (await world.sam.create(request({ body: 'wide' }))).id
        await world.sam.merge(made.id, { into: wide })
        const both = await paged(world.sam, wide, limit, () => world.sam.merge(id, { into: wide }))
        expect(both.toSorted()).toEqual(['four', 'one', 'three', 'two', 'wide'])
        await world.sam.unmerge(id)
        // What was given of one that is there no more is not given again.
        const moved = await paged(world.sam, wide, limit, async () => {
          await world.sam.unmerge(made.id)
          await world.sam.merge(id, { into: wide })
        })
        expect(moved.toSorted()).toEqual(['four', 'one', 'three', 'two', 'wide'])
      }
      await expectSound(world)
    })
  })
}

const bodies = async (by: ActorDesk, id: string) => (await by.thread(id, { limit: 500 })).items.map(({ body }) => body)
