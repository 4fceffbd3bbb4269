import { createDesk, type RuleInput, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, log, openDeciding, request, snoozing } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const withRules = (rules: readonly RuleInput[], more = {}) => deciding({ ...more, rules: rules as never })
const late: RuleInput = { id: 'late', after: { hours: 4 }, since: 'created', do: [{ action: 'tag', add: ['late'] }] }
const survey: RuleInput = { id: 'survey', after: { days: 1 }, since: 'solved', do: [{ action: 'tag', add: ['asked'] }] }
const solve = { type: 'solve' } as never

async function evaluations(world: DecidingWorld, id: string) {
  return (await log(world, id)).filter(({ type }) => type === 'rules.evaluated')
}

/** From when rules of time count, and on which nodes. */
export function timedRuleScenarios(create: CreateDeskFixture): void {
  describe('a rule of time that a desk comes to know', () => {
    it('does nothing to what happened before: not to open tickets, not to old ones that are touched', async () => {
      const world = await openDeciding(create, withRules([]))
      const open = await world.sam.create(request())
      const solved = await world.sam.create(request())
      await world.sam.send(solved.id, solve)
      await world.work({ days: 400 })
      const desk = await world.node(withRules([late, survey]))
      for (const { id } of [open, solved]) await desk.sam.tag(id, { add: ['seen'] })
      await world.work({ days: 3 })
      for (const { id } of [open, solved]) {
        await desk.sam.note(id, { body: 'Seen.' })
        expect((await world.sam.get(id)).tags).toEqual(['seen'])
        expect(await evaluations(world, id)).toEqual([])
      }
      await expectSound(world)
    })

    it('counts from what happens to old tickets afterwards', async () => {
      const world = await openDeciding(create, withRules([]))
      const { id } = await world.sam.create(request())
      await world.work({ days: 400 })
      const desk = await world.node(withRules([late, survey]))
      await desk.sam.send(id, solve)
      await world.pass({ hours: 30 })
      await desk.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['asked'])
      await expectSound(world)
    })

    it('counts from its first node’s start for all nodes, and from the first version of it for all versions', async () => {
      const world = await openDeciding(create, withRules([survey]))
      const { id } = await world.sam.create(request())
      await world.work({ hours: 1 })
      await world.sam.send(id, solve)
      await world.work({ hours: 20 })
      const version: RuleInput = { ...survey, version: 2, after: { hours: 30 } } as RuleInput
      const second = await world.node(withRules([version]))
      await world.pass({ hours: 10 })
      await second.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['asked'])
      expect((await evaluations(world, id)).map(({ data }) => data['matched'])).toMatchObject([
        [{ rule: 'survey', version: 2 }],
      ])
      await expectSound(world)
    })

    it('that counts from something else than before counts anew', async () => {
      const world = await openDeciding(create, withRules([survey]))
      const { id } = await world.sam.create(request())
      await world.work({ hours: 1 })
      const changed: RuleInput = { ...late, id: 'survey', version: 2 }
      const second = await world.node(withRules([changed]))
      await world.pass({ hours: 10 })
      await second.sam.note(id, { body: 'Created before the rule counted from that.' })
      expect((await world.sam.get(id)).tags).toEqual([])
      const younger = await second.sam.create(request())
      await world.pass({ hours: 10 })
      await second.desk.system.tick()
      expect((await world.sam.get(younger.id)).tags).toEqual(['late'])
    })

    it('counts from the clocks of the others where its first node’s clock is a year ahead, and the host is told', async () => {
      const world = await openDeciding(create, withRules([]))
      const clock = { now: () => world.now() + 366 * 86_400_000 }
      await createDesk(withRules([late]), { store: world.store, clock, onError: () => {} } as never)
      const right = await world.node(withRules([late]))
      expect(right.errors.map(String)).toEqual([expect.stringContaining('created late were to count from an instant')])
      const { id } = await right.sam.create(request())
      const next = await world.node(withRules([late]))
      expect(next.errors).toEqual([])
      await world.pass({ hours: 4 })
      await next.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['late'])
    })

    it('does nothing to what is imported of the time before', async () => {
      const world = await openDeciding(create, withRules([late, survey]))
      const admin = world.as('admin')
      const at = (day: number) => new Date(Date.UTC(2029, 0, day))
      const tickets = [
        {
          externalId: '1',
          entries: [
            {
              position: 0,
              occurredAt: at(1),
              commands: [{ type: 'create', subject: 'Old', requester: { id: 'c' } }],
            },
            { position: 1, occurredAt: at(2), commands: [{ type: 'move', state: 'solved' }] },
          ],
        },
      ]
      for await (const _ of admin.import({ source: 'old', tickets } as never)) {
        // Only the result counts.
      }
      const [ticket] = (await admin.list()).items
      await world.sam.tag(ticket?.id ?? '', { add: ['seen'] })
      await world.work({ days: 3 })
      await world.sam.note(ticket?.id ?? '', { body: 'Seen.' })
      expect(await world.sam.get(ticket?.id ?? '')).toMatchObject({ state: 'solved', tags: ['seen'] })
      await expectSound(world)
    })
  })

  describe('a rule of time that only newer nodes know', () => {
    const own: RuleInput = { id: 'own', after: { hours: 6 }, since: 'deskActed', do: [{ action: 'tag', add: ['own'] }] }

    it('is left to them by others to whom its timer comes', async () => {
      const world = await openDeciding(create, withRules([]))
      const newer = await world.node(withRules([late]))
      const { id } = await newer.sam.create(request())
      await world.work({ hours: 5 })
      expect((await world.sam.get(id)).tags).toEqual([])
      await world.pass({ hours: 1 })
      await newer.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['late'])
      await expectSound(world)
    })

    it('keeps its timer when others work on the ticket and move their own rules’ instants', async () => {
      const world = await openDeciding(create, withRules([own]))
      await world.pass({ days: 2 })
      const newer = await world.node(withRules([own, late]))
      const { id } = await newer.sam.create(request())
      await newer.sam.note(id, { body: 'Begun.' })
      for (let hours = 1; hours < 4; hours += 1) {
        await world.work({ hours: 1 })
        await world.sam.note(id, { body: 'Seen.' })
      }
      await world.pass({ hours: 1 })
      await newer.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['late'])
      await world.work({ hours: 6 })
      expect((await world.sam.get(id)).tags).toEqual(['late', 'own'])
      await expectSound(world)
    })

    it('gets its timer also on tickets that others made long after it began to count, as when it was rolled back', async () => {
      const world = await openDeciding(create, withRules([late]))
      const older = await world.node(withRules([]))
      await world.pass({ days: 3 })
      const { id } = await older.sam.create(request())
      expect(await world.store.nextWakeup()).toBeNull()
      await world.pass({ hours: 1 })
      await world.sam.note(id, { body: 'Seen.' })
      const { ruleTimerAt } = (await world.store.load('acme', id)) ?? {}
      expect(ruleTimerAt).toBe(world.now() + 3 * 3_600_000)
      await older.sam.note(id, { body: 'Seen.' })
      await world.work({ hours: 4 })
      expect((await world.sam.get(id)).tags).toEqual(['late'])
      await expectSound(world)
    })

    it('gets an earlier timer from a node whose version of it has less time, and writes none twice', async () => {
      let written = 0
      const wrap = (store: Store): Store => ({
        ...store,
        commit(commit) {
          written += commit.timers.set.length
          return store.commit(commit)
        },
      })
      const longer: RuleInput = { ...late, after: { hours: 30 } } as RuleInput
      const world = await openDeciding(create, withRules([longer]))
      await world.pass({ days: 3 })
      const { id } = await world.sam.create(request())
      await world.pass({ hours: 1 })
      const newer = await world.node(withRules([{ ...late, version: 2 }]), { wrap })
      for (const body of ['Seen.', 'Seen again.', 'And again.']) await newer.sam.note(id, { body })
      expect(written).toBe(1)
      await world.pass({ hours: 3 })
      await newer.desk.system.tick()
      expect((await world.sam.get(id)).tags).toEqual(['late'])
      await expectSound(world)
    })

    it('that no node knows any more delays no other for long, and its timer ends', async () => {
      const gone: RuleInput = { ...own, id: 'gone', after: { hours: 1 } } as RuleInput
      const world = await openDeciding(create, withRules([own]))
      const older = await world.node(withRules([own, gone]))
      const { id } = await older.sam.create(request())
      await older.sam.note(id, { body: 'Begun.' })
      const instants = async () => (await evaluations(world, id)).map(({ occurredAt }) => occurredAt.getTime())
      const begun = world.now()
      await world.work({ hours: 6, minutes: 20 })
      expect(await instants()).toEqual([begun + 6 * 3_600_000])
      await older.sam.note(id, { body: 'Begins anew.' })
      await world.work({ days: 3 })
      expect(await world.store.nextWakeup()).toBeNull()
      await expectSound(world)
    })
  })

  it('rules of time that set each other off end; the host is told, and a person’s act lets them go on', async () => {
    const pair: RuleInput[] = [
      { ...late, id: 'off', since: 'stateEntered', when: { state: 'open' }, do: [{ action: 'send', event: 'wait' }] },
      {
        ...late,
        id: 'on',
        since: 'stateEntered',
        when: { state: 'waiting' },
        do: [{ action: 'send', event: 'resume' }],
      },
    ] as RuleInput[]
    const courses = []
    for (const looks of [true, false]) {
      const world = await openDeciding(create, withRules(pair))
      const { id } = await world.sam.create(request())
      if (looks) await world.work({ days: 200 })
      else await world.pass({ days: 200 })
      await world.sam.note(id, { body: 'Seen.' })
      const stopped = (await log(world, id)).filter(({ type }) => type === 'rules.stopped')
      expect(stopped.map(({ data }) => data)).toEqual([
        { hops: 0, rules: ['off'], times: 20 },
        { hops: 0, rules: ['on'], times: 20 },
      ])
      expect(world.errors.map(String)).toEqual([
        expect.stringContaining('The rule off was set off 20 times'),
        expect.stringContaining('The rule on was set off 20 times'),
      ])
      courses.push((await log(world, id)).map(({ type, occurredAt }) => `${type} ${occurredAt.toISOString()}`))
      await world.work({ days: 200 })
      expect(await world.store.nextWakeup()).toBeNull()
      expect((await log(world, id)).filter(({ type }) => type === 'rules.stopped')).toHaveLength(4)
    }
    expect(courses[1]).toEqual(courses[0])
  })

  it('a rule of time that is due with the time-out of its ticket’s state comes after it, whoever looks first', async () => {
    const back = {
      ...late,
      id: 'back',
      after: { days: 2 },
      since: 'stateEntered',
      when: { state: 'open' },
    } as RuleInput
    const courses = []
    for (const looks of [true, false]) {
      const world = await openDeciding(create, withRules([back], { workflows: [snoozing] }))
      const { id } = await world.sam.create(request())
      await world.sam.send(id, { type: 'wait' } as never)
      await world.pass({ days: 3 })
      // The rule's own timer comes first by its name; somebody else has it, and the time-out's is all that is left.
      if (looks) await world.store.claimTimers({ limit: 1, leaseMs: 60_000, token: 'another' })
      if (looks) await world.desk.system.tick()
      await world.sam.tag(id, { add: ['seen'] })
      expect(await world.sam.get(id)).toMatchObject({ state: 'open' })
      const told = (await log(world, id)).filter(({ type }) => type !== 'ticket.created')
      courses.push(told.map(({ type, occurredAt, data }) => [type, occurredAt, data]))
    }
    expect(courses[1]).toEqual(courses[0])
  })

  it('rules of time that are due at one instant: one whose instant an earlier one has moved counts anew', async () => {
    const rules: RuleInput[] = [
      {
        ...late,
        id: 'give-up',
        since: 'stateEntered',
        when: { state: 'waiting' },
        do: [{ action: 'send', event: 'solve' }],
      },
      {
        ...late,
        id: 'close',
        since: 'stateEntered',
        when: { state: 'solved' },
        do: [{ action: 'send', event: 'close' }],
      },
    ] as RuleInput[]
    const courses = []
    for (const looks of [true, false]) {
      const world = await openDeciding(create, withRules(rules))
      const { id } = await world.sam.create(request())
      await world.sam.send(id, { type: 'wait' } as never)
      const begun = world.now()
      const states = []
      for (const hours of [3, 2, 2, 2]) {
        if (looks) await world.work({ hours })
        else await world.pass({ hours })
        if (looks) states.push((await world.sam.get(id)).state)
      }
      await world.sam.tag(id, { add: ['seen'] })
      if (looks) expect(states).toEqual(['waiting', 'solved', 'solved', 'closed'])
      const moves = (await log(world, id)).filter(({ type }) => type === 'ticket.transitioned').slice(1)
      courses.push(moves.map(({ occurredAt }) => (occurredAt.getTime() - begun) / 3_600_000))
      await expectSound(world)
    }
    expect(courses).toEqual([
      [4, 8],
      [4, 8],
    ])
  })

  it('a rule on events that a time-out sets off again and again ends, until somebody does something', async () => {
    const on = 'ticket.transitioned'
    const again: RuleInput = { id: 'again', on, when: { state: 'open' }, do: [{ action: 'send', event: 'wait' }] }
    const world = await openDeciding(create, withRules([again], { workflows: [snoozing] }))
    const { id } = await world.sam.create(request())
    const stopped = async () => (await log(world, id)).filter(({ type }) => type === 'rules.stopped')
    await world.sam.send(id, { type: 'wait' } as never)
    await world.work({ days: 100 })
    expect((await stopped()).map(({ data }) => data)).toEqual([{ hops: 0, rules: ['again'], times: 20 }])
    expect(world.errors.map(String)).toEqual([expect.stringContaining('The rule again was set off 20 times')])
    expect((await world.sam.get(id)).state).toBe('open')
    expect(await world.store.nextWakeup()).toBeNull()
    await world.sam.send(id, { type: 'wait' } as never)
    await world.work({ days: 100 })
    expect(await stopped()).toHaveLength(2)
  })
}
