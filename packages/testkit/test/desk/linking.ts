import type { LinkKind, Reason } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

/** What links between tickets promise. */
export function linkingScenarios(create: CreateDeskFixture): void {
  describe('linking', () => {
    async function open(count: number) {
      const world = await openDeciding(create, deciding({}))
      const ids = await Promise.all(Array.from({ length: count }, async () => (await world.sam.create(request())).id))
      const link = (from: number, kind: LinkKind, to: number) =>
        world.sam.link(ids[from] ?? '', { kind, ticketId: ids[to] ?? '' })
      const reasons = async (call: Promise<unknown>) => {
        const { code, details } = await failure(call)
        return [code, ...((details['reasons'] ?? []) as readonly Reason[]).map((reason) => reason.code)]
      }
      return { world, ids, link, reasons }
    }

    it('is seen from both ends, and refused where a ticket would be its own parent or cause', async () => {
      const { world, ids, link, reasons } = await open(4)
      await link(0, 'parent-of', 1)
      await link(2, 'child-of', 1)
      await link(0, 'causes', 1)
      const circle = ['COMMAND_REFUSED', 'link-circle']
      expect(await reasons(link(0, 'parent-of', 0))).toEqual(['COMMAND_REFUSED', 'link-to-itself'])
      expect(await reasons(link(1, 'parent-of', 0))).toEqual(circle)
      expect(await reasons(link(0, 'child-of', 1))).toEqual(circle)
      expect(await reasons(link(2, 'parent-of', 0))).toEqual(circle)
      expect(await reasons(link(0, 'child-of', 2))).toEqual(circle)
      expect(await reasons(link(1, 'causes', 0))).toEqual(circle)
      // Another kind, another family, and the same once more are fine.
      await link(2, 'causes', 0)
      await link(3, 'parent-of', 0)
      await link(1, 'related', 0)
      const { version } = await link(0, 'parent-of', 1)
      expect((await link(0, 'parent-of', 1)).version).toBe(version)
      expect((await world.sam.get(ids[1] ?? '')).links.map(({ kind }) => kind).toSorted()).toEqual([
        'caused-by',
        'child-of',
        'parent-of',
        'related',
      ])
      await world.sam.unlink(ids[1] ?? '', { kind: 'child-of', ticketId: ids[0] ?? '' })
      await link(1, 'parent-of', 0)
      await expectSound(world)
    })

    it('asks for the right and the reach at both ends, and writes both or none', async () => {
      const { world, ids, reasons } = await open(2)
      const [one = '', two = ''] = ids
      const there = world.as('agent', 'sam', 'elsewhere')
      const theirs = await there.create(request())
      const before = [await log(world, one), await log(world, two)]
      const to = (ticketId: string) => ({ kind: 'parent-of', ticketId }) as const
      expect(await reasons(world.sam.link(one, to(theirs.id)))).toEqual(['NOT_FOUND'])
      expect(await reasons(there.link(theirs.id, to(one)))).toEqual(['NOT_FOUND'])
      expect(await reasons(world.as('requester', 'cem').link(one, to(two)))).toEqual([
        'FORBIDDEN',
        'action-not-granted',
      ])
      expect(await reasons(world.sam.link(one, to('nothing')))).toEqual(['NOT_FOUND'])
      expect([await log(world, one), await log(world, two)]).toEqual(before)
      // The two ends at once: one of them would close the circle.
      const both = await Promise.allSettled([world.sam.link(one, to(two)), world.sam.link(two, to(one))])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      await expectSound(world)
    })

    it('closes no circle by links between other tickets at once', async () => {
      const { world, link } = await open(24)
      for (let a = 0; a < 24; a += 4) {
        const kind = a % 8 === 0 ? 'parent-of' : 'causes'
        await link(a, kind, a + 1)
        await link(a + 2, kind, a + 3)
        const both = await Promise.allSettled([link(a + 1, kind, a + 2), link(a + 3, kind, a)])
        expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      }
      await expectSound(world)
    })

    it('looks at the tickets above as they are when it is written, and leaves them as they are', async () => {
      const { world, ids, link } = await open(4)
      await link(0, 'parent-of', 1)
      const before = await log(world, ids[0] ?? '')
      // What its caller expects, it expects of the ticket that is named alone.
      const { version } = await world.sam.get(ids[1] ?? '')
      const what = { kind: 'parent-of', ticketId: ids[2] ?? '' } as const
      const written = Array.from({ length: 8 }, () => world.sam.note(ids[0] ?? '', { body: 'x' }))
      await Promise.all([world.sam.link(ids[1] ?? '', what, { expectedVersion: version }), ...written])
      expect(await log(world, ids[0] ?? '')).toHaveLength(before.length + 8)
      await expectSound(world)
    })
  })
}
