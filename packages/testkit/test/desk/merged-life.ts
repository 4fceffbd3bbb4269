import type { ActorDesk, Reason } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { at, begin, entry, run, ticket } from './import-log.js'
import { request as asked, expectKeptWorld, openPromises, standard } from './promising-desk.js'
import { openStaged, photoOf } from './staged-desk.js'
import { type CreateDeskFixture, failure, openWorld } from './world.js'

const codes = async (call: Promise<unknown>) =>
  ((await failure(call)).details['reasons'] as readonly Reason[] | undefined)?.map(({ code }) => code)

/** What a merge, and its undoing, mean for promises, stages, proofs, watchers and imports. */
export function mergedLifeScenarios(create: CreateDeskFixture): void {
  describe('a merged ticket', () => {
    it('has met no promise and broken none: it was not solved, and goes on elsewhere', async () => {
      const world = await openPromises(create, [standard])
      const ann = world.as('agent', 'ann')
      const source = await ann.create(asked('first'))
      const late = await ann.create(asked('late'))
      const target = await ann.create(asked('again'))
      await world.pass({ minutes: 10 })
      await ann.assign(source.id, { agent: 'ann' })
      await ann.merge(source.id, { into: target.id })
      await world.work({ hours: 2 })
      await ann.merge(late.id, { into: target.id })
      const verdicts = async (id: string) =>
        (await ann.verdicts(id)).map(({ target: of, verdict, endedAt }) => [of, verdict, endedAt === null])
      // What was broken before stays so; what ran does not end.
      expect(await verdicts(source.id)).toEqual([['acceptance', 'met', false]])
      expect(await verdicts(late.id)).toEqual([['firstResponse', 'breached', true]])
      expect(await ann.get(source.id)).toMatchObject({ phase: 'terminal', solvedAt: null, reopenings: 0 })
      expect((await ann.get(source.id)).sla?.targets).toEqual([])
      // What becomes of the other one says nothing of it.
      await ann.reply(target.id, { body: 'Done.' })
      await ann.send(target.id, { type: 'solve' })
      await world.work({ days: 20 })
      expect(await verdicts(source.id)).toEqual([['acceptance', 'met', false]])
      expect(await verdicts(late.id)).toEqual([['firstResponse', 'breached', true]])
      const { items } = await ann.history(late.id, { limit: 500 })
      expect(items.map(({ type }) => type)).not.toContain('sla.completed')
      const lists = await ann.list({ sort: 'dueAt' })
      expect(lists.items.at(-1)?.sla?.targets ?? []).toEqual([])
      await expectKeptWorld(world)
    })

    it('goes on where it was when it is taken out: its clocks stood still, it was not solved and not reopened', async () => {
      const world = await openPromises(create, [standard])
      const ann = world.as('agent', 'ann')
      const [source, target] = [await ann.create(asked('first')), await ann.create(asked('again'))]
      const dueAt = (await ann.get(source.id)).sla?.targets.find(({ target: of }) => of === 'resolution')?.dueAt
      await world.pass({ hours: 1 })
      await ann.reply(source.id, { body: 'We look.' })
      await ann.merge(source.id, { into: target.id })
      await world.work({ hours: 3 })
      const back = await ann.unmerge(source.id)
      expect(back).toMatchObject({ state: 'open', phase: 'open', solvedAt: null, reopenings: 0 })
      const due = back.sla?.targets.find(({ target: of }) => of === 'resolution')?.dueAt
      // Three hours of the office, from Tuesday's end on Wednesday.
      expect(due && dueAt && due.getTime() - dueAt.getTime()).toBe((16 + 3) * 3_600_000)
      await ann.send(source.id, { type: 'solve' })
      const verdicts = (await ann.verdicts(source.id)).map(({ target: of, verdict, cycle }) => [of, verdict, cycle])
      expect(verdicts).toEqual([
        ['firstResponse', 'met', 1],
        ['resolution', 'met', 1],
      ])
      await world.work({ days: 20 })
      await expectKeptWorld(world)
    })

    it('keeps its stage, what was checked and approved in it, and its time in it without that of the merge', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const source = await world.sam.create(request())
      const target = await world.sam.create(request())
      await ann.update(source.id, { fields: { serial: 'X1' } })
      await ann.check(source.id, { item: 'looked' })
      await ann.askApproval(source.id, { approval: 'parts' })
      await world.as('agent', 'pia').approve(source.id, { approval: 'parts' })
      await world.pass({ hours: 1 })
      await ann.merge(source.id, { into: target.id })
      expect((await ann.get(source.id)).stage).toBe(null)
      await world.work({ hours: 2 })
      const merged = await ann.journey(source.id)
      expect(merged.stages).toMatchObject([
        { name: 'intake', seconds: 3600, to: new Date(world.now() - 2 * 3_600_000) },
      ])
      const back = await ann.unmerge(source.id)
      expect(back).toMatchObject({ state: 'intake', stage: { name: 'intake', number: 1 }, team: 'desk' })
      expect(back.checks.map(({ item }) => item)).toEqual(['looked'])
      expect(back.approvals.map(({ state }) => state)).toEqual(['approved'])
      const photo = await photoOf(ann, source.id)
      await ann.check(source.id, { item: 'paper', attachmentId: photo })
      await world.pass({ hours: 1 })
      const { stages } = await ann.journey(source.id)
      expect(stages).toMatchObject([{ name: 'intake', number: 1, seconds: 7200, secondsOpen: 7200, to: null }])
      const types = (await log(world, source.id)).map(({ type }) => type)
      expect(types.filter((type) => type === 'stage.begun')).toHaveLength(1)
      await world.work({ days: 5 })
      await expectSound(world)
    })

    it('lends its files as proofs to the other one, for as long as it is merged', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const [inner, source, target, other] = await Promise.all([1, 2, 3, 4].map(() => world.sam.create(request())))
      if (!inner || !source || !target || !other) throw new Error('A ticket is missing.')
      const [innerPhoto, photo, foreign] = [
        await photoOf(ann, inner.id),
        await photoOf(ann, source.id),
        await photoOf(ann, other.id),
      ]
      const prove = (attachmentId: string) => ann.check(target.id, { item: 'photo', attachmentId })
      expect(await codes(prove(photo))).toEqual(['attachment-of-another-ticket'])
      await ann.merge(inner.id, { into: source.id })
      await ann.merge(source.id, { into: target.id })
      expect(await codes(prove(foreign))).toEqual(['attachment-of-another-ticket'])
      // The lender itself is over.
      expect(await codes(ann.check(source.id, { item: 'photo', attachmentId: photo }))).toEqual(['merged'])
      await prove(photo)
      expect((await prove(innerPhoto)).checks).toMatchObject([{ item: 'photo', attachmentId: innerPhoto }])
      const own = await photoOf(ann, target.id)
      await ann.check(target.id, { item: 'looked', attachmentId: own })
      const watching = world.as('collaborator', 'cole')
      await ann.watch(target.id, { watcher: 'cole' })
      expect((await watching.download(innerPhoto)).attachment.ticketId).toBe(inner.id)
      await ann.unmerge(source.id)
      expect((await ann.get(target.id)).checks.map(({ item }) => item)).toEqual(['looked'])
      expect(await codes(prove(photo))).toEqual(['attachment-of-another-ticket'])
      expect((await failure(watching.download(innerPhoto))).code).toBe('NOT_FOUND')
      await expectSound(world)
    })

    it('takes its watchers along when it goes, but for those who watch the other one by themselves', async () => {
      const world = await openDeciding(create, deciding({}), { files: memoryFileStore() })
      const make = async (...watchers: string[]) => {
        const { id } = await world.sam.create(request())
        for (const watcher of watchers) await world.sam.watch(id, { watcher })
        return id
      }
      const [a, b] = [await make('cole', 'both', 'later', 'gone', 'own'), await make('both', 'bea')]
      const target = await make('own')
      await world.sam.merge(a, { into: target })
      await world.sam.merge(b, { into: target })
      const watchers = async () => (await world.sam.get(target)).watchers.toSorted()
      expect(await watchers()).toEqual(['bea', 'both', 'cole', 'gone', 'later', 'own'])
      // Asks by itself; goes and comes again by itself.
      await world.sam.watch(target, { watcher: 'later' })
      await world.sam.unwatch(target, { watcher: 'gone' })
      const cole = world.as('collaborator', 'cole')
      const { version } = await cole.get(target)
      await world.sam.unmerge(a)
      expect(await watchers()).toEqual(['bea', 'both', 'later', 'own'])
      expect((await failure(cole.get(target))).code).toBe('NOT_FOUND')
      expect((await failure(cole.thread(target))).code).toBe('NOT_FOUND')
      expect((await world.sam.get(a)).watchers).toHaveLength(5)
      await world.sam.unmerge(b)
      expect(await watchers()).toEqual(['later', 'own'])
      // Again, and through another one.
      await world.sam.merge(a, { into: b })
      await world.sam.merge(b, { into: target })
      expect(await watchers()).toEqual(['bea', 'both', 'cole', 'gone', 'later', 'own'])
      await world.sam.unmerge(b)
      expect(await watchers()).toEqual(['later', 'own'])
      expect((await world.sam.get(b)).watchers.toSorted()).toEqual(['bea', 'both', 'cole', 'gone', 'later', 'own'])
      await world.sam.unmerge(a)
      expect((await world.sam.get(b)).watchers.toSorted()).toEqual(['bea', 'both'])
      expect((await world.sam.get(target)).version).toBeGreaterThan(version)
      await expectSound(world)
    })

    it('is moved by no import, which is told so line by line; what was written is', async () => {
      const world = await openWorld(create)
      const agent: ActorDesk = world.as('agent') as never
      const [first] = await run(world, [ticket('1', entry(0, begin({ body: 'First' })))])
      const target = await agent.create({ subject: 'Again', requester: { id: 'r1' } })
      const id = first?.ticketId ?? ''
      await agent.merge(id, { into: target.id })
      const { state } = await agent.get(id)
      const lines = [
        entry(1, { type: 'move', state: 'open' }, { type: 'reply', body: 'Old words', externalId: 'm1' }),
        entry(2, { type: 'move', state }),
      ]
      const [report] = await run(world, [ticket('1', ...lines)])
      const reasons = [{ code: 'merged', ticketId: id, into: target.id }]
      expect(report?.entries).toMatchObject([
        { position: 1, moves: [{ from: state, to: 'open', outcome: 'refused', reasons }] },
        { position: 2, moves: [{ from: state, to: state, outcome: 'refused', reasons }] },
      ])
      expect(await agent.get(id)).toMatchObject({ state, phase: 'terminal', mergedInto: target.id })
      expect((await agent.thread(target.id)).items.map(({ body }) => body)).toContain('Old words')
      expect((await run(world, [ticket('1', ...lines)]))[0]).toMatchObject({ alreadyImported: 2 })
      expect(at(0).getTime()).toBeGreaterThan(0)
    })
  })
}
