import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_PROMISE, prioritized, scoredTicket } from '../../test/priorities.js'
import { START } from '../../test/records.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import { type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import { elapsedMs } from '../sla/target-clock.js'
import type { TicketRecord } from '../store/record-types.js'
import { seededRandom } from '../testing/seeded-random.js'
import { weighted } from './weighted.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const seed = 20_250_101
const LEVELS = { urgent: 80, high: 60, normal: 30, low: 0 } as const
const office = defineCalendar({
  timeZone: 'Asia/Shanghai',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]])),
  holidays: ['2025-01-01', '2025-01-28', '2025-01-29'],
})

/** The share that is used of promises that began at the start, one in wall time and one in office hours. */
const promised = (wallHours: number, officeHours: number) => ({
  slaUsed: (at: Instant) => {
    const used = (calendar: typeof office | null, hours: number) =>
      elapsedMs({ calendar, from: START, pauses: [] }, at) / (hours * HOUR)
    return Math.max(used(null, wallHours), used(office, officeHours))
  },
})

interface Case {
  readonly tier: number
  readonly waiting: { readonly weight: number; readonly hours: number } | null
  readonly slaRisk: { readonly weight: number; readonly from: number } | null
  readonly wallHours: number
  readonly officeHours: number
  readonly hysteresis: number
  readonly present: keyof typeof LEVELS | null
  readonly now: Instant
}
const weight = fc.integer({ min: 5, max: 90 })
const anyCase: fc.Arbitrary<Case> = fc.record({
  tier: fc.integer({ min: 1, max: 70 }),
  waiting: fc.option(fc.record({ weight, hours: fc.integer({ min: 1, max: 300 }) })),
  slaRisk: fc.option(fc.record({ weight, from: fc.constantFrom(0, 0.3, 0.5, 0.9) })),
  wallHours: fc.integer({ min: 1, max: 2_000 }),
  officeHours: fc.integer({ min: 1, max: 100 }),
  hysteresis: fc.constantFrom(0, 5, 20),
  present: fc.option(fc.constantFrom('urgent', 'high', 'normal', 'low')),
  now: fc.integer({ min: START - HOUR, max: START + 10 * DAY }),
})

/** The policy of a case, its ticket, which may have a level already, and what is promised to it. */
function arrange({ tier, waiting, slaRisk, wallHours, officeHours, hysteresis, present }: Case) {
  const policy = weighted({
    levels: LEVELS,
    hysteresis,
    tier: { weight: tier, values: { vip: 1 } },
    ...(waiting && { waiting: { weight: waiting.weight, full: { hours: waiting.hours } } }),
    ...(slaRisk && { slaRisk }),
  })
  const bare = scoredTicket({ requester: { id: 'c1', tier: 'vip' } })
  const ticket = present ? prioritized(bare, policy, { level: present, reasons: [] }) : bare
  const context = promised(wallHours, officeHours)
  return { policy, ticket, context }
}

/** A decision, and the ticket once it is written. */
function decided({ policy, context }: ReturnType<typeof arrange>, ticket: TicketRecord, now: Instant) {
  const { level, reasons, changesAt } = policy.decide(ticket, now, context)
  return { level, changesAt: changesAt ?? null, written: prioritized(ticket, policy, { level, reasons }) }
}

describe('the next change of a level', () => {
  it('is said the same until it comes, and has come then', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }), (given, parts) => {
        const arranged = arrange(given)
        const { now } = given
        const { level, changesAt, written } = decided(arranged, arranged.ticket, now)
        const last = changesAt === null ? now + 400 * DAY : changesAt - 1
        for (const part of [...parts, 1]) {
          const later = decided(arranged, written, now + Math.floor((last - now) * part))
          expect([later.level, later.changesAt]).toEqual([level, changesAt])
        }
        if (changesAt === null) return
        expect(Number.isInteger(changesAt)).toBe(true)
        const { levels } = arranged.policy
        const then = decided(arranged, written, changesAt)
        expect(levels.indexOf(then.level)).toBeLessThan(levels.indexOf(level))
        expect(then.changesAt === null || then.changesAt > changesAt).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it(`is the millisecond that a walk over minutes and milliseconds finds (seed ${seed})`, () => {
    const cases = fc.sample(anyCase, { seed, numRuns: 60 })
    let changed = 0
    for (const given of cases) {
      const arranged = arrange({ ...given, present: null })
      const { level, changesAt } = decided(arranged, arranged.ticket, given.now)
      const span = 15 * DAY
      const walked = walk(given, arranged.context.slaUsed, LEVELS[level], span)
      expect([given, walked]).toEqual([given, changesAt !== null && changesAt <= given.now + span ? changesAt : null])
      if (walked !== null) changed += 1
    }
    // Otherwise the walks would show nothing.
    expect(changed).toBeGreaterThan(15)
    expect(changed).toBeLessThan(55)
  })

  /** Without the policy: the first millisecond with the score of a level above, looking at each minute, then within one. */
  function walk(given: Case, slaUsed: (at: Instant) => number, least: number, span: number): Instant | null {
    const { tier, waiting, slaRisk, now } = given
    const next = Math.min(...Object.values(LEVELS).filter((other) => other > least))
    const clamp = (share: number) => Math.min(1, Math.max(0, share))
    const isReached = (at: Instant) => {
      const waited = waiting ? waiting.weight * clamp((at - START) / (waiting.hours * HOUR)) : 0
      const risk = slaRisk ? slaRisk.weight * clamp((slaUsed(at) - slaRisk.from) / (1 - slaRisk.from)) : 0
      // A millisecond adds more than a thousand times as much.
      return tier + waited + risk >= next - 1e-12
    }
    for (let minute = now; minute < now + span; minute += MINUTE) {
      if (!isReached(minute + MINUTE)) continue
      for (let at = minute + 1; at <= minute + MINUTE; at += 1) if (isReached(at)) return at
    }
    return null
  }
})

describe('the next change', () => {
  const waiting = { weight: 40, full: { hours: 10 } } as const
  const tier = { weight: 40, values: { vip: 1, gold: 0.5 } }
  const vip = scoredTicket({ requester: { id: 'c1', tier: 'vip' } })
  const now = START + HOUR

  it('is when a wait has added what is missing, to the millisecond', () => {
    const policy = weighted({ levels: LEVELS, tier, waiting })
    expect(policy.decide(vip, now, NO_PROMISE)).toMatchObject({ level: 'normal', changesAt: START + 5 * HOUR })
    expect(policy.decide(vip, START + 5 * HOUR, NO_PROMISE)).toMatchObject({
      level: 'high',
      changesAt: START + 10 * HOUR,
    })
    expect(policy.decide(vip, START + 10 * HOUR, NO_PROMISE)).toMatchObject({ level: 'urgent', changesAt: null })
  })

  it('does not come where a wait never adds enough, or nobody waits', () => {
    const policy = weighted({ levels: LEVELS, tier, waiting: { ...waiting, weight: 19.9 } })
    expect(policy.decide(vip, now, NO_PROMISE).changesAt).toBeNull()
    const enough = weighted({ levels: LEVELS, tier, waiting })
    expect(enough.decide({ ...vip, phase: 'solved' }, now, NO_PROMISE).changesAt).toBeNull()
  })

  it('is of the level that hysteresis keeps, not of the score alone', () => {
    const policy = weighted({ levels: LEVELS, hysteresis: 20, tier, waiting })
    const high = prioritized(vip, policy, { level: 'high', reasons: [] })
    expect(policy.decide(high, START, NO_PROMISE)).toMatchObject({ level: 'high', changesAt: START + 10 * HOUR })
  })

  it('waits for the opening of the office', () => {
    // Used up to 80 % on Thursday at closing time, 2025-01-02T18:00 in Shanghai.
    const slaUsed = (at: Instant) => elapsedMs({ calendar: office, from: START, pauses: [] }, at) / (11.25 * HOUR)
    const policy = weighted({ levels: { urgent: 80, low: 0 }, slaRisk: { weight: 100 } })
    const closing = Date.parse('2025-01-02T18:00:00+08:00')
    expect(policy.decide(vip, START, { slaUsed }).changesAt).toBe(closing)
    const later = weighted({ levels: { urgent: 80.001, low: 0 }, slaRisk: { weight: 100 } })
    const opening = Date.parse('2025-01-03T09:00:00+08:00')
    for (const at of [START, closing, opening - 1]) {
      expect(later.decide(vip, at, { slaUsed }).changesAt).toBe(opening + 405)
    }
  })

  it('does not come from a promise whose clock stands still, but may from a wait', () => {
    const risk = { levels: LEVELS, tier, slaRisk: { weight: 40 } }
    expect(weighted(risk).decide(vip, now, NO_PROMISE).changesAt).toBeNull()
    expect(weighted({ ...risk, waiting }).decide(vip, now, NO_PROMISE).changesAt).toBe(START + 5 * HOUR)
  })

  it('is looked for 400 days ahead in promises, and for as long as a wait may take', () => {
    const from = START
    const slaUsed = (after: number) => ({ slaUsed: (at: Instant) => (at >= from + after ? 1 : 0) })
    const risk = weighted({ levels: LEVELS, tier, slaRisk: { weight: 40 } })
    expect(risk.decide(vip, from, slaUsed(400 * DAY)).changesAt).toBe(from + 400 * DAY)
    expect(risk.decide(vip, from, slaUsed(400 * DAY + 1)).changesAt).toBeNull()
    const wait = weighted({ levels: LEVELS, tier, waiting: { weight: 40, full: { days: 2_000 } } })
    expect(wait.decide(vip, from, NO_PROMISE).changesAt).toBe(from + 1_000 * DAY)
  })

  it('is never asked of instants that Docket does not store', () => {
    const asked: Instant[] = []
    const slaUsed = (at: Instant) => {
      asked.push(at)
      return 0.5
    }
    const both = weighted({ levels: LEVELS, slaRisk: { weight: 9 }, waiting: { weight: 9, full: { days: 1e6 } } })
    expect(both.decide(vip, LATEST_INSTANT - DAY, { slaUsed }).changesAt).toBeNull()
    expect(Math.max(...asked)).toBe(LATEST_INSTANT - 1)
  })

  it(`takes some forty looks at the promises at most (seed ${seed})`, () => {
    const random = seededRandom(seed)
    for (let round = 0; round < 50; round += 1) {
      let looks = 0
      const end = START + 1 + Math.floor(random.next() * 400 * DAY)
      const slaUsed = (at: Instant) => {
        looks += 1
        return at < end ? 0.1 : 1
      }
      const policy = weighted({ levels: LEVELS, tier, slaRisk: { weight: 40 } })
      expect(policy.decide(vip, START, { slaUsed }).changesAt).toBe(end)
      expect(looks).toBeLessThanOrEqual(40)
    }
  })
})
