import { byWeight, defineRouting, type PriorityPolicy, type RoutingPolicy, scored } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request, toldOf } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

type Select = RoutingPolicy<unknown>['select']
type Decide = PriorityPolicy<unknown, string>['decide']

const throws = (): never => {
  throw new Error('a policy threw')
}
/** A routing policy of a host whose code no compiler has seen. */
const routed = (select: unknown) =>
  deciding({ routing: { id: 'own', version: 1, select: select as Select } as RoutingPolicy<unknown> })
const reasons = [{ code: 'own' }]

/** What a routing policy may do wrong. */
const BAD_ROUTING: Readonly<Record<string, unknown>> = {
  throws,
  'gives nothing': () => undefined,
  'gives null': () => null,
  'gives a promise': async () => ({ assignee: 'ann', reasons }),
  // Its rejection, which nobody would hear, must not end the process.
  'gives a promise that is rejected': async () => throws(),
  'names an unknown agent': () => ({ assignee: 'nobody', reasons }),
  'names an agent of another team': () => ({ assignee: 'eve', reasons }),
  'names an agent who is away': () => ({ assignee: 'kim', reasons }),
  'names no text': () => ({ assignee: 5, reasons }),
  'names nobody and nothing': () => ({ reasons }),
  'gives no reasons': () => ({ assignee: 'ann' }),
  'gives reasons without a code': () => ({ assignee: 'ann', reasons: [{}] }),
  'gives a reason that no store keeps': () => ({ assignee: 'ann', reasons: [{ code: 'x', why: Number.NaN }] }),
  'gives reasons without an end': () => {
    const self: Record<string, unknown> = { code: 'x' }
    self['self'] = self
    return { assignee: 'ann', reasons: [self] }
  },
  'gives a team that is no text': () => ({ assignee: 'ann', team: 5, reasons }),
  'gives a team that no store keeps': () => ({ assignee: 'ann', team: 'a\u0000b', reasons }),
  'gives an endless team': () => ({ assignee: 'ann', team: 'x'.repeat(1_000_000), reasons }),
}

const scoring = (decide: unknown) => {
  const levels = ['urgent', 'high', 'normal', 'low'] as const
  return deciding({ priority: { id: 'own', version: 1, levels, decide: decide as Decide } })
}

/** What a priority policy may do wrong. */
const BAD_PRIORITY: Readonly<Record<string, unknown>> = {
  throws,
  'gives nothing': () => undefined,
  'gives an unknown level': () => ({ level: 'hot', reasons }),
  'gives the level toString': () => ({ level: 'toString', reasons }),
  'gives a number': () => 5,
  'gives a promise': async () => ({ level: 'urgent', reasons }),
  'gives a promise that is rejected': async () => throws(),
  'gives no reasons': () => ({ level: 'urgent' }),
  'gives a reason that no store keeps': () => ({ level: 'urgent', reasons: [{ code: 'x', why: Infinity }] }),
  'gives half a character': () => ({ level: 'urgent', reasons: [{ code: '\ud83d' }] }),
}

/** Policies of a host that fail: tickets stay workable, their logs say so, and the operator hears of it. */
export function failingPolicyScenarios(create: CreateDeskFixture): void {
  describe('a routing policy that', () => {
    it.each(Object.entries(BAD_ROUTING))('%s leaves the ticket waiting, and is asked again', async (_what, select) => {
      const world = await openDeciding(create, routed(select))
      await world.put('ann')
      await world.put('eve', { teams: ['chairs'] })
      await world.put('kim', { status: 'away' })
      const { id, assignee, team } = await world.sam.create(request({ team: 'lamps' }))
      expect([assignee, team]).toEqual([null, 'lamps'])
      const { assignment } = await world.sam.explain(id)
      expect(assignment).toMatchObject({ policy: 'own', reasons: [{ code: 'policy-failed' }] })
      expect(world.errors).toMatchObject([{ code: 'POLICY_FAILED' }])
      await world.work({ minutes: 30 })
      expect((await log(world, id)).map(({ type }) => type)).toEqual(['ticket.created', 'routing.abstained'])
      expect(await toldOf(world, 'agent', 'lea')).toEqual([['ticket.unassigned', id]])
      expect(await world.as('admin').deadLetters()).toEqual([])
      // Whoever sees it can work on it.
      await world.sam.reply(id, { body: 'x' })
      expect(await world.sam.assign(id, { agent: 'ann' })).toMatchObject({ assignee: 'ann' })
      expect(await world.sam.send(id, { type: 'solve' })).toMatchObject({ phase: 'solved' })
      world.errors.length = 0
      await expectSound(world)
    })

    it('works again decides about what has waited, within a minute', async () => {
      let works = false
      const select: Select = () => (works ? { assignee: 'ann', reasons } : throws())
      const world = await openDeciding(create, routed(select))
      await world.put('ann')
      const { id } = await world.sam.create(request())
      await world.work({ minutes: 5 })
      works = true
      await world.work({ minutes: 1, seconds: 1 })
      expect(await world.sam.get(id)).toMatchObject({ assignee: 'ann' })
    })

    // A host's ten lines that look at nothing: capacity is the desk's to guard, and the ticket must not be lost over it.
    it('always names the same agent fills that one, and lets the rest wait with an alarm until there is a place', async () => {
      const world = await openDeciding(
        create,
        routed(() => ({ assignee: 'ann', reasons })),
      )
      await world.put('ann', { capacity: 1 })
      const first = await world.sam.create(request({ team: 'lamps' }))
      const second = await world.sam.create(request({ team: 'lamps' }))
      expect([first.assignee, second.assignee]).toEqual(['ann', null])
      expect((await world.sam.explain(second.id)).assignment).toMatchObject({ policy: 'own' })
      await world.work({ hours: 3 })
      expect(await toldOf(world, 'agent', 'lea')).toEqual([['ticket.unassigned', second.id]])
      expect(await world.as('admin').deadLetters()).toEqual([])
      expect(await world.loads()).toEqual({ ann: 1 })
      await world.sam.send(first.id, { type: 'solve' })
      expect((await world.sam.get(second.id)).assignee).toBe('ann')
    })

    it('always names the same agent does not ask whoever has just declined', async () => {
      const select: Select = () => ({ assignee: 'ann', reasons })
      const routing = { id: 'own', version: 1, select, offerMs: 60_000 } as RoutingPolicy<unknown>
      const world = await openDeciding(create, deciding({ routing }))
      await world.put('ann')
      const { id, offer } = await world.sam.create(request())
      expect(offer?.agent).toBe('ann')
      expect(await world.as('agent', 'ann').decline(id)).toMatchObject({ assignee: null, offer: null })
    })

    it.each([Number.NaN, Infinity, -Infinity, '1', null, undefined])('ranks with %s has failed', async (rank) => {
      const by = [{ id: 'odd', rank: () => rank as number }]
      const world = await openDeciding(create, deciding({ routing: defineRouting({ id: 'own', tiers: [{ by }] }) }))
      await world.put('ann')
      const { id, assignee } = await world.sam.create(request())
      expect(assignee).toBeNull()
      expect((await world.sam.explain(id)).assignment?.reasons).toEqual([{ code: 'policy-failed' }])
      expect(world.errors).toMatchObject([{ code: 'POLICY_FAILED', details: { strategy: 'odd', agent: 'ann' } }])
    })

    it.each([-1, Number.NaN, Infinity])('shares work out by the weight %s of a host has failed', async (weight) => {
      const inner = await openDeciding(create, deciding({}))
      await inner.put('ann')
      const ann = await inner.directory.agent('ann')
      if (ann === null) throw new Error('there is no ann')
      const directory = {
        agent: async () => ann,
        team: async () => null,
        department: async () => null,
        agents: async () => [{ ...ann, weight }],
      }
      const node = await inner.node(deciding({ routing: byWeight() }), { directory })
      const { id, assignee } = await node.sam.create(request())
      expect(assignee).toBeNull()
      expect((await node.sam.explain(id)).assignment?.reasons).toEqual([{ code: 'policy-failed' }])
      expect(node.errors).toMatchObject([{ code: 'POLICY_FAILED' }])
    })
  })

  describe('a priority policy that', () => {
    it.each(Object.entries(BAD_PRIORITY))(
      '%s leaves the middle level, says so once, and is reported',
      async (_what, decide) => {
        const world = await openDeciding(create, scoring(decide))
        const { id, priority } = await world.sam.create(request())
        expect(priority).toBe('normal')
        expect((await world.sam.explain(id)).priority).toMatchObject({
          policy: 'own',
          reasons: [{ code: 'policy-failed', level: 'normal' }],
          changesAt: null,
        })
        expect(world.errors).toMatchObject([{ code: 'POLICY_FAILED' }])
        await world.sam.tag(id, { add: ['x'] })
        await world.sam.send(id, { type: 'solve' })
        expect((await log(world, id)).filter(({ type }) => type === 'ticket.prioritized')).toEqual([])
        expect(await world.sam.setPriority(id, { priority: 'urgent' })).toMatchObject({ priority: 'urgent' })
        expect(await world.sam.setPriority(id, { priority: null })).toMatchObject({ priority: 'urgent' })
        for (const error of world.errors.splice(0)) expect(error).toMatchObject({ code: 'POLICY_FAILED' })
        await expectSound(world)
      },
    )

    it('begins to fail leaves the level as it was, says so once, and explains itself when it works again', async () => {
      let fails = false
      const priority = scored({
        id: 'own',
        levels: { urgent: 80, high: 60, normal: 30, low: 0 },
        score: ({ tags }) => (fails ? { score: Number.NaN, reasons } : { score: tags.length * 30, reasons }),
      })
      const world = await openDeciding(create, deciding({ priority }))
      const { id } = await world.sam.create(request({ tags: ['a', 'b'] }))
      const explained = async () => (await world.sam.explain(id)).priority?.reasons.map(({ code }) => code)
      expect((await world.sam.get(id)).priority).toBe('high')
      fails = true
      for (const tag of ['c', 'd', 'e']) expect((await world.sam.tag(id, { add: [tag] })).priority).toBe('high')
      expect(await explained()).toEqual(['policy-failed'])
      const failed = (await log(world, id)).filter(({ type }) => type === 'ticket.prioritized')
      expect(failed.map(({ data }) => data['priority'])).toEqual(['high'])
      fails = false
      await world.sam.tag(id, { remove: ['c', 'd', 'e'] })
      expect((await world.sam.get(id)).priority).toBe('high')
      expect(await explained()).toEqual(['own', 'score'])
      world.errors.length = 0
      await expectSound(world)
    })

    it('fails keeps nobody from routing, and the desk tells of both failures', async () => {
      const world = await openDeciding(
        create,
        deciding({
          priority: { id: 'own', version: 1, levels: ['a', 'b'], decide: throws },
          routing: { id: 'own', version: 1, select: throws },
        }),
      )
      await world.put('ann')
      const { id } = await world.sam.create(request())
      expect(await world.sam.get(id)).toMatchObject({ priority: 'b', assignee: null })
      expect(new Set(world.errors.map((error) => (error as Error).message))).toEqual(
        new Set(['The priority policy own threw; mend it.', 'The routing policy own threw; mend it.']),
      )
    })
  })
}
