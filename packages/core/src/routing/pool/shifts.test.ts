import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidate } from '../../../test/candidates.js'
import { defineCalendar } from '../../calendar/define-calendar.js'
import { seededRandom } from '../../testing/seeded-random.js'
import { agentPool } from '../agent-pool.js'
import { presenceOf } from '../presence.js'

const HOUR = 3_600_000
const MONDAY = Date.UTC(2025, 0, 6)
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '17:00']], tue: [['09:00', '12:00']] } })
const night = defineCalendar({ timeZone: 'UTC', weekly: { mon: [['20:00', '24:00']], tue: [['00:00', '06:00']] } })
const calendars = new Map([
  ['office', office],
  ['night', night],
])
const MAIL = { channel: 'mail', weight: 1 }

describe('who is present', () => {
  it('is at each instant who is by presenceOf, whichever instants are named in which order', () => {
    const hours = fc.integer({ min: 0, max: 60 })
    const agent = fc.record({
      shift: fc.constantFrom(null, 'office', 'night', 'unknown'),
      vacations: fc.array(
        fc.tuple(hours, hours).map(([from, to]) => ({ from: MONDAY + from * HOUR, to: MONDAY + to * HOUR })),
        { maxLength: 2 },
      ),
      status: fc.constantFrom('present', 'present', 'away', 'removed'),
    })
    const looks = fc.array(fc.tuple(hours, fc.nat(), fc.constantFrom(null, true, false)), { maxLength: 20 })
    fc.assert(
      fc.property(fc.array(agent, { minLength: 1, maxLength: 12 }), looks, (drawn, named) => {
        const agents = drawn.map((each, index) => candidate(`a${index}`, each).agent)
        const pool = agentPool(agents, { random: seededRandom(1), calendars })
        const said = new Map(agents.map(({ id, status }) => [id, status === 'present']))
        const need = pool.need(MAIL)
        for (const [hour, who, present] of named) {
          const at = MONDAY + hour * HOUR
          const other = agents[who % agents.length]?.id ?? ''
          if (present !== null) {
            pool.setPresence(pool.agent(other), present)
            said.set(other, present)
          }
          const expected = agents.filter((one) => {
            const { code } = presenceOf({ ...one, status: 'present' }, calendars, at)
            return said.get(one.id) === true && code === 'present'
          })
          // Whoever is found lets it pass, until nobody is left.
          const found: string[] = []
          for (;;) {
            const one = pool.pick(need, { presentAt: at, passedBy: found })
            if (one === null) break
            found.push(one.id)
          }
          expect(found.toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
        }
      }),
    )
  })

  it('goes by the status alone until an instant is named, and then by the last one', () => {
    const pool = agentPool([candidate('a', { shift: 'office' }).agent], { random: seededRandom(1), calendars })
    const need = pool.need(MAIL)
    expect(pool.pick(need)?.id).toBe('a')
    expect(pool.pick(need, { presentAt: MONDAY })).toBeNull()
    expect(pool.pick(need)).toBeNull()
    expect(pool.pick(need, { presentAt: MONDAY + 9 * HOUR })?.id).toBe('a')
    expect(pool.pick(need)?.id).toBe('a')
  })

  it('is nobody with a shift whose calendar the pool does not have', () => {
    const pool = agentPool([candidate('a', { shift: 'office' }).agent], { random: seededRandom(1) })
    expect(pool.pick(pool.need(MAIL), { presentAt: MONDAY + 9 * HOUR })).toBeNull()
  })
})
