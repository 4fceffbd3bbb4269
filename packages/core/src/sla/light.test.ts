import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { TicketFacts, TicketSla } from '../store/record-types.js'
import { statusOf, type TargetStatus } from './light.js'

const policy = policyOf({ targets: { resolution: { within: { hours: 10 } } }, lights: { amber: 0.4, red: 0.9 } })
const DUE = START + 10 * HOUR

function status(
  now: number,
  facts: Partial<TicketFacts> = {},
  sla: Partial<TicketSla> = {},
  of = policy,
): TargetStatus {
  const ticket = promisedTicket(of, facts, { sla })
  const [first] = statusOf(ticket, promiseAtHand(of, ticket), now)
  if (!first) throw new Error('no target runs')
  return first
}
const light = (now: number, facts: Partial<TicketFacts> = {}) => {
  const { light: shown, changesAt } = status(now, facts)
  return [shown, changesAt]
}
const solved = (at: number): Partial<TicketFacts> => ({ solvedAt: at, firstSolvedAt: at })

describe('the light of a target', () => {
  it('turns amber and red with the share of its time, and is breached a millisecond after the due date', () => {
    const [amber, red] = [START + 4 * HOUR, START + 9 * HOUR]
    expect(light(START)).toEqual(['green', amber])
    expect(light(amber - 1)).toEqual(['green', amber])
    expect(light(amber)).toEqual(['amber', red])
    expect(light(red - 1)).toEqual(['amber', red])
    expect(light(red)).toEqual(['red', DUE + 1])
    expect(light(DUE)).toEqual(['red', DUE + 1])
    expect(light(DUE + 1)).toEqual(['breached', null])
    expect(light(DUE + 99 * HOUR)).toEqual(['breached', null])
  })

  it('turns amber at half and red at four fifths where the policy says nothing', () => {
    const usual = policyOf({ targets: { resolution: { within: { hours: 10 } } } })
    const at = (hours: number) => status(START + hours * HOUR, {}, {}, usual).light
    expect([at(4.9), at(5), at(7.9), at(8)]).toEqual(['green', 'amber', 'amber', 'red'])
  })

  it('is paused while the clock stands still, whatever it was before', () => {
    const pauses = [{ from: START + 5 * HOUR, to: null }]
    expect(light(START + 5 * HOUR, { pauses })).toEqual(['paused', null])
    expect(light(START + 99 * HOUR, { pauses })).toEqual(['paused', null])
    const over = [{ from: START + 5 * HOUR, to: START + 8 * HOUR }]
    expect(light(START + 8 * HOUR, { pauses: over })).toEqual(['amber', START + 12 * HOUR])
  })

  it('stays breached in a pause that began after the due date, and changes for one that begins with it', () => {
    expect(light(DUE + HOUR, { pauses: [{ from: DUE + 1, to: null }] })).toEqual(['breached', null])
    expect(light(DUE, { pauses: [{ from: DUE, to: null }] })).toEqual(['paused', DUE + 1])
  })

  it('is the verdict once it is done', () => {
    expect(light(DUE + HOUR, solved(DUE))).toEqual(['met', null])
    expect(light(DUE + HOUR, solved(DUE + 1))).toEqual(['breached', null])
    expect(light(DUE + HOUR, { ...solved(DUE + 5), pauses: [{ from: START + HOUR, to: null }] })).toEqual(['met', null])
  })

  it('shows nothing left, and no -0, where the due date has passed and no time on the clock', () => {
    const office = policyOf({ calendar: 'office', targets: { resolution: { within: { hours: 9 } } } })
    const closing = Date.parse('2025-01-01T18:00Z')
    expect(status(closing + HOUR, {}, {}, office)).toMatchObject({ light: 'breached', dueAt: closing, secondsLeft: 0 })
  })

  it('is the verdict that was given, also where the due date has moved since', () => {
    const judged = { dueAt: DUE, seconds: 8 * 3600, left: null }
    const progress = { cycle: 1, verdict: 'breached', ended: false, ...judged, steps: [] } as const
    const shown = status(START + HOUR, {}, { progress: { resolution: progress } })
    expect(shown).toMatchObject({ light: 'breached', endedAt: null, dueAt: DUE, changesAt: null })
    const earlier = status(START + HOUR, { reopenings: 1, reopenedAt: START }, { progress: { resolution: progress } })
    expect(earlier).toMatchObject({ light: 'green', cycle: 2 })
  })

  it('never changes where the calendar has no such time', () => {
    const once = policyOf({ calendar: 'night', targets: { resolution: { within: { hours: 10 } } } })
    expect(status(START + 99 * HOUR, {}, {}, once)).toMatchObject({
      light: 'green',
      dueAt: null,
      changesAt: null,
      secondsLeft: 9 * 3600,
    })
  })
})

describe('the status of a target', () => {
  it('says what is left on its clock, until now or until its end', () => {
    const pauses = [{ from: START + HOUR, to: START + 2 * HOUR }]
    expect(status(START + 5 * HOUR, { pauses })).toEqual({
      target: 'resolution',
      cycle: 1,
      light: 'amber',
      startedAt: START,
      endedAt: null,
      dueAt: DUE + HOUR,
      seconds: 36_000,
      secondsLeft: 6 * 3600,
      changesAt: START + 10 * HOUR,
      policy: { id: 'standard', version: 1 },
      calendar: null,
    })
    expect(status(DUE + 2 * HOUR)).toMatchObject({ secondsLeft: -7200 })
    expect(status(DUE + 2 * HOUR, solved(START + HOUR))).toMatchObject({ endedAt: START + HOUR, secondsLeft: 9 * 3600 })
  })
})

describe('of any ticket at any instant', () => {
  const anyTarget = fc.record({
    seconds: fc.integer({ min: 1, max: 200_000 }),
    calendar: fc.constantFrom('wall', 'office', 'night'),
    amber: fc.constantFrom(0.01, 0.07, 0.1, 0.3, 1 / 3),
    red: fc.constantFrom(0.35, 0.57, 0.7, 0.8, 0.999),
    from: fc.integer({ min: 0, max: 10 * 24 * 60 }),
    cuts: fc.uniqueArray(fc.integer({ min: 0, max: 10 * 24 * 60 }), { maxLength: 6 }),
    now: fc.integer({ min: 0, max: 400_000_000 }),
  })

  it('the light stays until it is said to change, changes then, and without that never', () => {
    fc.assert(
      fc.property(anyTarget, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, share) => {
        const { seconds, calendar, amber, red, from, cuts } = drawn
        const of = policyOf({ calendar, targets: { resolution: { within: { seconds } } }, lights: { amber, red } })
        const sorted = cuts.sort((a, b) => a - b).map((minute) => START + minute * MINUTE)
        const pauses = sorted.flatMap((cut, index) =>
          index % 2 === 0 ? [{ from: cut, to: sorted[index + 1] ?? null }] : [],
        )
        const facts = { pauses, reopenings: 1, reopenedAt: START + from * MINUTE }
        // A view knows of no pause that is yet to come.
        const now = Math.max(START + from * MINUTE, ...sorted) + drawn.now
        const { light: shown, changesAt } = status(now, facts, {}, of)
        if (changesAt === null) {
          const later = status(now + Math.round(share * 1e11), facts, {}, of).light
          expect(later).toBe(shown)
        } else {
          expect(changesAt).toBeGreaterThan(now)
          const between = now + Math.floor(share * (changesAt - 1 - now))
          for (const at of [between, changesAt - 1]) expect(status(at, facts, {}, of).light).toBe(shown)
          expect(status(changesAt, facts, {}, of).light).not.toBe(shown)
        }
      }),
      { numRuns: 500 },
    )
  })
})
