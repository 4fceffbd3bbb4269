import { describe, expect, it } from 'vitest'
import { expectSound, hours, office, openSla, promising, request, type SlaWorld, standard } from './changing-desk.js'
import { type CreateDeskFixture, everything } from './world.js'

const strict = standard(2, {
  targets: {
    firstResponse: { within: { hours: 1 }, escalate: [] },
    resolution: { within: { hours: 4 }, escalate: [] },
  },
})
const OLD = promising([standard()])
const NEW = promising([strict])

const all = (world: SlaWorld) => everything({ store: world.store } as Parameters<typeof everything>[0])

async function dueDates(desk: ReturnType<SlaWorld['as']>, id: string) {
  const { sla } = await desk.get(id)
  return [sla?.policy.version, ...(sla?.targets.map(({ dueAt }) => dueAt) ?? [])]
}

/** How a change of what a desk promises reaches the tickets that are open. */
export function slaRecomputeScenarios(create: CreateDeskFixture): void {
  describe('a change of promises', () => {
    it('by itself leaves tickets on the versions that they were promised', async () => {
      const world = await openSla(create, OLD)
      const { id } = await world.as('agent', 'ann').create(request())
      const node = await world.node(NEW)
      const ann = node.as('agent', 'ann')
      await ann.note(id, { body: 'A command of the new node' })
      expect(await dueDates(ann, id)).toEqual([1, hours(2), hours(32)])
      expect((await ann.create(request())).sla?.policy).toEqual({ id: 'standard', version: 2 })
      await expectSound(world)
    })

    it('is told before it is made: keeping and a dry run change nothing, not even what is due', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await world.pass({ hours: 3 })
      const admin = (await world.node(NEW)).as('admin')
      const before = await all(world)
      const dates = (version: number, answer: number, solution: number) => ({
        policy: { id: 'standard', version },
        targets: [{ dueAt: hours(answer) }, { dueAt: hours(solution) }],
      })
      for (const change of [
        { mode: 'keep' },
        { mode: 'keep', dryRun: false },
        { mode: 'recompute' },
        { mode: 'recomputeAndKeepBoth', dryRun: true },
      ] as const) {
        const { items, examined, next } = await admin.recomputeSla(change)
        expect([items.length, examined, next]).toEqual([1, 1, null])
        expect(items[0]).toMatchObject({ ticketId: id, before: dates(1, 2, 32), after: { policy: { version: 2 } } })
        expect(items[0]?.after?.targets[1]?.dueAt).toEqual(hours(4))
      }
      expect(await all(world)).toEqual(before)
    })

    it('reaches open and waiting tickets, and nothing that is done', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const ids: string[] = []
      for (const event of [null, 'askRequester', 'solve', 'close']) {
        const { id } = await ann.create(request())
        if (event === 'close') await ann.send(id, { type: 'solve' })
        if (event !== null) await ann.send(id, { type: event })
        ids.push(id)
      }
      const admin = (await world.node(NEW)).as('admin')
      const { items, examined } = await admin.recomputeSla({ mode: 'recompute', dryRun: false })
      expect([items.map(({ ticketId }) => ticketId), examined]).toEqual([ids.slice(0, 2), 2])
      const versions = await Promise.all(ids.map(async (id) => (await ann.get(id)).sla?.policy.version))
      expect(versions).toEqual([2, 2, 1, 1])
      expect(await admin.recomputeSla({ mode: 'recompute', dryRun: false })).toEqual({
        items: [],
        failed: [],
        examined: 2,
        next: null,
      })
      await expectSound(world)
    })

    it('keeps pauses, and tells in the log who made it and why', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await ann.send(id, { type: 'askRequester' })
      await world.pass({ hours: 1 })
      await ann.send(id, { type: 'resume' })
      const admin = (await world.node(NEW)).as('admin')
      await admin.recomputeSla({ mode: 'recompute', dryRun: false })
      expect(await dueDates(ann, id)).toEqual([2, hours(2), hours(5)])
      const [last] = (await ann.history(id)).items.slice(-1)
      expect(last).toMatchObject({
        type: 'sla.applied',
        actor: { type: 'admin' },
        data: { keepsFormer: false, reasons: [{ code: 'recomputed', mode: 'recompute' }, { code: 'policy-for-all' }] },
      })
      await expectSound(world)
    })

    it('never changes a verdict that was given', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await world.pass({ hours: 1, minutes: 30 })
      await ann.reply(id, { body: 'In time, as it was promised' })
      const given = await ann.verdicts(id)
      const admin = (await world.node(NEW)).as('admin')
      for (const mode of ['recompute', 'recomputeAndKeepBoth'] as const) {
        await admin.recomputeSla({ mode, dryRun: false })
      }
      await ann.send(id, { type: 'solve' })
      const after = await ann.verdicts(id)
      expect(after[0]).toEqual(given[0])
      expect(after.map(({ target, verdict }) => [target, verdict])).toEqual([
        ['firstResponse', 'met'],
        ['resolution', 'met'],
      ])
      await expectSound(world)
    })

    it('judges both promises where both are kept', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      const node = await world.node(NEW)
      await node.as('admin').recomputeSla({ mode: 'recomputeAndKeepBoth', dryRun: false })
      await world.pass({ hours: 1, minutes: 30 })
      await node.desk.system.tick()
      await node.as('agent', 'ann').reply(id, { body: 'Late by the new one' })
      await world.pass({ hours: 47 })
      await node.desk.system.tick()
      await node.as('agent', 'ann').send(id, { type: 'solve' })
      const verdicts = (await ann.verdicts(id)).map(({ target, former, policy, verdict, secondsLeft }) => {
        return [target, former, policy.version, verdict, secondsLeft]
      })
      expect(verdicts.toSorted()).toEqual([
        ['firstResponse', false, 2, 'breached', -1_800],
        ['firstResponse', true, 1, 'met', 1_800],
        ['resolution', false, 2, 'breached', -12.5 * 3_600],
        ['resolution', true, 1, 'breached', -1_800],
      ])
      expect([...node.errors]).toEqual([])
      await expectSound(world)
    })

    it('completes what was broken before both were kept, and judges it anew under the new promise', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await world.pass({ hours: 3 })
      await world.desk.system.tick()
      const node = await world.node(NEW)
      await node.as('admin').recomputeSla({ mode: 'recomputeAndKeepBoth', dryRun: false })
      await node.as('agent', 'ann').reply(id, { body: 'An hour late by the old one' })
      const verdicts = (await ann.verdicts(id)).map(({ target, former, policy, verdict, endedAt, secondsLeft }) => {
        return [target, former, policy.version, verdict, endedAt, secondsLeft]
      })
      expect(verdicts).toEqual([
        ['firstResponse', true, 1, 'breached', hours(3), -3_600],
        ['firstResponse', false, 2, 'breached', hours(3), -7_200],
      ])
      await expectSound(world)
    })

    it('takes a promise away where no policy fits any more, and gives one where none was', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      const none = (await world.node(promising([]))).as('admin')
      const withdrawn = await none.recomputeSla({ mode: 'recompute', dryRun: false })
      expect(withdrawn.items).toMatchObject([{ ticketId: id, before: { policy: { version: 1 } }, after: null }])
      expect(await ann.get(id)).toMatchObject({ sla: null, expected: { answer: null, solution: null } })
      expect((await ann.list({ sort: 'dueAt' })).items).toEqual([])
      const again = await world.as('admin').recomputeSla({ mode: 'recompute', dryRun: false })
      expect(again.items).toMatchObject([{ ticketId: id, before: null, after: { policy: { version: 1 } } }])
      // Time counts from when the ticket was first promised something.
      expect(await dueDates(ann, id)).toEqual([1, hours(2), hours(32)])
      await expectSound(world)
    })

    it('goes page by page over all open tickets, each once', async () => {
      const world = await openSla(create, OLD)
      const ann = world.as('agent', 'ann')
      const ids: string[] = []
      for (let index = 0; index < 7; index += 1) {
        ids.push((await ann.create(request())).id)
        // Some begin at one instant.
        if (index % 3 === 0) await world.pass({ seconds: 1 })
      }
      await world.as('agent', 'ann', 'other').create(request())
      const admin = (await world.node(NEW)).as('admin')
      const found: string[] = []
      let pages = 0
      for (let after: string | null = null; ; ) {
        const page = await admin.recomputeSla({ mode: 'recompute', dryRun: false, limit: 3, after })
        found.push(...page.items.map(({ ticketId }) => ticketId))
        expect(page.items).toHaveLength(page.examined)
        pages += 1
        after = page.next
        if (after === null) break
      }
      expect([found.toSorted(), pages]).toEqual([ids.toSorted(), 3])
      await expectSound(world)
    })

    it('brings another version of a calendar too', async () => {
      const world = await openSla(create, OLD)
      const { id } = await world.as('agent', 'ann').create(request())
      const longer = promising([standard()], { office: office(2, '21:00') })
      const node = await world.node(longer)
      expect(await dueDates(node.as('agent', 'ann'), id)).toEqual([1, hours(2), hours(32)])
      await node.as('admin').recomputeSla({ mode: 'recompute', dryRun: false })
      expect(await dueDates(node.as('agent', 'ann'), id)).toEqual([1, hours(2), hours(28)])
      expect((await node.as('agent', 'ann').get(id)).sla?.targets[1]?.calendar).toEqual({ id: 'office', version: 2 })
      await expectSound(world)
    })
  })
}
