import type { ImportReport } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { begin, entry, run, ticket } from './import-log.js'
import { type CreateDeskFixture, everything, expectSoundWorld, openWorld } from './world.js'

/** What several runs of an import over one log make of it. */
export function importRunScenarios(create: CreateDeskFixture): void {
  describe('an import, run again', () => {
    it('goes on where it was broken off, and reports the same as if it had not been', async () => {
      const log = Array.from({ length: 7 }, (_, index) =>
        ticket(
          `${index}`,
          entry(0, begin({ subject: `${index}` })),
          entry(1, { type: 'move', state: index % 2 === 0 ? 'solved' : 'closed' }),
          entry(2, { type: 'move', state: 'nowhere' }, { type: 'tag', add: ['x'] }),
        ),
      )
      const whole = await openWorld(create)
      const expected = await run(whole, log)
      const world = await openWorld(create)
      function* broken() {
        yield* log.slice(0, 5)
        throw new RangeError('the file ended')
      }
      await expect(run(world, broken(), 2)).rejects.toThrow(new RangeError('the file ended'))
      expect((await world.as('agent').list()).items).toHaveLength(4)
      const resumed = await run(world, log, 3)
      const gist = (reports: ImportReport[]) =>
        reports.map(({ externalId, entries, state }) => ({ externalId, entries, state }))
      expect(gist(resumed)).toEqual(gist(expected))
      expect(resumed.map(({ alreadyImported }) => alreadyImported)).toEqual([3, 3, 3, 3, 0, 0, 0])
      const before = await everything(world)
      expect(gist(await run(world, log))).toEqual(gist(expected))
      expect(await everything(world)).toEqual(before)
      await expectSoundWorld(world)
    })

    it('continues a ticket with later positions alone, in one run or in several', async () => {
      const world = await openWorld(create)
      const first = ticket('1', entry(0, begin()), entry(4, { type: 'tag', add: ['a'] }))
      const second = ticket('1', entry(4, { type: 'tag', add: ['b'] }), entry(9, { type: 'tag', add: ['c'] }))
      const reports = await run(world, [first, second])
      expect(reports.map(({ alreadyImported }) => alreadyImported)).toEqual([0, 1])
      const id = reports[0]?.ticketId ?? ''
      expect((await world.as('agent').get(id)).tags).toEqual(['a', 'c'])
      await world.as('agent').tag(id, { remove: ['c'] })
      const [again] = await run(world, [
        ticket('1', entry(9, { type: 'tag', add: ['c'] }), entry(10, { type: 'tag', add: ['d'] })),
      ])
      expect(again).toMatchObject({ ticketId: id, alreadyImported: 1 })
      expect((await world.as('agent').get(id)).tags).toEqual(['a', 'd'])
      expect(await world.store.load('acme', id)).toMatchObject({ importedUpTo: 10 })
    })

    it('never imports again what it has imported, also an entry that changed nothing', async () => {
      const world = await openWorld(create)
      const log = [ticket('1', entry(0, begin({ tags: ['a'] })), entry(1, { type: 'tag', add: ['a'] }))]
      const [first] = await run(world, log)
      const agent = world.as('agent')
      await agent.tag(first?.ticketId ?? '', { remove: ['a'] })
      const [second] = await run(world, log)
      expect((await agent.get(first?.ticketId ?? '')).tags).toEqual([])
      expect(second?.alreadyImported).toBe(2)
    })

    it('may be run by several at once over the same log, and imports each entry once', async () => {
      const world = await openWorld(create)
      const nodes = [world, await world.node(), await world.node({ idPrefix: 'an-id-of-node-three' })]
      const log = Array.from({ length: 30 }, (_, index) =>
        ticket(
          `${index}`,
          entry(0, begin({ subject: `${index}` })),
          entry(1, { type: 'note', body: 'n', externalId: `n${index}` }),
        ),
      )
      const reports = await Promise.all(nodes.map((node) => run(node, log, 7)))
      for (const one of reports)
        expect(one.map(({ ticketId }) => ticketId)).toEqual(reports[0]?.map(({ ticketId }) => ticketId))
      const { items } = await world.as('agent').list({ limit: 100 })
      expect(items.map(({ version }) => version)).toEqual(Array(30).fill(2))
      await expectSoundWorld(world)
    })
  })
}
