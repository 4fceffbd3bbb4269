import type { ImportCommand } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { MONDAY } from './changing-desk.js'
import { type DecidingWorld, expectSound, log, request, toldOf } from './deciding-desk.js'
import { openStaged } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const at = (hours: number) => new Date(MONDAY + hours * 3_600_000)

/** What a log tells of stages: in hours since Monday at nine, what, and of which stage. */
const story = async (world: DecidingWorld, id: string) =>
  (await log(world, id))
    .filter(({ type }) => /^(stage|sla)\.(?!applied)/.test(type))
    .map(({ type, occurredAt, data }) => {
      // A breach lies a millisecond after the due date.
      const hours = Math.floor((occurredAt.getTime() - MONDAY) / 3_600) / 1_000
      return [hours, type, data['step'] ?? data['stage']]
    })

/** Stages across departments. */
export function stageScenarios(create: CreateDeskFixture): void {
  describe('stages', () => {
    it('hand a repair over three departments, each with its deadline, and tell its way', async () => {
      const world = await openStaged(create)
      const of = (who: string) => world.as('agent', who)
      const { id, ...begun } = await of('sam').create(request())
      expect(begun).toMatchObject({ team: 'desk', assignee: null, coordinator: null })
      expect(begun.stage).toEqual({ name: 'intake', number: 1, owner: 'desk', since: at(0) })
      await world.pass({ hours: 1 })
      // Whoever first works on it answers for the whole.
      expect(await of('ann').assign(id, { agent: 'ann' })).toMatchObject({ coordinator: 'ann' })
      expect((await of('ann').stage(id))?.dueAt).toEqual(at(4))
      await world.pass({ hours: 1 })
      const handed = await of('ann').send(id, { type: 'toWorkshop', reason: 'The switch is broken.' })
      // The workshop is open until noon: one hour today, then three, three and one.
      expect(handed).toMatchObject({ team: 'workshop', assignee: null, coordinator: 'ann' })
      expect((await of('ann').stage(id))?.dueAt).toEqual(at(72 + 1))
      await world.work({ hours: 22 })
      await of('wim').assign(id, { agent: 'wim', team: 'workshop' })
      await of('wim').check(id, { item: 'tested' })
      await world.work({ hours: 1 })
      await of('wim').send(id, { type: 'repaired' })
      await world.work({ hours: 7 })
      await of('fay').note(id, { body: 'Who pays?' })
      await of('fay').send(id, { type: 'close' })
      expect(await of('fay').get(id)).toMatchObject({ stage: null, state: 'done', coordinator: 'ann' })
      expect(await story(world, id)).toEqual([
        [0, 'stage.begun', 'intake'],
        [2, 'sla.escalated', 'used 0.5'],
        [2, 'stage.ended', 'intake'],
        [2, 'sla.met', 'intake'],
        [2, 'stage.begun', 'workshop'],
        [25, 'stage.ended', 'workshop'],
        [25, 'sla.met', 'workshop'],
        [25, 'stage.begun', 'finance'],
        [26, 'sla.escalated', 'used 0.5'],
        [27, 'sla.breached', 'finance'],
        [27, 'sla.escalated', 'after 0s'],
        [32, 'stage.ended', 'finance'],
        [32, 'sla.completed', 'finance'],
      ])
      expect((await of('sam').verdicts(id)).map((one) => [one.stage, one.cycle, one.verdict, one.secondsLeft])).toEqual(
        [
          ['intake', 1, 'met', 7_200],
          ['workshop', 2, 'met', 8 * 3_600 - 2 * 3_600],
          ['finance', 3, 'breached', -5 * 3_600],
        ],
      )
      const { items } = await of('sam').thread(id)
      const journey = await of('sam').journey(id)
      const workshop = { from: at(2), to: at(25), seconds: 23 * 3_600, secondsOpen: 2 * 3_600, returned: false }
      expect(journey.stages).toMatchObject([
        { name: 'intake', owner: 'desk', from: at(0), to: at(2), secondsInTransit: 3_600, handedOverBy: { id: 'sam' } },
        { name: 'workshop', ...workshop, secondsInTransit: 22 * 3_600, handedOverBy: { id: 'ann' } },
        { name: 'finance', owner: 'finance', seconds: 7 * 3_600, secondsInTransit: 7 * 3_600 },
      ])
      expect(journey.stages.map(({ reasonMessageId }) => reasonMessageId)).toEqual([null, items[0]?.id, null])
      expect(journey.perTeam).toEqual([
        { of: 'desk', stays: 1, seconds: 7_200, secondsOpen: 7_200, secondsInTransit: 3_600 },
        { of: 'workshop', stays: 1, seconds: 82_800, secondsOpen: 7_200, secondsInTransit: 79_200 },
        { of: 'finance', stays: 1, seconds: 25_200, secondsOpen: 25_200, secondsInTransit: 25_200 },
      ])
      await world.work({ minutes: 1 })
      // Half of a stage's time is the coordinator's news, its end the lead's of the team that owns it.
      expect(await toldOf(world, 'agent', 'ann')).toContainEqual(['stage.half', id])
      expect(await toldOf(world, 'agent', 'finance-lead')).toEqual([['stage.late', id]])
      expect(await toldOf(world, 'agent', 'workshop-lead')).toEqual([])
      await expectSound(world)
    })

    it('stand still while they wait for the customer in a state that is part of them', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await world.work({ hours: 3 })
      expect((await ann.send(id, { type: 'askCustomer' })).stage).toMatchObject({ name: 'intake', number: 1 })
      expect(await ann.stage(id)).toMatchObject({ name: 'intake', state: 'asking', dueAt: null })
      await world.work({ days: 2 })
      await ann.send(id, { type: 'answered' })
      expect((await ann.stage(id))?.dueAt).toEqual(at(48 + 4))
      expect((await ann.journey(id)).stages).toMatchObject([
        { to: null, seconds: 51 * 3_600, secondsOpen: 3 * 3_600, secondsInTransit: 51 * 3_600 },
      ])
      await world.work({ hours: 2 })
      expect(await story(world, id)).toEqual([
        [0, 'stage.begun', 'intake'],
        [2, 'sla.escalated', 'used 0.5'],
        [52, 'sla.breached', 'intake'],
        [52, 'sla.escalated', 'after 0s'],
      ])
      await expectSound(world)
    })

    it('come back with a reason, to the team that owns them, and begin their time anew', async () => {
      const world = await openStaged(create)
      const of = (who: string) => world.as('agent', who)
      const { id } = await of('ann').create(request())
      await of('ann').send(id, { type: 'toWorkshop', reason: 'Broken.' })
      expect((await failure(of('wim').send(id, { type: 'sendBack' }))).details.reasons).toEqual([
        { code: 'reason-missing' },
      ])
      await world.pass({ hours: 1 })
      const back = await of('wim').send(id, { type: 'sendBack', reason: 'The photo is missing.' })
      expect(back).toMatchObject({ team: 'desk', stage: { name: 'intake', number: 3, since: at(1) } })
      expect((await of('wim').stage(id))?.dueAt).toEqual(at(5))
      const { items } = await of('sam').thread(id)
      const { stages, perStage } = await of('sam').journey(id)
      expect(stages.map(({ name, number, returned }) => [name, number, returned])).toEqual([
        ['intake', 1, false],
        ['workshop', 2, false],
        ['intake', 3, true],
      ])
      expect(stages[2]).toMatchObject({ handedOverBy: { id: 'wim' }, reasonMessageId: items[1]?.id })
      expect(items[1]).toMatchObject({ body: 'The photo is missing.', visibility: 'internal' })
      expect(perStage.map(({ of: name, stays }) => [name, stays])).toEqual([
        ['intake', 2],
        ['workshop', 1],
      ])
      expect(JSON.stringify(await log(world, id))).not.toContain('photo')
    })

    it('are entered and left by an override too, and begin anew when a ticket is reopened', async () => {
      const world = await openStaged(create)
      const lead = world.as('lead', 'lea')
      const { id } = await lead.create(request())
      await world.pass({ hours: 1 })
      const moved = await lead.override(id, { state: 'finance', reason: 'Nothing to repair.' })
      expect(moved).toMatchObject({ team: 'finance', stage: { name: 'finance', number: 2 } })
      expect(await lead.override(id, { state: 'done' })).toMatchObject({ stage: null })
      await world.pass({ hours: 1 })
      const again = await lead.override(id, { state: 'finance' })
      expect(again.stage).toMatchObject({ number: 3, since: at(2) })
      await lead.override(id, { state: 'done' })
      expect((await world.as('requester', 'cem').send(id, { type: 'reopen' })).stage).toMatchObject({
        name: 'workshop',
        number: 4,
      })
      const { stages } = await lead.journey(id)
      expect(stages.map(({ name, returned }) => [name, returned])).toEqual([
        ['intake', false],
        ['finance', false],
        ['finance', true],
        ['workshop', false],
      ])
      const { items } = await lead.thread(id)
      expect(stages[1]).toMatchObject({ handedOverBy: { type: 'lead', id: 'lea' }, reasonMessageId: items[0]?.id })
      expect((await lead.verdicts(id)).map(({ stage, verdict }) => [stage, verdict])).toEqual([
        ['intake', 'met'],
        ['finance', 'met'],
        ['finance', 'met'],
      ])
      await expectSound(world)
    })

    it('tell the same story whether workers look in time, days later, or a command looks first', async () => {
      const told: unknown[] = []
      for (const way of ['in time', 'late', 'command'] as const) {
        const world = await openStaged(create)
        const ann = world.as('agent', 'ann')
        const { id } = await ann.create(request())
        await ann.send(id, { type: 'toWorkshop', reason: 'x' })
        if (way === 'in time') await world.work({ days: 6 })
        else await world.pass({ days: 6 })
        if (way === 'late') await world.desk.system.tick()
        await ann.send(id, { type: 'skip' })
        told.push([await story(world, id), (await ann.journey(id)).stages.map((stage) => stage.secondsOpen)])
        await expectSound(world)
      }
      expect(told[1]).toEqual(told[0])
      expect(told[2]).toEqual(told[0])
      expect(JSON.stringify(told[0])).toContain('sla.completed')
    })

    it('have one coordinator, whom people name and ladders find', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      expect((await ann.setCoordinator(id, { agent: 'pia' })).coordinator).toBe('pia')
      const { version } = await ann.setCoordinator(id, { agent: 'pia' })
      expect((await ann.assign(id, { agent: 'ada' })).coordinator).toBe('pia')
      await world.work({ hours: 3 })
      expect(await toldOf(world, 'agent', 'pia')).toEqual([['stage.half', id]])
      expect((await failure(ann.setCoordinator(id, { agent: 'nobody' }))).details.reasons?.[0]?.code).toBe(
        'agent-unknown',
      )
      expect((await failure(ann.setCoordinator(id, {} as never))).code).toBe('INVALID_INPUT')
      expect((await ann.setCoordinator(id, { agent: null })).coordinator).toBeNull()
      const events = (await log(world, id)).filter(({ type }) => type === 'coordinator.changed')
      expect(events.map(({ data, seq }) => [data, seq === version])).toEqual([
        [{ coordinator: 'pia', previous: null }, true],
        [{ coordinator: null, previous: 'pia' }, false],
      ])
      // While nobody is named, the assignee is meant; while nobody has it, the team.
      await ann.send(id, { type: 'toWorkshop', reason: 'x' })
      await world.work({ days: 4 })
      expect(await toldOf(world, 'agent', 'wes')).toEqual([['stage.half', id]])
      await ann.watch(id, { watcher: 'col' })
      for (const [role, who, code] of [
        ['requester', 'cem', 'FORBIDDEN'],
        ['collaborator', 'col', 'FORBIDDEN'],
        ['requester', 'eve', 'NOT_FOUND'],
      ] as const) {
        expect((await failure(world.as(role, who).setCoordinator(id, { agent: 'ann' }))).code).toBe(code)
      }
    })

    it('are begun by imports as history tells, without a deadline, a hand-over or news of the past', async () => {
      const world = await openStaged(create)
      const entry = (hours: number, command: ImportCommand) => ({
        position: hours,
        occurredAt: at(hours - 100),
        actor: { type: 'agent', id: 'old' },
        commands: [command],
      })
      const past = [
        entry(0, { type: 'create', subject: 'Old', requester: { id: 'cem' }, team: 'desk' }),
        entry(1, { type: 'move', state: 'workshop' }),
        entry(3, { type: 'move', state: 'intake' }),
        entry(7, { type: 'move', state: 'finance' }),
      ]
      const tickets = [{ externalId: '1', entries: past }]
      for (const times of [1, 2]) {
        for await (const { ticketId, alreadyImported } of world.as('service').import({ source: 'old', tickets })) {
          expect(alreadyImported).toBe(times === 1 ? 0 : 4)
          await world.work({ days: 2 })
          const { stages } = await world.sam.journey(ticketId)
          expect(stages).toMatchObject([
            { name: 'intake', from: at(-100), to: at(-99), seconds: 3_600, secondsOpen: null, returned: false },
            { name: 'workshop', from: at(-99), to: at(-97), secondsOpen: null, secondsInTransit: 7_200 },
            { name: 'intake', to: at(-93), returned: true },
            { name: 'finance', from: at(-93), to: null, handedOverBy: { id: 'old' } },
          ])
          const types = new Set((await log(world, ticketId)).map(({ type }) => type))
          expect([...types].filter((type) => /assigned|breached|escalated|met/.test(type))).toEqual([])
          expect(await world.sam.get(ticketId)).toMatchObject({ team: 'desk', stage: { name: 'finance', number: 4 } })
        }
      }
      await expectSound(world)
    })
  })
}
