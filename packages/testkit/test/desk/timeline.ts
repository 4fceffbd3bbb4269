import type { TimelineEntry } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { expectKeptWorld, MONDAY, openPromises, type Policy, request, standard } from './promising-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const hours = (count: number) => new Date(MONDAY + count * 3_600_000)
const SECRET = 'CANARY'
const expected = (of: string, from: Date | null, to: Date | null, why: string) => ({
  type: 'expected',
  of,
  from,
  to,
  why,
})

/** Lines without when they happened. */
const said = (lines: readonly TimelineEntry[]) =>
  lines.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'seq' && name !== 'at')))

async function opened(create: CreateDeskFixture, sla: readonly Policy[] = [standard]) {
  const world = await openPromises(create, sla)
  const [ann, cem] = [world.as('agent', 'ann'), world.as('requester', 'cem')]
  const { id } = await ann.create(request())
  await world.pass({ minutes: 30 })
  const timeline = async () => (await cem.timeline(id)).items
  return { world, ann, cem, id, timeline, since: async (count: number) => said((await timeline()).slice(count)) }
}

/** The last date of the solution that was told of, as far as it has moved. */
const lastSaid = (lines: readonly TimelineEntry[]) =>
  lines.flatMap((line) => (line.type === 'expected' && line.of === 'solution' ? [line.to] : [])).at(-1)

/** What requesters are told of the past of their tickets. */
export function timelineScenarios(create: CreateDeskFixture): void {
  describe('a timeline', () => {
    it('tells a life, and each time that was expected as it was then', async () => {
      const { world, ann, cem, id, timeline } = await opened(create)
      const due = async () => (await cem.get(id)).expected.solution?.at ?? null
      const steps: (() => Promise<unknown>)[] = [
        () => ann.assign(id, { agent: 'ann', team: 'lamps' }),
        () => ann.send(id, { type: 'wait', reason: SECRET }),
        () => ann.send(id, { type: 'resume' }),
        () => ann.note(id, { body: SECRET }),
        () => ann.setPriority(id, { priority: 'urgent', reason: SECRET }),
        () => ann.reply(id, { body: 'We are on it' }),
        () => cem.nudge(id),
        () => ann.tag(id, { add: [SECRET] }),
        () => ann.assign(id, { agent: 'bob' }),
        () => ann.unassign(id),
      ]
      const first = await due()
      for (const step of steps) {
        await step()
        expect(lastSaid(await timeline()) ?? (step === steps[0] ? first : null)).toEqual(await due())
        await world.pass({ minutes: 20 })
      }
      await ann.send(id, { type: 'solve', reason: SECRET })
      await world.pass({ minutes: 10 })
      await cem.send(id, { type: 'reopen', reason: 'Not yet' })
      const again = await due()
      await world.pass({ minutes: 10 })
      await world.as('lead', 'lea').override(id, { state: 'closed', reason: SECRET })
      await cem.rate(id, { score: 4 })
      const lines = await timeline()
      expect(said(lines)).toEqual([
        { type: 'created', state: 'open' },
        { type: 'assigned', agent: 'ann' },
        { type: 'state', from: 'open', to: 'waiting', phase: 'waiting' },
        expected('answer', hours(1), null, 'paused'),
        expected('solution', hours(32), null, 'paused'),
        { type: 'state', from: 'waiting', to: 'open', phase: 'open' },
        expected('answer', hours(1), hours(4 / 3), 'resumed'),
        // Twenty minutes more than sixteen hours of the office are over on Wednesday.
        expected('solution', hours(32), hours(48 + 1 / 3), 'resumed'),
        expected('solution', hours(48 + 1 / 3), hours(4 + 1 / 3), 'priority'),
        { type: 'nudged', number: 1 },
        { type: 'assigned', agent: 'bob' },
        { type: 'assigned', agent: null },
        { type: 'state', from: 'open', to: 'solved', phase: 'solved' },
        { type: 'state', from: 'solved', to: 'open', phase: 'open' },
        expected('solution', null, again, 'reopened'),
        { type: 'state', from: 'open', to: 'closed', phase: 'terminal' },
        { type: 'rated', score: 4 },
      ])
      expect(JSON.stringify(lines)).not.toContain(SECRET)
      expect((await cem.timeline(id)).agents).toEqual(['ann', 'bob'])
      // The desk is told the same.
      expect(await ann.timeline(id)).toEqual(await cem.timeline(id))
      await world.work({ hours: 1 })
      await expectKeptWorld(world)
    })

    it('is read by whoever may read the ticket, and nobody else', async () => {
      const { world, id, cem } = await opened(create)
      expect(await failure(world.as('requester', 'dan').timeline(id))).toMatchObject({ code: 'NOT_FOUND' })
      expect(await failure(world.as('requester', 'cem', 'other').timeline(id))).toMatchObject({ code: 'NOT_FOUND' })
      expect(await failure(cem.timeline(id, { limit: 0 }))).toMatchObject({ code: 'INVALID_INPUT' })
    })

    it('comes in pages that tell each line once', async () => {
      const { world, ann, cem, id, timeline } = await opened(create)
      for (const [round, agent] of ['ann', 'bob', 'ann'].entries()) {
        await ann.assign(id, { agent })
        await ann.send(id, { type: round % 2 === 0 ? 'wait' : 'resume' })
        await ann.reply(id, { body: 'Here' })
        await world.pass({ minutes: 1 })
      }
      const whole = await timeline()
      for (const limit of [1, 2, 5]) {
        const found: TimelineEntry[] = []
        const agents = new Set<string>()
        let after: number | null = 0
        while (after !== null) {
          const page = await cem.timeline(id, { after, limit })
          found.push(...page.items)
          for (const agent of page.agents) agents.add(agent)
          after = page.next
        }
        expect(found).toEqual(whole)
        expect([...agents].sort()).toEqual(['ann', 'bob'])
      }
    })

    it('says why a time moved when the policy did by which it was promised, and no more', async () => {
      const policy = (id: string, more: object, solved: number) =>
        ({
          id,
          calendar: 'wall',
          targets: { resolution: { within: { hours: solved }, escalate: [] } },
          ...more,
        }) as never
      const { world, ann, id, since } = await opened(create, [
        policy(`${SECRET}-tagged`, { when: { tag: 'vip' } }, 2),
        policy(`${SECRET}-lamps`, { when: { category: 'lamps' } }, 5),
        policy(`${SECRET}-usual`, { when: { category: 'usual' } }, 8),
      ])
      await ann.setCategory(id, { category: 'usual' })
      await world.pass({ minutes: 1 })
      await ann.setCategory(id, { category: 'lamps' })
      await world.pass({ minutes: 1 })
      await ann.tag(id, { add: ['vip'] })
      await world.pass({ minutes: 1 })
      await ann.tag(id, { remove: ['vip'] })
      await world.pass({ minutes: 1 })
      await ann.setCategory(id, { category: null })
      const at = (from: number) => (count: number) => new Date(from + count * 3_600_000)
      const promised = at(MONDAY + 1_800_000)
      const lines = await since(1)
      expect(lines).toEqual([
        expected('solution', null, promised(8), 'category'),
        expected('solution', promised(8), promised(5), 'category'),
        expected('solution', promised(5), promised(2), 'policy'),
        expected('solution', promised(2), promised(5), 'policy'),
        expected('solution', promised(5), null, 'category'),
      ])
      expect(JSON.stringify(lines)).not.toContain(SECRET)
    })

    it('tells of a merge, and of times that are as they were when it is taken back', async () => {
      const { world, ann, cem, id, since } = await opened(create)
      const other = await ann.create(request('Again the lamp'))
      await ann.merge(id, { into: other.id })
      expect(await since(1)).toEqual([{ type: 'merged', into: other.id }])
      await world.pass({ minutes: 10 })
      await ann.unmerge(id)
      const { answer, solution } = (await cem.get(id)).expected
      expect(await since(2)).toEqual([
        { type: 'unmerged' },
        expected('answer', hours(1), answer?.at ?? null, 'resumed'),
        expected('solution', hours(32), solution?.at ?? null, 'resumed'),
      ])
    })
  })

  describe('when a ticket can be urged again', () => {
    it('is said until then', async () => {
      const { world, cem, id } = await opened(create)
      expect((await cem.get(id)).nudgeAgainAt).toBeNull()
      const { nudgeAgainAt } = await cem.nudge(id)
      expect(nudgeAgainAt?.getTime()).toBeGreaterThan(world.now())
      expect(await failure(cem.nudge(id))).toMatchObject({
        details: { reasons: [{ code: 'nudge-too-soon', againAt: nudgeAgainAt?.getTime() }] },
      })
      await world.pass({ seconds: ((nudgeAgainAt?.getTime() ?? 0) - world.now()) / 1000 })
      expect((await cem.get(id)).nudgeAgainAt).toBeNull()
      expect(await cem.nudge(id)).toMatchObject({ nudges: 2 })
    })
  })
}
