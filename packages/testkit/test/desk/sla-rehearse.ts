import type { ActorDesk, Rehearsal } from '@docket/core'
import { describe, expect, it } from 'vitest'
import {
  expectSound,
  hours,
  office,
  openSla,
  type Policy,
  promising,
  request,
  type SlaWorld,
  standard,
} from './changing-desk.js'
import { type CreateDeskFixture, everything } from './world.js'

type Change = Parameters<ActorDesk['rehearse']>[0]['change']

const within = (answer: number, solution: number, changes: Partial<Policy> = {}): Policy =>
  standard(1, {
    targets: {
      firstResponse: { within: { hours: answer }, escalate: [] },
      resolution: { within: { hours: solution }, escalate: [] },
    },
    ...changes,
  })

/** A day of the desk: what is in time, what is late, what is paused, and what nobody looks at. */
async function day(create: CreateDeskFixture): Promise<SlaWorld & { readonly ids: Record<string, string> }> {
  const world = await openSla(create, promising([standard()]))
  const ann = world.as('agent', 'ann')
  const ids: Record<string, string> = {}
  const begin = async (name: string, more: object = {}) => {
    ids[name] = (await ann.create({ ...request(name), ...more })).id
    await world.pass({ seconds: 1 })
  }
  const of = (name: string) => ids[name] ?? ''
  await begin('prompt', { team: 'lamps' })
  await begin('slow', { priority: 'urgent' })
  await begin('paused')
  await begin('forgotten')
  await begin('reopened')
  await world.pass({ minutes: 30 })
  for (const name of ['prompt', 'paused', 'reopened']) await ann.reply(of(name), { body: 'x' })
  await ann.send(of('paused'), { type: 'askRequester' })
  await ann.send(of('reopened'), { type: 'solve' })
  await world.pass({ hours: 1 })
  await ann.send(of('prompt'), { type: 'solve' })
  await ann.send(of('reopened'), { type: 'reopen' })
  await world.pass({ hours: 1 })
  await ann.reply(of('slow'), { body: 'x' })
  await world.desk.system.tick()
  await world.pass({ hours: 4 })
  await ann.send(of('slow'), { type: 'solve' })
  await world.desk.system.tick()
  return { ...world, ids }
}

/** Rehearses a change over the day, up to eight hours after its beginning. */
function rehearse(world: SlaWorld, change: Change, more: object = {}): Promise<Rehearsal> {
  return world.as('lead', 'lea').rehearse({ since: hours(0), until: hours(8), change, ...more })
}

const verdicts = (met: number, breached: number, running: number) => ({ met, breached, running })

/** What would have been, and that nothing is changed by asking. */
export function slaRehearsalScenarios(create: CreateDeskFixture): void {
  describe('a rehearsal', () => {
    it('without a change finds what happened: its verdicts are those of the logs', async () => {
      const world = await day(create)
      const { tickets, events, before, after, differences } = await rehearse(world, {})
      expect(after).toEqual(before)
      expect(differences).toEqual({
        total: 0,
        newlyBreached: 0,
        newlyMet: 0,
        items: [],
        assignments: { total: 0, items: [] },
      })
      expect([tickets, before.promised]).toEqual([5, 5])
      const given = await Promise.all(Object.values(world.ids).map((id) => world.as('agent').verdicts(id)))
      const count = (wanted: string) => given.flat().filter(({ verdict }) => verdict === wanted).length
      expect(before.verdicts).toEqual(verdicts(count('met'), count('breached'), 3))
      expect(before.verdicts).toEqual(verdicts(6, 2, 3))
      const histories = await Promise.all(Object.values(world.ids).map((id) => world.as('agent').history(id)))
      expect(events).toBe(histories.flatMap(({ items }) => items).filter(({ type }) => !type.startsWith('sla.')).length)
    })

    it('counts by target, priority and team, and tells what targets took', async () => {
      const { before, pausedShare } = await rehearse(await day(create), {})
      expect(before.byTarget).toEqual({ firstResponse: verdicts(3, 2, 0), resolution: verdicts(3, 0, 3) })
      expect(before.byPriority).toEqual({ normal: verdicts(5, 1, 3), urgent: verdicts(1, 1, 0) })
      expect(before.byTeam).toEqual({ '': verdicts(4, 2, 3), lamps: verdicts(2, 0, 0) })
      expect(before.metShare).toBe(6 / 8)
      expect(before.lights).toEqual({ green: 2, amber: 0, red: 0, paused: 1, met: 5, breached: 2 })
      const answers = before.used.firstResponse
      expect(answers?.['urgent']).toEqual({ count: 1, p50: 9_004, p80: 9_004, p90: 9_004, p95: 9_004 })
      expect(answers?.['normal']).toEqual({ count: 3, p50: 1_803, p80: 1_805, p90: 1_805, p95: 1_805 })
      expect(pausedShare).toBeCloseTo(7.5 / 32, 3)
    })

    it('of stricter policies finds who would have been late, ticket by ticket', async () => {
      const world = await day(create)
      const { before, after, differences } = await rehearse(world, { sla: [within(0.25, 6)] })
      expect(before.verdicts).toEqual(verdicts(6, 2, 3))
      expect(after.verdicts).toEqual(verdicts(2, 8, 1))
      expect([differences.total, differences.newlyBreached, differences.newlyMet]).toEqual([6, 4, 0])
      const { ids } = world
      expect(
        differences.items.map(({ ticketId, target, before: was, after: is }) => [
          Object.keys(ids).find((name) => ids[name] === ticketId),
          target,
          was?.verdict,
          is?.verdict,
        ]),
      ).toEqual([
        ['prompt', 'firstResponse', 'met', 'breached'],
        ['slow', 'resolution', 'met', 'breached'],
        ['paused', 'firstResponse', 'met', 'breached'],
        ['forgotten', 'resolution', 'running', 'breached'],
        ['reopened', 'firstResponse', 'met', 'breached'],
        ['reopened', 'resolution', 'running', 'breached'],
      ])
      expect(differences.items[0]).toMatchObject({
        priority: 'normal',
        team: 'lamps',
        before: { policy: 'standard', dueAt: hours(2) },
        after: { policy: 'standard', dueAt: hours(0.25) },
      })
    })

    it('of calendars takes those given in place of the desk’s', async () => {
      const world = await day(create)
      // An office that closes at ten has no more than an hour a day.
      const { after, differences } = await rehearse(world, { calendars: { office: office(1, '10:00') } })
      expect([differences.newlyBreached, differences.newlyMet]).toEqual([0, 1])
      expect(after.byTarget.firstResponse).toEqual(verdicts(4, 0, 1))
    })

    it('takes a policy that names a new calendar, and none that names what there is not', async () => {
      const world = await day(create)
      const sla = [within(2, 16, { calendar: 'weekend' })]
      const { after } = await rehearse(world, { sla, calendars: { weekend: office(1, '10:00') } })
      expect(after.byTarget.firstResponse).toEqual(verdicts(4, 0, 1))
      await expect(rehearse(world, { sla })).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    })

    it('of no promises finds none, and of a promise for some only theirs', async () => {
      const world = await day(create)
      const none = await rehearse(world, { sla: [] })
      expect(none.after).toMatchObject({ promised: 0, verdicts: verdicts(0, 0, 0), metShare: null, used: {} })
      expect(none.differences).toMatchObject({ total: 11, newlyBreached: 0, newlyMet: 0 })
      const some = await rehearse(world, { sla: [within(2, 16, { when: { team: 'lamps' } })] })
      expect(some.after).toMatchObject({ promised: 1, verdicts: verdicts(2, 0, 0) })
    })

    it('looks at tickets created in its window, up to its end', async () => {
      const world = await day(create)
      const early = await rehearse(world, {}, { until: hours(1) })
      // The beginning belongs to it, the end does not.
      expect([early.tickets, early.before.verdicts]).toEqual([5, verdicts(4, 0, 6)])
      expect((await rehearse(world, {}, { until: new Date(hours(0).getTime() + 1_000) })).tickets).toBe(1)
      expect((await rehearse(world, {}, { since: new Date(hours(0).getTime() + 1_000) })).tickets).toBe(4)
      expect((await rehearse(world, {}, { since: hours(7) })).before).toMatchObject({ promised: 0, metShare: null })
    })

    it('lists no more differences than asked, and counts them all', async () => {
      const world = await day(create)
      const whole = await rehearse(world, { sla: [within(0.25, 6)] })
      const some = await rehearse(world, { sla: [within(0.25, 6)] }, { limit: 2 })
      expect(some.differences).toEqual({ ...whole.differences, items: whole.differences.items.slice(0, 2) })
      const counted = await rehearse(world, { sla: [within(0.25, 6)] }, { limit: 0 })
      expect(counted.differences).toEqual({ ...whole.differences, items: [] })
    })

    it('writes nothing, and asks nobody of another tenant', async () => {
      const world = await day(create)
      await world.as('agent', 'ann', 'other').create(request('of others'))
      const all = () => everything({ store: world.store } as Parameters<typeof everything>[0])
      const before = await all()
      const change = { sla: [within(0.1, 1)], calendars: { office: office(9, '12:00') } }
      const found = await rehearse(world, change)
      expect(found.tickets).toBe(5)
      expect(await rehearse(world, change)).toEqual(found)
      expect(await all()).toEqual(before)
      expect(await world.store.definition('*', 'calendar', 'office', 9)).toBeNull()
      await expectSound(world)
    })

    it('finds the same after all was erased', async () => {
      const world = await day(create)
      await world.pass({ hours: 2 })
      const before = await rehearse(world, { sla: [within(0.25, 6)] })
      for (const id of Object.values(world.ids)) await world.as('admin').erase(id)
      expect(await rehearse(world, { sla: [within(0.25, 6)] })).toEqual(before)
    })

    it('replays what was imported, which nothing was promised', async () => {
      const world = await openSla(create, promising([standard()]))
      await world.pass({ days: 1 })
      const entries = [
        {
          position: 1,
          occurredAt: hours(0),
          actor: { type: 'requester', id: 'cem' },
          commands: [{ type: 'create', ...request('of old') }],
        },
        {
          position: 2,
          occurredAt: hours(3),
          actor: { type: 'agent', id: 'ann' },
          commands: [{ type: 'reply', body: 'x' }],
        },
      ] as const
      for await (const { ticketId } of world
        .as('service')
        .import({ source: 'old', tickets: [{ externalId: '1', entries }] })) {
        expect((await world.as('agent').get(ticketId)).sla).toBeNull()
      }
      const { before, after } = await rehearse(world, { sla: [within(4, 16)] })
      expect([before.byTarget.firstResponse, after.byTarget.firstResponse]).toEqual([
        verdicts(0, 1, 0),
        verdicts(1, 0, 0),
      ])
    })
  })
}
