import { type ActorDesk, byRating, defineCalendar, defineRouting, type Rehearsal } from '@docket/core'
import { seededRandom } from '../../src/random/seeded-random.js'
import { hours } from './changing-desk.js'
import { type DecidingWorld, deciding, openDeciding } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

/** What is rehearsed. */
export type Change = Parameters<ActorDesk['rehearse']>[0]['change']

/** Whoever is rated highest gets the ticket, so that nothing is left to chance. */
export const routing = defineRouting({ id: 'best', tiers: [{ by: [byRating()] }] })
/** The desk of these scenarios. */
export const desk = deciding({ routing })
/** Who works there. */
export const STAFF = [
  { id: 'ann', capacity: 9, rating: 5, shift: 'office' },
  { id: 'bob', capacity: 4, rating: 3, shift: 'office' },
] as const

const everyDay = [['09:00', '17:00']] as const
/** The office, on Saturdays too. */
export const withSaturdays = defineCalendar({
  version: 2,
  timeZone: 'UTC',
  weekly: { mon: everyDay, tue: everyDay, wed: everyDay, thu: everyDay, fri: everyDay, sat: everyDay },
})

/** Lets a desk live through so many days: tickets come, wait, are worked on for two to six hours, and solved. */
export async function history(create: CreateDeskFixture, days: number, everyMinutes = 60) {
  const world = await openDeciding(create, desk)
  for (const agent of STAFF) await world.put(agent.id, agent)
  const random = seededRandom(11)
  const open = new Map<string, number>()
  const ids: string[] = []
  const end = hours(24 * days).getTime()
  for (let next = world.now(); next < end; next += everyMinutes * 60_000) {
    await comesTo(world, next)
    const priority = random.pick(['urgent', 'high', 'normal', 'low'])
    const { id } = await world.as('requester', random.pick(['cem', 'dee'])).create({ subject: 'The lamp hums' })
    if (random.below(3) > 0) await world.sam.setPriority(id, { priority })
    ids.push(id)
    open.set(id, 60 * (2 + random.below(5)))
    for (const [one, left] of open) {
      const { assignee } = await world.sam.get(one)
      if (assignee === null) continue
      // What happens at one instant, no log puts in order.
      await world.pass({ seconds: 1 })
      if (left > everyMinutes) open.set(one, left - everyMinutes)
      else {
        await world.as('agent', assignee).send(one, { type: 'solve' })
        open.delete(one)
      }
    }
  }
  await comesTo(world, end)
  return { world, ids, until: new Date(world.now()) }
}

/** Passes time; who begins to work then finds the night's tickets in the order of urgency, as with a worker. */
async function comesTo(world: DecidingWorld, at: number): Promise<void> {
  if (new Date(at).getUTCHours() === 9 && at > world.now()) {
    await world.pass({ seconds: (at - world.now()) / 1_000 - 60 })
    await world.desk.system.tick()
    await world.work({ minutes: 1, seconds: 0.01 })
  } else await world.pass({ seconds: (at - world.now()) / 1_000 })
}

/** Rehearses a change of the days that a desk has lived through. */
export function rehearse({ world, until }: { world: DecidingWorld; until: Date }, change: Change, more: object = {}) {
  return world.as('lead', 'lea').rehearse({ since: hours(0), until, change, ...more })
}

/** What the notes of a rehearsal are. */
export const codes = ({ notes }: Rehearsal) => notes.map(({ code }) => code)
