import type { ActorDesk, Reason } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { expectSound, log, request } from './deciding-desk.js'
import { openStaged, photoOf } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

/** The reasons with which a call is refused, without their values. */
const codes = async (call: Promise<unknown>) =>
  ((await failure(call)).details.reasons ?? []).map(({ code, item }: Reason) =>
    typeof item === 'string' ? `${code} ${item}` : code,
  )

const looseFile = async (desk: ActorDesk, type = 'image/png') =>
  (await desk.upload({ name: 'loose', type, bytes: new Uint8Array([1]) })).id

/** Checklists whose items need evidence. */
export function checklistScenarios(create: CreateDeskFixture): void {
  describe('a checklist', () => {
    it('is worked through item by item, and what is missing keeps the ticket in its stage, thing by thing', async () => {
      const world = await openStaged(create)
      const desk = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      const refused = await failure(desk.send(id, { type: 'inspected' }))
      expect(refused.code).toBe('TRANSITION_REFUSED')
      expect(refused.details.reasons).toEqual([
        { code: 'item-open', item: 'looked' },
        { code: 'item-open', item: 'photo' },
        { code: 'attachment-missing', type: 'image/*', item: 'photo' },
        { code: 'item-open', item: 'serial' },
        { code: 'field-missing', field: 'serial', item: 'serial' },
        { code: 'item-open', item: 'sealed' },
        { code: 'item-open', item: 'paper' },
        { code: 'attachment-missing', type: '*', item: 'paper' },
        { code: 'field-missing', field: 'serial', item: 'paper' },
        { code: 'approval-missing', approval: 'parts', state: null, item: 'paper' },
      ])
      expect((await desk.events(id)).find(({ event }) => event === 'inspected')?.reasons).toHaveLength(10)

      await desk.check(id, { item: 'looked' })
      expect(await desk.note(id, { body: 'A scratch.', about: { item: 'looked' } })).toMatchObject({
        body: 'A scratch.',
      })
      expect(await codes(desk.note(id, { body: 'x', about: { item: 'tested' } }))).toEqual(['item-unknown'])
      expect(await codes(desk.check(id, { item: 'serial' }))).toEqual(['field-missing serial'])
      await desk.update(id, { fields: { serial: 'X1' } })
      await desk.check(id, { item: 'serial' })
      expect(await codes(desk.check(id, { item: 'photo' }))).toEqual(['attachment-missing photo'])
      const text = await photoOf(desk, id, 'text/plain')
      expect(await codes(desk.check(id, { item: 'photo', attachmentId: text }))).toEqual(['attachment-type photo'])
      const photo = await photoOf(desk, id, 'Image/PNG')
      await desk.check(id, { item: 'photo', attachmentId: photo })
      expect(await codes(desk.check(id, { item: 'paper', attachmentId: text }))).toEqual(['approval-missing paper'])
      await desk.askApproval(id, { approval: 'parts' })
      await world.as('agent', 'pia').approve(id, { approval: 'parts' })
      await desk.check(id, { item: 'paper', attachmentId: text })
      await desk.check(id, { item: 'sealed' })
      expect(await codes(desk.send(id, { type: 'inspected' }))).toEqual(['second-person-missing sealed'])
      const done = await world.as('lead', 'ada').check(id, { item: 'sealed' })
      expect(done.checks.map(({ item }) => item)).toEqual(['looked', 'serial', 'photo', 'paper', 'sealed'])
      expect(done.checks.find(({ item }) => item === 'photo')).toEqual({
        item: 'photo',
        by: { type: 'agent', id: 'ann' },
        at: new Date(world.now()),
        attachmentId: photo,
        confirmedBy: null,
      })
      expect(done.checks.at(-1)).toMatchObject({ by: { id: 'ann' }, confirmedBy: { type: 'lead', id: 'ada' } })
      expect((await world.as('requester', 'cem').get(id)).checks).toEqual([])
      expect(await desk.send(id, { type: 'inspected' })).toMatchObject({ state: 'workshop', checks: [] })
      // The next stage has a checklist of its own.
      expect(await codes(desk.check(id, { item: 'looked' }))).toEqual(['item-unknown looked'])
      expect(await codes(desk.send(id, { type: 'repaired' }))).toEqual(['item-open tested'])
      await expectSound(world)
    })

    it('takes no file but the ticket’s own, and does not tell of others', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      const other = await world.sam.create(request())
      const theirs = await photoOf(ann, other.id)
      const loose = await looseFile(world.as('agent', 'ada'))
      const stranger = world.as('agent', 'ann', 'other')
      const strange = await photoOf(stranger, (await stranger.create(request())).id)
      const refusals = []
      for (const attachmentId of [theirs, loose, strange, 'no-such-file']) {
        for (const item of ['photo', 'looked']) {
          const { code, message, details } = await failure(ann.check(id, { item, attachmentId }))
          refusals.push({ code, message: message.replace(item, ''), reasons: details.reasons?.map((one) => one.code) })
        }
      }
      expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1)
      expect(refusals[0]).toMatchObject({ code: 'COMMAND_REFUSED', reasons: ['attachment-of-another-ticket'] })
      expect((await ann.get(id)).checks).toEqual([])
    })

    it('is checked once, confirmed once by somebody else, and again without a trace', async () => {
      const world = await openStaged(create)
      const [ann, ada] = [world.as('agent', 'ann'), world.as('agent', 'ada')]
      const { id } = await world.sam.create(request())
      const first = await ann.check(id, { item: 'looked' })
      for (const desk of [ann, ada]) expect((await desk.check(id, { item: 'looked' })).version).toBe(first.version)
      await ann.check(id, { item: 'sealed' })
      expect(await codes(ann.check(id, { item: 'sealed' }))).toEqual(['second-person-is-the-first sealed'])
      // Another role of the same person is no second person.
      expect(await codes(world.as('lead', 'ann').check(id, { item: 'sealed' }))).toEqual([
        'second-person-is-the-first sealed',
      ])
      const confirmed = await ada.check(id, { item: 'sealed' })
      for (const desk of [ann, ada]) expect((await desk.check(id, { item: 'sealed' })).version).toBe(confirmed.version)
      const types = (await log(world, id)).map(({ type }) => type).filter((type) => type.startsWith('item.'))
      expect(types).toEqual(['item.checked', 'item.checked', 'item.confirmed'])
      expect((await ada.uncheck(id, { item: 'sealed' })).checks.map(({ item }) => item)).toEqual(['looked'])
      const again = await ada.uncheck(id, { item: 'sealed' })
      expect(again.version).toBe(confirmed.version + 1)
      // Who checked it is forgotten with the check.
      await ada.check(id, { item: 'sealed' })
      expect((await ann.check(id, { item: 'sealed' })).checks.at(-1)).toMatchObject({
        by: { id: 'ada' },
        confirmedBy: { id: 'ann' },
      })
    })

    it('proven with another file is checked anew', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      const [one, two] = [await photoOf(ann, id), await photoOf(ann, id)]
      await ann.check(id, { item: 'photo', attachmentId: one })
      const { version } = await ann.check(id, { item: 'photo' })
      expect((await ann.check(id, { item: 'photo', attachmentId: one })).version).toBe(version)
      expect((await ann.check(id, { item: 'photo', attachmentId: two })).checks).toMatchObject([{ attachmentId: two }])
    })

    it('begins anew when the stage begins again, and lasts while its stage goes on in another state', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      await ann.check(id, { item: 'looked' })
      await ann.send(id, { type: 'askCustomer' })
      expect((await ann.check(id, { item: 'sealed' })).checks).toHaveLength(2)
      await ann.send(id, { type: 'answered' })
      expect((await ann.get(id)).checks).toHaveLength(2)
      await ann.send(id, { type: 'toWorkshop', reason: 'It is urgent.' })
      expect((await ann.send(id, { type: 'sendBack', reason: 'No photo.' })).checks).toEqual([])
      await ann.send(id, { type: 'giveUp' })
      expect(await codes(ann.check(id, { item: 'looked' }))).toEqual(['no-stage'])
    })

    it('refuses wrong input, keeps to keys and versions, and is for those who work at the desk', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      for (const item of ['nothing', '__proto__', 'constructor', 'Looked']) {
        expect((await failure(ann.check(id, { item }))).details.reasons).toEqual([
          { code: 'item-unknown', item, stage: 'intake', items: ['looked', 'photo', 'serial', 'sealed', 'paper'] },
        ])
        expect(await codes(ann.uncheck(id, { item }))).toEqual([`item-unknown ${item}`])
      }
      for (const input of [
        {},
        { item: '' },
        { item: 7 },
        { item: 'looked', extra: 1 },
        { item: 'looked', attachmentId: '' },
      ]) {
        expect((await failure(ann.check(id, input as never))).code).toBe('INVALID_INPUT')
      }
      await ann.watch(id, { watcher: 'col' })
      for (const [role, who, code] of [
        ['requester', 'cem', 'FORBIDDEN'],
        ['requester', 'eve', 'NOT_FOUND'],
        ['collaborator', 'col', 'FORBIDDEN'],
        ['collaborator', 'eve', 'NOT_FOUND'],
      ] as const) {
        expect((await failure(world.as(role, who).check(id, { item: 'looked' }))).code).toBe(code)
        expect((await failure(world.as(role, who).uncheck(id, { item: 'looked' }))).code).toBe(code)
      }
      expect((await failure(world.as('agent', 'ann', 'other').check(id, { item: 'looked' }))).code).toBe('NOT_FOUND')
      const { version } = await ann.get(id)
      expect((await failure(ann.check(id, { item: 'looked' }, { expectedVersion: version - 1 }))).code).toBe(
        'VERSION_CONFLICT',
      )
      const keyed = await ann.check(id, { item: 'looked' }, { idempotencyKey: 'k' })
      await ann.uncheck(id, { item: 'looked' })
      // What was sent before is not done again.
      expect((await ann.check(id, { item: 'looked' }, { idempotencyKey: 'k' })).version).toBe(keyed.version)
      expect((await ann.get(id)).checks).toEqual([])
    })

    it('counts each check once when 32 people check at once, and one of them is the second', async () => {
      const world = await openStaged(create)
      const { id } = await world.sam.create(request())
      const calls = Array.from({ length: 32 }, (_, index) =>
        world.as('agent', `agent-${index}`).check(id, { item: 'sealed' }),
      )
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
      const types = (await log(world, id)).map(({ type }) => type).filter((type) => type.startsWith('item.'))
      expect(types).toEqual(['item.checked', 'item.confirmed'])
      await expectSound(world)
    })
  })
}
