import { byRating, defineRouting, type RuleInput, type Workflow } from '@docket/core'
import { expect, it } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.js'
import { hours } from './changing-desk.js'
import { type DecidingWorld, deciding, openDeciding, request } from './deciding-desk.js'
import { openStaged, stagedDesk } from './staged-desk.js'
import type { CreateDeskFixture } from './world.js'

type Change = Parameters<DecidingWorld['sam']['rehearse']>[0]['change']
const rehearse = (world: DecidingWorld, change: object) =>
  world.as('lead', 'lea').rehearse({ since: hours(0), until: new Date(world.now()), change: change as Change })

/** Rehearsals of rules and workflows among all else: stages, families, routing. */
export function rehearseTogetherScenarios(create: CreateDeskFixture): void {
  it('a rehearsal of a workflow with stages finds what was, and what tighter deadlines would have made of it', async () => {
    const world = await openStaged(create)
    const of = (who: string) => world.as('agent', who)
    const one = await of('sam').create(request())
    await world.work({ hours: 1 })
    const two = await of('sam').create(request())
    await of('ann').assign(one.id, { agent: 'ann' })
    await world.work({ hours: 1 })
    await of('ann').send(one.id, { type: 'toWorkshop', reason: 'The switch is broken.' })
    await of('ada').send(two.id, { type: 'askCustomer' })
    await world.work({ hours: 22 })
    await of('wim').assign(one.id, { agent: 'wim', team: 'workshop' })
    await of('wim').check(one.id, { item: 'tested' })
    await of('ada').send(two.id, { type: 'answered' })
    await world.work({ hours: 1 })
    await of('wim').send(one.id, { type: 'sendBack', reason: 'It was the bulb.' })
    await world.work({ hours: 1 })
    await of('ann').send(one.id, { type: 'toWorkshop', reason: 'No.' })
    await of('wim').check(one.id, { item: 'tested' })
    await world.work({ hours: 6 })
    await of('wim').send(one.id, { type: 'repaired' })
    await world.work({ hours: 30 })
    await of('fay').send(one.id, { type: 'close' })
    await of('ann').send(two.id, { type: 'giveUp' })
    await world.work({ hours: 1 })
    const [repair] = stagedDesk.model.workflows.map(({ definition }) => definition)
    const told = await rehearse(world, {})
    const same = await rehearse(world, { workflows: [repair] })
    expect(same.after).toEqual(same.before)
    expect(same.after.moves).toEqual({ total: 8, byHand: 0, items: [] })
    expect(same.before).toMatchObject({
      verdicts: told.before.verdicts,
      used: told.before.used,
      lights: told.before.lights,
    })
    const states = Object.entries((repair as Workflow).states).map(([name, state]) => {
      return [name, state.stage ? { ...state, stage: { ...state.stage, within: { minutes: 30 } } } : state]
    })
    const tight = { ...repair, version: 2, states: Object.fromEntries(states) }
    const found = await rehearse(world, { workflows: [tight] })
    expect(found.after.moves).toMatchObject({ total: 8, byHand: 0 })
    expect(found.after.byTarget.stage).toEqual({ met: 0, breached: 6, running: 0 })
    expect(found.differences.outcomes).toMatchObject({ total: 0 })
  })

  it('a rehearsal of rules leaves out what rules did to other tickets', async () => {
    const rules: RuleInput[] = [
      {
        id: 'solveChildren',
        on: 'ticket.transitioned',
        when: { state: 'solved', tag: 'incident' },
        do: [{ action: 'forChildren', do: [{ action: 'send', event: 'solve' }] }],
      },
    ]
    const world = await openDeciding(create, deciding({ rules } as never))
    const parent = await world.sam.create(request({ tags: ['incident'] }))
    const child = await world.sam.create(request())
    await world.sam.link(parent.id, { kind: 'parent-of', ticketId: child.id })
    await world.work({ minutes: 5 })
    await world.sam.send(parent.id, { type: 'solve' })
    await world.work({ minutes: 5 })
    expect((await world.sam.get(child.id)).state).toBe('solved')
    await world.pass({ minutes: 5 })
    const { before, after, differences } = await rehearse(world, { rules: [] })
    expect(before.rules).toMatchObject([{ rule: 'solveChildren', matched: 1, asks: { forChildren: 1 }, done: {} }])
    expect([before.moves?.total, after.moves?.total]).toEqual([1, 1])
    expect(differences.outcomes?.total).toBe(0)
  })

  it.each([1, 2, 3])('rules and routing are rehearsed together and find who got what: seed %i', async (seed) => {
    const random = seededRandom(seed)
    const routing = defineRouting({ id: 'best', tiers: [{ by: [byRating()] }] })
    const rules: RuleInput[] = [
      { id: 'team', on: 'ticket.created', when: { channel: 'phone' }, do: [{ action: 'tag', add: ['phone'] }] },
      { id: 'urge', on: 'ticket.assigned', when: { tag: 'phone' }, do: [{ action: 'raisePriority' }] },
      { id: 'close', after: { hours: 3 }, since: 'solved', do: [{ action: 'send', event: 'close' }] },
    ]
    const world = await openDeciding(create, deciding({ rules, routing } as never))
    await world.put('ann', { capacity: 2, rating: 5 })
    await world.put('bob', { capacity: 1, rating: 4 })
    const ids: string[] = []
    for (let step = 0; step < 24; step += 1) {
      const begun = { team: 'lamps', channel: random.pick(['web', 'phone']) }
      if (step % 3 === 0) ids.push((await world.sam.create(request(begun as never))).id)
      else {
        const id = random.pickAny(ids) ?? ''
        const { assignee } = await world.sam.get(id)
        if (assignee)
          await world
            .as('agent', assignee)
            .send(id, { type: 'solve' })
            .catch(() => {})
      }
      await world.work({ minutes: random.pick([1, 20, 70]), seconds: 0.007 })
    }
    await world.work({ hours: 9 })
    const same = await rehearse(world, { rules, routing })
    expect(same.after).toEqual(same.before)
    expect(same.differences).toMatchObject({ outcomes: { total: 0 }, assignments: { total: 0 } })
    const nobody = defineRouting({ id: 'nobody', tiers: [{ teams: ['none'], by: [byRating()] }] })
    const { differences } = await rehearse(world, { rules, routing: nobody })
    const found = (differences.outcomes?.items ?? []).map(({ ticketId, before }) => {
      const { state, assignee, priority, tags } = before
      return [ticketId, state, assignee, priority, ...tags]
    })
    const lived = await Promise.all(
      found.map(async ([id]) => {
        const { state, assignee, priority, tags } = await world.sam.get(String(id))
        return [id, state, assignee, priority, ...tags]
      }),
    )
    expect(found).toEqual(lived)
    expect(found.length).toBeGreaterThan(3)
  })
}
