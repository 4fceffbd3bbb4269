import { defineCalendar, leastLoad } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { office } from './changing-desk.js'
import { course, deciding, expectSound, log, mortal, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const mornings = defineCalendar({ timeZone: 'UTC', weekly: { mon: [['08:00', '12:00']] } })
const desk = deciding({ routing: leastLoad(), calendars: { office: office(), mornings } })

/** A desk where ann has solved a ticket and works no more than one, and where bob can hold more. */
async function solvedDesk(create: CreateDeskFixture, ann: object = {}) {
  const world = await openDeciding(create, desk)
  await world.put('ann', { capacity: 1, ...ann })
  const { id, assignee } = await world.sam.create(request())
  expect(assignee).toBe('ann')
  await world.put('bob', { capacity: 5 })
  await world.sam.send(id, { type: 'solve' })
  await world.work({ hours: 1 })
  const status = (one: 'present' | 'away' | 'removed') => world.put('ann', { capacity: 1, ...ann, status: one })
  return { world, id, status }
}

/** Who has a ticket after it was reopened. */
export function reopenedScenarios(create: CreateDeskFixture): void {
  describe('a reopened ticket', () => {
    it('goes to its last agent who is present, also one without a free place', async () => {
      const { world, id } = await solvedDesk(create)
      const other = await world.sam.create(request())
      await world.sam.assign(other.id, { agent: 'ann' })
      expect(await world.sam.send(id, { type: 'reopen' })).toMatchObject({ assignee: 'ann' })
      await world.work({ hours: 1 })
      expect(await world.loads()).toEqual({ ann: 2, bob: 0 })
      expect((await course(world, id)).at(-1)).toEqual([60, 'ticket.transitioned'])
      await expectSound(world)
    })

    it.each(['away', 'removed'] as const)('goes to somebody else when its last agent is %s', async (now) => {
      const { world, id, status } = await solvedDesk(create)
      await status(now)
      expect(await world.sam.send(id, { type: 'reopen' })).toMatchObject({ assignee: 'bob' })
      const left = (await log(world, id)).find(({ type }) => type === 'ticket.unassigned')
      const reasons = [{ code: 'agent-left', agent: 'ann', status: now }]
      expect(left?.data).toMatchObject({ previousAssignee: 'ann', decision: { policy: 'least-load', reasons } })
      expect((await world.loads())['bob']).toBe(1)
      await expectSound(world)
    })

    it('goes to somebody else when its last agent is off shift', async () => {
      const { world, id } = await solvedDesk(create, { shift: 'mornings' })
      await world.work({ hours: 4 })
      expect(await world.sam.send(id, { type: 'reopen' })).toMatchObject({ assignee: 'bob' })
      await expectSound(world)
    })

    it('waits with an alarm when nobody is there', async () => {
      const { world, id, status } = await solvedDesk(create)
      await status('away')
      await world.put('bob', { status: 'away' })
      expect(await world.sam.send(id, { type: 'reopen' })).toMatchObject({ assignee: null })
      expect((await log(world, id)).slice(-2).map(({ type }) => type)).toEqual([
        'ticket.unassigned',
        'routing.abstained',
      ])
      await world.put('bob')
      expect((await world.sam.get(id)).assignee).toBe('bob')
      await expectSound(world)
    })

    it('stays with whom a person gave it to after that, present or not, also when a worker looks later', async () => {
      const { world, id, status } = await solvedDesk(create)
      await status('away')
      await world.put('bob', { status: 'away' })
      await world.sam.send(id, { type: 'reopen' })
      await world.pass({ minutes: 1 })
      await world.sam.assign(id, { agent: 'ann' })
      await world.work({ days: 1 })
      expect((await world.sam.get(id)).assignee).toBe('ann')
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('is found an agent by the next worker when the process died on it', async () => {
      const { world, id, status } = await solvedDesk(create)
      await status('away')
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1)
      await dying.sam.send(id, { type: 'reopen' }).catch(() => {})
      expect(await world.sam.get(id)).toMatchObject({ phase: 'open', assignee: 'ann' })
      await world.work({ minutes: 1 })
      expect((await world.sam.get(id)).assignee).toBe('bob')
      await expectSound(world)
    })

    // The reopening had asked already: a worker that comes late is not to ask again as of another time.
    it('stays with its last agent whose shift has ended when a worker looks', async () => {
      const { world, id } = await solvedDesk(create, { shift: 'mornings' })
      await world.work({ hours: 1, minutes: 59 })
      expect(await world.sam.send(id, { type: 'reopen' })).toMatchObject({ assignee: 'ann' })
      await world.pass({ hours: 2 })
      await world.work({ minutes: 1 })
      expect((await world.sam.get(id)).assignee).toBe('ann')
    })

    it('frees what its last agent held of it, and counts what was solved back', async () => {
      const { world, id, status } = await solvedDesk(create)
      const solved = () => world.store.counters('acme', ['solved/:ann', 'solved/:bob', 'load:ann', 'load:bob'])
      expect(await solved()).toEqual([1, 0, 0, 0])
      await status('away')
      await world.sam.send(id, { type: 'reopen' })
      expect(await solved()).toEqual([0, 0, 0, 1])
      await world.sam.send(id, { type: 'solve' })
      expect(await solved()).toEqual([0, 1, 0, 0])
      await expectSound(world)
    })
  })
}
