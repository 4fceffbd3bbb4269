import { expect, it } from 'vitest'
import { candidate } from '../../test/candidates.js'
import { eventsOf } from '../../test/histories.js'
import { START } from '../../test/records.js'
import { createSlaBook } from '../definitions/sla-book.js'
import { defaultAccess, defineCalendar, defineDesk, leastLoad, scored, supportWorkflow } from '../index.js'
import { seededRandom } from '../testing/seeded-random.js'
import { RehearsedDesk, type RehearsedTicket } from './rehearsed-desk.js'

const HOUR = 3_600_000

// Guards that a waiting ticket is not asked for again and again at one instant: what its policy says of time has come,
// the level is the same, and so nothing was written from which on to look for the next change.
it('goes on when time changes a score but not the level', () => {
  let asked = 0
  const priority = scored({
    id: 'steps',
    levels: { urgent: 100, high: 60, normal: 30, low: 0 },
    score({ createdAt }, now) {
      asked += 1
      if (asked > 5_000) throw new Error('asked for ever')
      const steps = [2, 4, 6].map((hours) => createdAt + hours * HOUR)
      const passed = steps.filter((at) => at <= now).length
      return { score: passed * 11, reasons: [], changesAt: steps.find((at) => at > now) ?? null }
    },
  })
  const nights = defineCalendar({
    timeZone: 'UTC',
    weekly: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['20:00', '22:00']]]),
    ),
  })
  const base = { workflows: [supportWorkflow], access: defaultAccess() } as const
  const { model } = defineDesk({ ...base, calendars: { nights }, routing: leastLoad(), priority })
  const ended: RehearsedTicket[] = []
  const desk = new RehearsedDesk({
    model,
    book: createSlaBook(model, { definition: async () => null }),
    agents: [candidate('ann', { shift: 'nights' }).agent],
    random: seededRandom(1),
    onChange: () => {},
    onFailure: () => {},
    onEnd: (found) => ended.push(found),
  })
  const decision = { policy: 'steps', version: 1, at: START, by: { type: 'agent', id: 'x' }, reasons: [] }
  const history = eventsOf('t1', 0, { decision }).map((event) => ({ at: event.occurredAt, event }))
  desk.begin('t1', history, { subject: 'x', personal: {} })
  desk.finish(START + 48 * HOUR)
  const [found] = ended
  expect(found?.ticket).toMatchObject({ assignee: 'ann', priority: 'normal' })
  expect(new Date(found?.assignedAt ?? 0).getUTCHours()).toBe(20)
  expect(asked).toBeLessThan(200)
})
