import { type AgentRecord, type Directory, defineCalendar, leastLoad } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { hours, office } from './changing-desk.js'
import { deciding, expectSound, holders, log, openDeciding, request, toldOf } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const nights = defineCalendar({
  timeZone: 'Europe/Berlin',
  weekly: { sat: [['00:00', '08:00']], sun: [['00:00', '08:00']] },
})
const desk = deciding({ routing: leastLoad(), calendars: { office: office(), nights } })

const NEW_AGENT: Omit<AgentRecord, 'id'> = {
  name: 'x',
  teams: [],
  capacity: null,
  channels: {},
  status: 'present',
  shift: null,
  vacations: [],
  skills: {},
  languages: [],
  manager: null,
  authority: null,
  rating: null,
  weight: 1,
}

/** A host's own directory of these agents. */
function directoryOf(agents: readonly AgentRecord[]): Directory {
  return {
    agent: async (_tenant, id) => agents.find((one) => one.id === id) ?? null,
    team: async () => null,
    department: async () => null,
    agents: async () => agents,
  }
}

/** Whoever is absent gets nothing, and what waits is given out when somebody comes. */
export function presenceScenarios(create: CreateDeskFixture): void {
  describe('presence', () => {
    it.each([
      ['is away', { status: 'away' }, [{ code: 'away', agent: 'ann', until: null }]],
      [
        'is on vacation',
        { vacations: [{ from: hours(-1), to: hours(24) }] },
        [{ code: 'vacation', agent: 'ann', until: hours(24).getTime() }],
      ],
      [
        'is on two vacations that touch',
        {
          vacations: [
            { from: hours(24), to: hours(48) },
            { from: hours(0), to: hours(24) },
          ],
        },
        [{ code: 'vacation', agent: 'ann', until: hours(48).getTime() }],
      ],
      // On Friday at eleven in the evening in UTC it is midnight of Saturday in Berlin.
      ['is off shift', { shift: 'nights' }, [{ code: 'off-shift', agent: 'ann', until: hours(4 * 24 + 14).getTime() }]],
      ['was removed', { status: 'removed' }, [{ code: 'no-candidates' }]],
    ])('gives nothing to an agent who %s, and says so', async (_what, more, reasons) => {
      const world = await openDeciding(create, desk)
      await world.put('ann', more)
      const { id, assignee } = await world.sam.create(request())
      expect(assignee).toBeNull()
      expect((await world.sam.explain(id)).assignment).toMatchObject({ policy: 'least-load', reasons })
      await world.put('bob')
      expect((await world.sam.create(request())).assignee).toBe('bob')
      await expectSound(world)
    })

    it('knows the very instants of a vacation: from its beginning on, and not at its end', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { vacations: [{ from: hours(1), to: hours(2) }] })
      const assignees: (string | null)[] = []
      const ask = async () => assignees.push((await world.sam.create(request())).assignee)
      await world.pass({ minutes: 59, seconds: 59.999 })
      await ask()
      await world.pass({ seconds: 0.001 })
      await ask()
      await world.pass({ minutes: 59, seconds: 59.999 })
      await ask()
      await world.pass({ seconds: 0.001 })
      await ask()
      expect(assignees).toEqual(['ann', null, null, 'ann'])
    })

    it('knows when a shift begins and ends on the day on which the clocks change', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { shift: 'nights' })
      // Saturday 2030-03-30 at noon; the shift begins at 23:00 and is over at 06:00, an hour earlier than a week before.
      await world.pass({ days: 26, hours: 3 })
      const { id } = await world.sam.create(request())
      await world.work({ hours: 10, minutes: 59, seconds: 59.999 })
      expect(await holders(world, [id])).toEqual([null])
      await world.work({ seconds: 0.01 })
      expect(await holders(world, [id])).toEqual(['ann'])
      await world.work({ hours: 6, minutes: 59 })
      expect((await world.sam.create(request())).assignee).toBe('ann')
      await world.work({ minutes: 1 })
      expect((await world.sam.create(request())).assignee).toBeNull()
      await expectSound(world)
    })

    it('thinks nobody there of whom a directory of the host names an unknown shift', async () => {
      const agents = [{ ...NEW_AGENT, id: 'ann', shift: 'moon' }]
      const world = await openDeciding(create, desk, { directory: directoryOf(agents) })
      const { id, assignee } = await world.sam.create(request())
      expect(assignee).toBeNull()
      const reasons = [{ code: 'shift-unknown', agent: 'ann', until: null }]
      expect((await world.sam.explain(id)).assignment).toMatchObject({ reasons })
      agents.splice(0, 1, { ...NEW_AGENT, id: 'ann', shift: 'office' })
      await world.work({ minutes: 16 })
      expect(await holders(world, [id])).toEqual(['ann'])
      expect(world.errors).toEqual([])
    })

    it('refuses an agent with a shift that the desk does not have', async () => {
      const world = await openDeciding(create, desk)
      expect(await failure(world.directory.putAgent({ id: 'ann', name: 'Ann', shift: 'moon' }))).toMatchObject({
        code: 'INVALID_INPUT',
        details: { issues: [{ path: ['shift'], code: 'unknown' }] },
      })
      expect(await world.directory.agent('ann')).toBeNull()
    })

    it("gives out the night's tickets when the shift begins, the most urgent first", async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { shift: 'office', capacity: 2 })
      await world.work({ hours: 10 })
      const priorities = ['low', 'normal', 'urgent', 'high']
      const ids: string[] = []
      for (const priority of priorities) {
        ids.push((await world.sam.create(request({ priority }))).id)
        await world.work({ minutes: 7 })
      }
      await world.work({ hours: 13, minutes: 31, seconds: 59.999 })
      expect(await holders(world, ids)).toEqual([null, null, null, null])
      await world.work({ seconds: 0.01 })
      expect(await holders(world, ids)).toEqual([null, null, 'ann', 'ann'])
      await expectSound(world)
    })

    it("tells the team's lead of a ticket that nobody can get: once, and again for another reason", async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { status: 'away' })
      const { id } = await world.sam.create(request({ team: 'lamps' }))
      const alarm = ['ticket.unassigned', id]
      await world.work({ hours: 3 })
      expect(await toldOf(world, 'agent', 'lea')).toEqual([alarm])
      await world.put('ann', { capacity: 0 })
      await world.work({ hours: 3 })
      expect(await toldOf(world, 'agent', 'lea')).toEqual([alarm, alarm])
      expect((await log(world, id)).map(({ type }) => type)).toEqual([
        'ticket.created',
        'routing.abstained',
        'routing.abstained',
      ])
      await expectSound(world)
    })

    it('with no agent at all leaves a ticket that can be worked on, with a reason and an alarm', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      await world.work({ hours: 2 })
      expect((await world.sam.explain(id)).assignment?.reasons).toEqual([{ code: 'no-candidates' }])
      expect(await toldOf(world, 'lead', 'lou')).toEqual([['ticket.unassigned', id]])
      await world.sam.reply(id, { body: 'x' })
      expect((await world.sam.send(id, { type: 'solve' })).phase).toBe('solved')
      await world.work({ days: 1 })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })
  })
}
